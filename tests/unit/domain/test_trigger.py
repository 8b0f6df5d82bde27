"""Rules that say when a portfolio is to be rebalanced."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import policy
from trimtab.domain.trigger import (
    DEFAULT_RULE,
    CalendarTrigger,
    CashFlowTrigger,
    CombinedTrigger,
    CombineMode,
    ManualTrigger,
    ThresholdTrigger,
    Trigger,
    TriggerKind,
    TriggerRule,
    TriggerSettings,
)


def rule(trigger: Trigger) -> TriggerRule:
    return TriggerRule(rule_id="a", trigger=trigger)


def test_a_policy_without_rules_of_its_own_looks_for_drift():
    """One rule on the policy's bands, no cooldown, one look a session."""
    settings = policy({"SPY": "1"}).triggers

    assert (DEFAULT_RULE,) == settings.rules
    assert (ThresholdTrigger(), 0, None) == (
        DEFAULT_RULE.trigger,
        settings.cooldown_days,
        settings.monitoring_minutes,
    )


def test_a_rule_is_of_its_triggers_kind():
    """Every kind has its parameters, and they know their kind."""
    triggers = (ManualTrigger(), CalendarTrigger(), CashFlowTrigger(amount=D(1)))

    expected = [TriggerKind.MANUAL, TriggerKind.CALENDAR, TriggerKind.CASH_FLOW]
    assert expected == [rule(trigger).kind for trigger in triggers]


def test_combinations_are_any_unless_the_owner_says_all():
    """Domain rule 17."""
    assert CombineMode.ANY == CombinedTrigger(conditions=(ThresholdTrigger(),)).combine


def test_the_conditions_of_a_rule():
    """A combined rule has several, a manual one none, every other itself."""
    both = (ThresholdTrigger(), CalendarTrigger())

    assert both == rule(CombinedTrigger(conditions=both)).conditions
    assert (both[:1], ()) == (rule(both[0]).conditions, rule(ManualTrigger()).conditions)


def test_conditions_of_rules_that_are_switched_off_do_not_count():
    """Nothing has to be fetched for them."""
    off = replace(rule(CalendarTrigger()), is_enabled=False)

    assert (ThresholdTrigger(),) == TriggerSettings(rules=(off, DEFAULT_RULE)).conditions
