"""Save settings as the next policy version, and say what the owner should know about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from trimtab.domain.commands import SavePolicy
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.intent import OrderType
from trimtab.domain.policy import Autonomy, Limits, Policy, PolicyStatus, RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import PolicySaved
from trimtab.domain.tactics import Tactics
from trimtab.domain.tax_config import LotMethod, TaxRates
from trimtab.domain.trigger import TriggerSettings
from trimtab.ports import Services
from trimtab.services.policies import append_policy, current_policy


def save_policy(command: SavePolicy, services: Services) -> PolicySaved:
    """Put changed settings into the current policy and store it as its next version; the targets stay.

    A portfolio without targets gets a draft. Raises RefusedError when somebody else saved at the same moment;
    nothing is written then.
    """
    before, now = current_policy(command.portfolio, services), services.clock.now()
    changed = command.changes.applied_to(before)
    policy = replace(
        changed,
        version=before.version + 1,
        status=before.status if before.targets.weights else PolicyStatus.DRAFT,
        saved_at=now,
        triggers=_dated(changed.triggers, before.triggers, now),
    )
    append_policy(command.portfolio, policy, services)
    return PolicySaved(portfolio=command.portfolio, policy=policy, warnings=_warnings(policy))


def _dated(settings: TriggerSettings, before: TriggerSettings, now: datetime) -> TriggerSettings:
    """Date the rules: one that was there before keeps its time, a new one has come into being now."""
    known = {rule.rule_id: rule.created_at for rule in before.rules}
    return replace(
        settings,
        rules=tuple(replace(rule, created_at=known.get(rule.rule_id, now)) for rule in settings.rules),
    )


def _warnings(policy: Policy) -> tuple[Reason, ...]:
    found = (finding(policy) for finding in _FINDINGS)
    return tuple(reason for reason in found if reason)


def _no_targets(policy: Policy) -> Reason | None:
    if policy.targets.weights:
        return None
    text = "The portfolio has no targets yet, so these settings are a draft until targets are saved."
    return Reason(ReasonCode.NO_TARGETS, text)


def _assumed_rates(policy: Policy) -> Reason | None:
    if policy.method is not RebalancingMethod.TAX_AWARE or policy.tax.rates != TaxRates():
        return None
    text = "Taxes are estimated with placeholder rates; save your own short-term and long-term rates."
    return Reason(ReasonCode.TAX_RATES_ASSUMED, text)


def _assumed_limits(policy: Policy) -> Reason | None:
    if policy.autonomy is not Autonomy.AUTOMATIC or policy.limits != Limits():
        return None
    text = "Runs start by themselves within limits nobody chose; save limits that fit this portfolio."
    return Reason(ReasonCode.LIMITS_ASSUMED, text)


def _unheard_lot_method(policy: Policy) -> Reason | None:
    if policy.tax.lot_method is LotMethod.FIFO:
        return None
    text = (
        f"Alpaca sells the oldest lots first whatever is saved; {policy.tax.lot_method} holds only for "
        "accounts whose custodian honours it."
    )
    return Reason(ReasonCode.LOT_METHOD_NOT_HONOURED, text)


def _idle_tactics(policy: Policy) -> Reason | None:
    if policy.method is RebalancingMethod.TACTICAL_REBALANCING or policy.tactics == Tactics():
        return None
    text = f"Tilts, signals and stop prices count under TACTICAL_REBALANCING only, not under {policy.method}."
    return Reason(ReasonCode.SETTINGS_UNUSED, text)


def _idle_transition(policy: Policy) -> Reason | None:
    if policy.method is RebalancingMethod.TAX_AWARE or policy.tax.transition is None:
        return None
    text = f"A transition counts under TAX_AWARE only, not under {policy.method}."
    return Reason(ReasonCode.SETTINGS_UNUSED, text)


def _idle_pricing(policy: Policy) -> Reason | None:
    usual = ExecutionConfig(hold_seconds=policy.execution.hold_seconds)
    if policy.execution.order_type is OrderType.LIMIT or policy.execution == usual:
        return None
    text = "Buffer, new prices and the last resort count for limit orders only; orders go at market."
    return Reason(ReasonCode.SETTINGS_UNUSED, text)


_FINDINGS: Final = (
    _no_targets,
    _assumed_rates,
    _assumed_limits,
    _unheard_lot_method,
    _idle_tactics,
    _idle_transition,
    _idle_pricing,
)
