"""What all rules together say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trigger_builders import MONDAY, bars, entry, look_on, occasion, report, ruled, schedule
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.schedule import Verdict, VerdictOutcome
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    CombinedTrigger,
    CombineMode,
    Condition,
    CorrelationTrigger,
    ManualTrigger,
    ThresholdTrigger,
    Trigger,
    TriggerKind,
    VolatilityTrigger,
)
from trimtab.triggers.due import checked
from trimtab.triggers.evaluate import evaluate, judge_rules
from trimtab.triggers.occasion import Occasion

FRIDAY = date(2026, 11, 20)
OFF = report({"SPY": 700, "TLT": 300}, {"SPY": "0.6", "TLT": "0.4"})
"""Ten points out of a band of five."""
MONDAYS = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=1))
TUESDAYS = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=2))
DRIFT = ThresholdTrigger()


def seen(*triggers: Trigger, cooldown_days: int = 0, **fields: Any) -> Occasion:
    """Look on a Monday, after a look on Friday."""
    rule = ruled(*triggers, cooldown_days=cooldown_days)
    return occasion(rule, **({"checked": FRIDAY} | fields))


def verdict(*triggers: Trigger, **fields: Any) -> Verdict:
    return evaluate(seen(*triggers, **fields))


def combined(mode: CombineMode, *conditions: Condition, **fields: Any) -> Verdict:
    return verdict(CombinedTrigger(combine=mode, conditions=conditions), **fields)


def switched_off(rule: Policy, *places: int) -> Policy:
    rules = tuple(
        replace(each, is_enabled=place not in places) for place, each in enumerate(rule.triggers.rules)
    )
    return replace(rule, triggers=replace(rule.triggers, rules=rules))


def codes(found: Verdict) -> list[ReasonCode]:
    return [finding.reason.code for finding in found.findings]


@pytest.mark.parametrize(
    ("own", "policy_s", "has_fired"),
    [
        (None, RebalancingMethod.TACTICAL_REBALANCING, True),
        (RebalancingMethod.TACTICAL_REBALANCING, RebalancingMethod.FULL, True),
        (RebalancingMethod.FULL, RebalancingMethod.TACTICAL_REBALANCING, False),
    ],
)
def test_a_stop_fires_only_where_the_rule_s_plan_would_sell(
    own: RebalancingMethod | None, policy_s: RebalancingMethod, *, has_fired: bool
):
    """Stops count under TACTICAL_REBALANCING; a rule's method goes before the policy's (R002-16)."""
    rule = ruled(DRIFT)
    only = replace(rule.triggers, rules=(replace(rule.triggers.rules[0], method=own),))
    rule = replace(rule, method=policy_s, triggers=only)

    assert has_fired == evaluate(occasion(rule, stopped=("SPY",))).has_fired


@pytest.mark.parametrize(
    ("trigger", "fires", "rests"),
    [
        (MONDAYS, {}, {"checked": MONDAY}),
        (DRIFT, {"drift": OFF}, {}),
        (
            CashFlowTrigger(amount=D(5)),
            {"activities": (entry("CSD", "6", FRIDAY),)},
            {"activities": (entry("CSD", "5", FRIDAY),)},
        ),
        (
            VolatilityTrigger(look_back=5, symbol="SPY"),
            {"bars": {"SPY": bars((1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 2))}},
            {"bars": {}},
        ),
        (
            CorrelationTrigger(look_back=5),
            {
                "bars": {
                    "SPY": bars((1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)),
                    "TLT": bars((1, 2, 1, 2, 1, 2, 4, 2, 4, 2, 4)),
                }
            },
            {"bars": {}},
        ),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_each_kind_of_rule_is_asked(trigger: Condition, fires: dict[str, Any], rests: dict[str, Any]):
    """It fires where its own facts say so, and the verdict names the rule and its kind."""
    found = verdict(trigger, **fires)

    assert (VerdictOutcome.FIRED, "a", trigger.kind) == (found.outcome, found.rule_id, found.trigger)
    assert VerdictOutcome.NOT_FIRED == verdict(trigger, **rests).outcome


def test_a_manual_rule_never_fires_by_itself():
    """It waits for a person."""
    found = verdict(ManualTrigger(), drift=OFF)

    assert (VerdictOutcome.NOT_FIRED, [ReasonCode.MANUAL_ONLY]) == (found.outcome, codes(found))


def test_the_first_rule_that_fires_decides():
    """The owner's order, not that of the kinds; the others are judged all the same."""
    found = verdict(TUESDAYS, DRIFT, MONDAYS, drift=OFF)

    expected = [ReasonCode.CALENDAR_NOT_DUE, ReasonCode.THRESHOLD_BREACHED, ReasonCode.CALENDAR_DUE]
    assert expected == codes(found)
    assert ("b", TriggerKind.THRESHOLD, found.findings[1].reason) == (
        found.rule_id,
        found.trigger,
        found.reason,
    )


def test_a_rule_that_is_switched_off_is_not_asked():
    """It says so, and the next one decides."""
    here = seen(MONDAYS, DRIFT, drift=OFF)
    found = evaluate(replace(here, policy=switched_off(here.policy, 0)))

    assert ([ReasonCode.RULE_DISABLED, ReasonCode.THRESHOLD_BREACHED], "b") == (codes(found), found.rule_id)


def test_without_rules_nothing_fires():
    """Whatever the drift is."""
    found = verdict(drift=OFF)

    assert (VerdictOutcome.NOT_FIRED, ReasonCode.NO_RULE_FIRED, None) == (
        found.outcome,
        found.reason.code,
        found.rule_id,
    )


@pytest.mark.parametrize(
    ("conditions", "drift_is_off", "any_fires", "all_fire"),
    [
        ((MONDAYS, DRIFT), True, True, True),
        ((MONDAYS, DRIFT), False, True, False),
        ((TUESDAYS, DRIFT), True, True, False),
        ((TUESDAYS, DRIFT), False, False, False),
        ((), True, False, False),
    ],
)
def test_combinations_are_any_or_all(
    conditions: Sequence[Condition], *, drift_is_off: bool, any_fires: bool, all_fire: bool
):
    """Without a condition neither fires."""
    fields = {"drift": OFF} if drift_is_off else {}

    assert any_fires == combined(CombineMode.ANY, *conditions, **fields).has_fired
    assert all_fire == combined(CombineMode.ALL, *conditions, **fields).has_fired


def test_a_combination_tells_what_each_condition_says():
    """How many hold, how many have to, and their sentences."""
    found = combined(CombineMode.ALL, MONDAYS, DRIFT).findings[0]

    assert ReasonCode.COMBINATION_NOT_MET == found.reason.code
    expected = (
        "1 of 2 conditions hold, all are needed. The WEEKLY date 2026-11-23 has come. SPY is 0 points under "
        "its target. 5 points are allowed."
    )
    assert expected == found.reason.text
    met = combined(CombineMode.ANY, MONDAYS, DRIFT).reason
    assert ReasonCode.COMBINATION_MET == met.code
    assert met.text.startswith("1 of 2 conditions hold, one is needed.")


def test_time_and_threshold_look_at_drift_on_dates_only():
    """Off on a Monday that is no date: nothing; at the next look the date has passed and drift decides."""
    rule = CombinedTrigger(combine=CombineMode.ALL, conditions=(TUESDAYS, DRIFT))

    assert not verdict(rule, drift=OFF).has_fired
    tuesday = occasion(ruled(rule), MONDAY + timedelta(days=1), checked=MONDAY, drift=OFF)
    assert evaluate(tuesday).has_fired


@pytest.mark.parametrize(("last", "outcome"), [(16, VerdictOutcome.FIRED), (17, VerdictOutcome.HELD_BACK)])
def test_a_cooldown_holds_rules_back(last: int, outcome: VerdictOutcome):
    """Seven days after the sixteenth is Monday; after the seventeenth it is Tuesday."""
    found = verdict(DRIFT, drift=OFF, cooldown_days=7, last_rebalanced_on=date(2026, 11, last))

    assert outcome == found.outcome


def test_a_run_that_traded_nothing_begins_no_cooldown():
    """It was started by a rule on Friday and halted before its first order: Monday is free."""
    found = verdict(DRIFT, drift=OFF, cooldown_days=7, schedule=schedule(FRIDAY, last_run_session=FRIDAY))

    assert found.has_fired


def test_a_date_inside_a_cooldown_is_caught_up_once_after_it():
    """The 23rd is held back until Thanksgiving is over; Friday fires, and the Monday after does not."""
    monthly = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.MONTHLY, day=23))
    kept, outcomes = schedule(FRIDAY), []
    for day in (MONDAY, date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 30)):
        seen = occasion(ruled(monthly, cooldown_days=7), day, schedule=kept, last_rebalanced_on=FRIDAY)
        found = evaluate(seen)
        outcomes.append(found.outcome)
        kept = checked(seen, found, is_settled=found.outcome is not VerdictOutcome.HELD_BACK)

    held, fired = VerdictOutcome.HELD_BACK, VerdictOutcome.FIRED
    assert [held, held, held, fired, VerdictOutcome.NOT_FIRED] == outcomes


def test_what_is_held_back_says_until_when():
    """The rule that would have decided is named; the reason is the cooldown."""
    found = verdict(DRIFT, drift=OFF, cooldown_days=7, last_rebalanced_on=FRIDAY)

    assert ("a", ReasonCode.COOLDOWN) == (found.rule_id, found.reason.code)
    assert (
        "The last run was on 2026-11-20; the cooldown of 7 days lasts until 2026-11-27." == found.reason.text
    )
    assert not found.has_fired


def test_a_second_run_by_itself_waits_for_the_next_session():
    """One a session is the most, whatever the cooldown is."""
    done = schedule(MONDAY, last_run_session=MONDAY)
    found = verdict(DRIFT, drift=OFF, schedule=done)

    assert (VerdictOutcome.HELD_BACK, ReasonCode.RUN_THIS_SESSION) == (found.outcome, found.reason.code)
    assert evaluate(occasion(ruled(DRIFT), MONDAY + timedelta(days=1), schedule=done, drift=OFF)).has_fired


def test_a_run_by_hand_does_not_use_up_the_session():
    """The owner's run in the morning is no run of the rules (F-005)."""
    assert verdict(DRIFT, drift=OFF, last_rebalanced_on=MONDAY).has_fired


def test_force_needs_no_rule_and_waits_for_nothing():
    """Neither tolerance, nor cooldown, nor the session's run stand in its way."""
    found = verdict(
        DRIFT, cooldown_days=30, schedule=schedule(MONDAY, last_run_session=MONDAY), is_forced=True
    )

    assert (VerdictOutcome.FIRED, ReasonCode.FORCED, TriggerKind.MANUAL, None) == (
        found.outcome,
        found.reason.code,
        found.trigger,
        found.rule_id,
    )


def test_manual_fires_when_a_person_asks():
    """By its rule where there is one that is switched on, and without a rule, too."""
    here = seen(MONDAYS, ManualTrigger(), asked=TriggerKind.MANUAL)
    found = [evaluate(replace(here, policy=rule)) for rule in (here.policy, switched_off(here.policy, 1))]

    assert ["b", None] == [each.rule_id for each in found]
    assert {(VerdictOutcome.FIRED, TriggerKind.MANUAL)} == {(each.outcome, each.trigger) for each in found}
    assert ReasonCode.ASKED_BY_HAND == found[0].reason.code


def test_a_person_may_ask_for_one_kind_of_rule():
    """Only its rules decide (domain rule 39), and what waits for rules does not wait for people."""
    waiting = {"cooldown_days": 30, "last_rebalanced_on": FRIDAY, "asked": TriggerKind.THRESHOLD}

    assert "b" == verdict(MONDAYS, DRIFT, drift=OFF, **waiting).rule_id
    assert VerdictOutcome.FIRED == verdict(MONDAYS, DRIFT, drift=OFF, **waiting).outcome
    assert VerdictOutcome.NOT_FIRED == verdict(MONDAYS, DRIFT, **waiting).outcome


def test_a_rule_is_judged_by_its_own_age():
    """A rule that is newer than the last look asks what came since the last run; the older does not."""
    here = seen(MONDAYS, MONDAYS, checked=MONDAY, as_of=look_on(MONDAY) + timedelta(minutes=5))
    created = [datetime(2026, 11, 1, tzinfo=UTC), here.as_of]
    rules = tuple(
        replace(rule, created_at=at) for rule, at in zip(here.policy.triggers.rules, created, strict=True)
    )
    policy = replace(here.policy, triggers=replace(here.policy.triggers, rules=rules))
    found = judge_rules(replace(here, policy=policy, last_rebalanced_on=FRIDAY))

    assert [False, True] == [each.has_fired for each in found]
