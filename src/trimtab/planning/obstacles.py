"""Find what makes planning pointless or impossible, before any trade is thought of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot

Obstacle = tuple[PlanStatus, Reason]
_Check = Callable[[Snapshot, Policy], Obstacle | None]


def find_obstacle(snapshot: Snapshot, policy: Policy) -> Obstacle | None:
    """Return the first reason why no trade can or need be planned, or None."""
    return next((found for check in _CHECKS if (found := check(snapshot, policy))), None)


def _account_is_blocked(snapshot: Snapshot, _: Policy) -> Obstacle | None:
    if not snapshot.is_account_blocked:
        return None
    return _blocked(ReasonCode.ACCOUNT_BLOCKED, "The broker has blocked this account; ask the broker why.")


def _is_short(snapshot: Snapshot, _: Policy) -> Obstacle | None:
    shorts = ", ".join(held.symbol for held in snapshot.holdings if held.quantity < 0)
    return (
        _blocked(ReasonCode.SHORT_POSITION, f"Short positions are not rebalanced: {shorts}.")
        if shorts
        else None
    )


def _cash_is_negative(snapshot: Snapshot, _: Policy) -> Obstacle | None:
    if snapshot.cash >= 0:
        return None
    return _blocked(
        ReasonCode.NEGATIVE_CASH, f"Cash is {snapshot.cash} US dollars; pay the debt before rebalancing."
    )


def _price_is_missing(snapshot: Snapshot, _: Policy) -> Obstacle | None:
    missing = ", ".join(snapshot.unpriced_symbols)
    return _blocked(ReasonCode.PRICE_MISSING, f"There is no price for {missing}.") if missing else None


def _is_worth_nothing(snapshot: Snapshot, _: Policy) -> Obstacle | None:
    if snapshot.total_value > 0:
        return None
    return _no_action(ReasonCode.NO_VALUE, "The portfolio is worth nothing: deposit cash or shares first.")


def _wants_nothing(_: Snapshot, policy: Policy) -> Obstacle | None:
    if policy.targets.weights:
        return None
    return _no_action(
        ReasonCode.NO_TARGETS, "No targets are set: add targets, or start from the current holdings."
    )


def _is_draft(_: Snapshot, policy: Policy) -> Obstacle | None:
    if policy.status is PolicyStatus.ACTIVE:
        return None
    return _no_action(
        ReasonCode.DRAFT_TARGETS, "The targets are a draft: complete and save them to plan trades."
    )


def _blocked(code: ReasonCode, text: str) -> Obstacle:
    return PlanStatus.BLOCKED, Reason(code, text)


def _no_action(code: ReasonCode, text: str) -> Obstacle:
    return PlanStatus.NO_ACTION, Reason(code, text)


_CHECKS: Final[tuple[_Check, ...]] = (
    _account_is_blocked,
    _is_short,
    _cash_is_negative,
    _price_is_missing,
    _is_worth_nothing,
    _wants_nothing,
    _is_draft,
)
