"""Save targets as the next policy version, or say which field is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.commands import SaveAllocation
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import Instrument
from trimtab.domain.money import HUNDRED, to_text
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import PolicySaved
from trimtab.domain.targets import ClassTarget, SumVerdict, Targets
from trimtab.drift.classes import add_up_targets
from trimtab.ports import Services
from trimtab.services.policies import append_policy, current_policy


def save_allocation(command: SaveAllocation, services: Services) -> PolicySaved:
    """Validate targets against the sum rule and the broker's list, and store them as a new policy version.

    Raises InvalidRequestError naming field and value, UnavailableError when the broker cannot be asked, and
    RefusedError when somebody else saved at the same moment; in each case nothing is written.
    """
    verdict = _judge_sum(command)
    known = _known_symbols(command, services)
    before = current_policy(command.portfolio, services)
    policy = _next_policy(before, command, services)
    append_policy(command.portfolio, policy, services)
    return PolicySaved(
        portfolio=command.portfolio,
        policy=policy,
        warnings=_warnings(verdict, command.targets),
        class_targets=_class_targets(policy, known),
    )


def _judge_sum(command: SaveAllocation) -> SumVerdict:
    verdict = command.targets.sum_verdict
    if verdict is SumVerdict.REFUSED and not command.is_draft:
        problem = "is the sum of enabled targets and cash; it must be 100, or save a draft"
        total = _percent(command.targets.total_weight)
        raise InvalidRequestError("targets", total, problem, ReasonCode.TARGETS_SUM)
    return verdict


def _known_symbols(command: SaveAllocation, services: Services) -> Mapping[str, Instrument]:
    """Ask the broker for what is targeted, and refuse what it does not know or trade."""
    symbols = tuple(target.symbol for target in command.targets.allocations)
    known = services.brokers.of(command.portfolio.uid).instruments(symbols)
    for index, symbol in enumerate(symbols):
        _check_symbol(f"targets[{index}].symbol", symbol, known.get(symbol))
    return known


def _check_symbol(field: str, symbol: str, instrument: Instrument | None) -> None:
    if instrument is None:
        raise InvalidRequestError(field, symbol, "is not known to the broker", ReasonCode.UNKNOWN_SYMBOL)
    if not instrument.is_tradable:
        problem = "cannot be traded at the broker now"
        raise InvalidRequestError(field, symbol, problem, ReasonCode.UNTRADABLE_SYMBOL)


def _next_policy(before: Policy, command: SaveAllocation, services: Services) -> Policy:
    in_order = tuple(sorted(command.targets.allocations, key=lambda target: target.symbol))
    return replace(
        before,
        version=before.version + 1,
        status=PolicyStatus.DRAFT if command.is_draft else PolicyStatus.ACTIVE,
        saved_at=services.clock.now(),
        targets=replace(command.targets, allocations=in_order),
    )


def _class_targets(policy: Policy, known: Mapping[str, Instrument]) -> tuple[ClassTarget, ...]:
    brokers = {symbol: instrument.asset_class for symbol, instrument in known.items()}
    return add_up_targets(policy.targets, brokers | policy.asset_classes)


def _warnings(verdict: SumVerdict, targets: Targets) -> tuple[Reason, ...]:
    if verdict is not SumVerdict.SHORTFALL_TO_CASH:
        return ()
    text = f"The targets add up to {_percent(targets.total_weight)}%; the rest stays in cash."
    return (Reason(ReasonCode.TARGETS_BELOW_100, text),)


def _percent(weight: Decimal) -> str:
    return to_text(weight * HUNDRED)
