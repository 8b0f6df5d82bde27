"""Rules that a person asks: by kind, by hand, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from automated_worlds import DAY, due_world, look
from trimtab.domain.commands import CheckDrift
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.schedule import Verdict, VerdictOutcome
from trimtab.domain.trigger import (
    CalendarTrigger,
    ManualTrigger,
    ThresholdTrigger,
    TriggerKind,
    TriggerRule,
    TriggerSettings,
)
from trimtab.services.ask_rules import ask_rules, see_now
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from worlds import ANNA, World

TUESDAYS = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=2))
RULES = TriggerSettings(
    rules=(
        TriggerRule(rule_id="tuesdays", trigger=TUESDAYS),
        TriggerRule(rule_id="drift", trigger=ThresholdTrigger()),
        TriggerRule(rule_id="mine", trigger=ManualTrigger()),
    ),
    cooldown_days=30,
)


def asked(here: World, kind: TriggerKind | None = None, *, is_forced: bool = False) -> Verdict | None:
    """Ask Anna's rules."""
    command = CheckDrift(portfolio=ANNA, asked=kind, is_forced=is_forced)
    snapshot = take_snapshot(here.broker, ("SPY", "TLT"), here.clock.now())
    return ask_rules(command, snapshot, current_policy(ANNA, here.services), here.services)


@pytest.mark.parametrize(
    ("kind", "outcome", "rule_id"),
    [
        (TriggerKind.THRESHOLD, VerdictOutcome.FIRED, "drift"),
        (TriggerKind.CALENDAR, VerdictOutcome.NOT_FIRED, None),
        (TriggerKind.MANUAL, VerdictOutcome.FIRED, "mine"),
        (TriggerKind.CASH_FLOW, VerdictOutcome.NOT_FIRED, None),
    ],
)
def test_only_rules_of_the_kind_decide(kind: TriggerKind, outcome: VerdictOutcome, rule_id: str | None):
    """It is Monday, and weights are off; MANUAL is always heard (domain rules 16 and 39)."""
    here = due_world(settings=RULES)
    look(here)
    verdict = asked(here, kind)

    assert verdict
    assert (outcome, rule_id) == (verdict.outcome, verdict.rule_id)
    assert ["tuesdays", "drift", "mine"] == [each.rule_id for each in verdict.findings]


def test_force_fires_whatever_the_rules_say():
    """Nothing is off, and no date has come."""
    here = due_world(settings=RULES)
    verdict = asked(here, TriggerKind.CALENDAR, is_forced=True)

    assert verdict
    assert (VerdictOutcome.FIRED, ReasonCode.FORCED, TriggerKind.MANUAL) == (
        verdict.outcome,
        verdict.reason.code,
        verdict.trigger,
    )


def test_who_asks_for_nothing_gets_no_verdict():
    """A check as it always was."""
    assert asked(due_world()) is None


def test_a_portfolio_without_a_schedule_has_rules():
    """Those that a policy has by itself."""
    here = due_world()
    here.services.automation.schedules.records.clear()  # type: ignore[attr-defined]  # the fake's own
    verdict = asked(here, TriggerKind.THRESHOLD)

    assert verdict
    assert verdict.has_fired


def test_a_broker_without_a_calendar_is_an_error():
    """Nobody guesses when the exchange is open."""
    here = due_world(settings=RULES)
    look(here)
    here.clock.advance(DAY)
    here.broker.calendar = ()

    with pytest.raises(UnavailableError, match="calendar"):
        asked(here, TriggerKind.CALENDAR)


def test_seeing_leaves_nothing_behind():
    """Not even the exchange's calendar (I-23)."""
    here = due_world()
    snapshot = take_snapshot(here.broker, ("SPY", "TLT"), here.clock.now())
    see_now(ANNA, snapshot, current_policy(ANNA, here.services), here.services)

    assert {None} == {here.services.automation.calendars.find(year) for year in (2025, 2026, 2027)}


def test_the_schedule_is_as_the_last_look_has_left_it():
    """A look a day ago has met yesterday's date."""
    here = due_world(settings=replace(RULES, cooldown_days=0))
    look(here)
    here.clock.advance(DAY)
    verdict = asked(here, TriggerKind.CALENDAR)

    assert verdict
    assert ("tuesdays", True) == (verdict.rule_id, verdict.has_fired)
