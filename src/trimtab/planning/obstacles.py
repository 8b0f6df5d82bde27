"""Find what makes planning pointless or impossible, before any trade is thought of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from trimtab.domain.canonical import instant_text
from trimtab.domain.money import to_text
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import DataQuality, PlanRequest
from trimtab.planning.conflicts import find_conflict
from trimtab.planning.goals import Goals, set_goals
from trimtab.planning.universe import QUALITY_CODES, Member, Universe, find_universe


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing can or need be traded; `conflict` are the rules that cannot hold together, if any."""

    status: PlanStatus
    reason: Reason
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    request: PlanRequest
    universe: Universe
    goals: Goals


_Check = Callable[[_Case], Obstacle | None]


def foresee_obstacle(request: PlanRequest) -> Obstacle | None:
    """Return what would stand in a plan's way, without planning; None when only the plan itself can tell."""
    universe = find_universe(request)
    return find_obstacle(request, universe, set_goals(request, universe))


def find_obstacle(request: PlanRequest, universe: Universe, goals: Goals) -> Obstacle | None:
    """Return the first reason why no trade can or need be planned, or None.

    A forced request waits for no cooldown; every other obstacle holds for it, too (domain rule 16).
    """
    case = _Case(request, universe, goals)
    return next((found for check in _CHECKS if (found := check(case))), None)


def _account_is_blocked(case: _Case) -> Obstacle | None:
    if not case.request.snapshot.is_account_blocked:
        return None
    return _blocked(ReasonCode.ACCOUNT_BLOCKED, "The broker has blocked this account; ask the broker why.")


def _is_short(case: _Case) -> Obstacle | None:
    shorts = [held.symbol for held in case.request.snapshot.holdings if held.quantity < 0]
    if not shorts:
        return None
    text = f"Short positions are not rebalanced: buy back {', '.join(shorts)} first."
    return _blocked(ReasonCode.SHORT_POSITION, text)


def _cash_is_negative(case: _Case) -> Obstacle | None:
    snapshot = case.request.snapshot
    if snapshot.cash >= 0:
        return None
    amount = f"{to_text(snapshot.cash)} {snapshot.base_currency}"
    return _blocked(ReasonCode.NEGATIVE_CASH, f"Cash is {amount}; pay the debt before rebalancing.")


def _snapshots_are_apart(case: _Case) -> Obstacle | None:
    """Compare when holdings and prices were taken (requirement 003, step 1)."""
    snapshot, limit = case.request.snapshot, case.request.options.max_skew
    if snapshot.market_as_of is None or abs(snapshot.as_of - snapshot.market_as_of) <= limit:
        return None
    times = f"holdings are of {instant_text(snapshot.as_of)}, prices of {instant_text(snapshot.market_as_of)}"
    text = f"The snapshots are more than {_minutes(limit)} apart: {times}. Take both again."
    return _blocked(ReasonCode.SNAPSHOTS_APART, text)


def _prices_are_unfit(case: _Case) -> Obstacle | None:
    """Refuse prices that are missing or stale, unless the request leaves out what has none (domain rule 26).

    Without a price of what is held no weight is known. A mandate, which comes with a shelf, also wants the
    prices of the targets it would buy; elsewhere such a target is only not traded.
    """
    if case.request.options.data_quality is DataQuality.EXCLUDE:
        return None
    needed = [member for member in case.universe.members if member.is_held or _is_wanted(member, case)]
    for code in QUALITY_CODES:
        symbols = ", ".join(member.symbol for member in needed if member.quality is code)
        if symbols:
            return _blocked(code, _quality_text(code, symbols, case.request))
    return None


def _is_wanted(member: Member, case: _Case) -> bool:
    is_for_purchase = member.is_target and ReasonCode.NOT_SELECTED not in member.codes
    return case.request.shelf is not None and is_for_purchase and member.no_buy in QUALITY_CODES


def _quality_text(code: ReasonCode, symbols: str, request: PlanRequest) -> str:
    remedy = "supply it, or leave out what has none (data_quality EXCLUDE)"
    if code is ReasonCode.PRICE_MISSING:
        return f"There is no price for {symbols}: {remedy}."
    if code is ReasonCode.FX_RATE_MISSING:
        return f"There is no exchange rate for the currency of {symbols}: {remedy}."
    if code is ReasonCode.PRICE_OUTLIER:
        return f"The price of {symbols} is too far from its last close to be believed; look at it first."
    limit = _minutes(request.options.max_staleness or timedelta())
    return f"The price of {symbols} is older than {limit}: take a new one, or leave out what is stale."


def _foreign_cash_has_no_rate(case: _Case) -> Obstacle | None:
    """Demand a rate for the currencies that are held, and for no others (domain rule 35)."""
    snapshot = case.request.snapshot
    unknown = [
        cash.currency
        for cash in snapshot.foreign_cash
        if cash.amount and snapshot.rate(cash.currency) is None
    ]
    if not unknown:
        return None
    text = f"There is no exchange rate for the cash held in {', '.join(unknown)}: supply it."
    return _blocked(ReasonCode.FX_RATE_MISSING, text)


def _is_worth_nothing(case: _Case) -> Obstacle | None:
    if case.request.snapshot.total_value > 0:
        return None
    return _no_action(ReasonCode.NO_VALUE, "The portfolio is worth nothing: deposit cash or shares first.")


def _wants_nothing(case: _Case) -> Obstacle | None:
    if case.request.policy.targets.weights:
        return None
    return _no_action(
        ReasonCode.NO_TARGETS, "No targets are set: add targets, or start from the current holdings."
    )


def _is_draft(case: _Case) -> Obstacle | None:
    if case.request.policy.status is PolicyStatus.ACTIVE:
        return None
    return _no_action(
        ReasonCode.DRAFT_TARGETS, "The targets are a draft: complete and save them to plan trades."
    )


def _goals_are_out_of_reach(case: _Case) -> Obstacle | None:
    return Obstacle(PlanStatus.BLOCKED, case.goals.obstacle) if case.goals.obstacle else None


def _rules_conflict(case: _Case) -> Obstacle | None:
    found = find_conflict(case.request, case.universe)
    return Obstacle(PlanStatus.BLOCKED, found.reason, found.rules) if found else None


def _is_cooling_down(case: _Case) -> Obstacle | None:
    request, days = case.request, case.request.policy.constraints.cooldown_days
    if request.last_rebalanced_at is None or request.is_forced:
        return None
    ends = request.last_rebalanced_at + timedelta(days=days)
    if ends <= request.snapshot.as_of:
        return None
    text = (
        f"The last rebalance was at {instant_text(request.last_rebalanced_at)}; the cooldown of {days} days "
        f"(cooldown_days) ends at {instant_text(ends)}. Wait, or force this one."
    )
    return _no_action(ReasonCode.COOLDOWN, text)


def _minutes(length: timedelta) -> str:
    return f"{length / timedelta(minutes=1):.10g} minutes"


def _blocked(code: ReasonCode, text: str) -> Obstacle:
    return Obstacle(PlanStatus.BLOCKED, Reason(code, text))


def _no_action(code: ReasonCode, text: str) -> Obstacle:
    return Obstacle(PlanStatus.NO_ACTION, Reason(code, text))


_CHECKS: Final[tuple[_Check, ...]] = (
    _account_is_blocked,
    _is_short,
    _cash_is_negative,
    _snapshots_are_apart,
    _prices_are_unfit,
    _foreign_cash_has_no_rate,
    _is_worth_nothing,
    _wants_nothing,
    _is_draft,
    _goals_are_out_of_reach,
    _rules_conflict,
    _is_cooling_down,
)
