"""What an owner sees of a schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from trigger_builders import MONDAY, market, occasion, report, ruled, without
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.drift import DriftLevel
from trimtab.domain.schedule import ScheduleState
from trimtab.domain.trigger import (
    CalendarTrigger,
    CombinedTrigger,
    CombineMode,
    DateShift,
    ThresholdTrigger,
    Trigger,
)
from trimtab.triggers.state import schedule_state

FRIDAY = date(2026, 11, 20)
MONTHLY = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.MONTHLY, day=1))
QUARTERLY = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.QUARTERLY, day=15))


def state(*triggers: Trigger, **fields: Any) -> ScheduleState:
    return schedule_state(occasion(ruled(*triggers), **({"checked": FRIDAY} | fields)))


def days(*texts: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, texts))


def test_the_next_five_dates_are_shown():
    """And how many days it is to the first of them."""
    found = state(MONTHLY)

    expected = days("2026-12-01", "2027-01-04", "2027-02-01", "2027-03-01", "2027-04-01")
    assert (expected, expected[0], 8) == (found.next_dates, found.next_date, found.days_until)


def test_five_annual_dates_are_shown_though_the_exchange_tells_two_years():
    """Whoever shows them knows from which day on they are weekdays only."""
    annual = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.ANNUAL, day=15))
    found = state(annual, calendar=market(2025, 2027))

    expected = days("2027-01-15", "2028-01-17", "2029-01-15", "2030-01-15", "2031-01-15")
    assert (expected, date(2027, 12, 31)) == (found.next_dates, found.sessions_known_until)


def test_dates_of_all_rules_are_one_list():
    """In order, each once, whoever asks for it; conditions of a combined rule count, too."""
    rule = CombinedTrigger(combine=CombineMode.ALL, conditions=(QUARTERLY, ThresholdTrigger()))

    expected = days("2026-12-01", "2027-01-04", "2027-01-15", "2027-02-01", "2027-03-01")
    assert expected == state(MONTHLY, rule, MONTHLY).next_dates


def test_a_date_that_was_missed_is_met_at_the_next_look():
    """Nobody has looked since October: today is the day."""
    found = state(MONTHLY, checked=date(2026, 10, 30))

    assert (days("2026-11-23", "2026-12-01"), 0) == (found.next_dates[:2], found.days_until)


def test_a_date_that_was_met_today_is_over():
    """On the first of December, after its look, the next date is in January."""
    first = date(2026, 12, 1)
    noon = datetime(2026, 12, 1, 17, tzinfo=UTC)

    assert days("2027-01-04") == state(MONTHLY, checked=first, as_of=noon).next_dates[:1]
    assert days("2026-12-01") == state(MONTHLY, checked=date(2026, 11, 30), as_of=noon).next_dates[:1]


def test_on_a_weekend_days_are_counted_from_today():
    """From Saturday the 28th it is three days to the first."""
    saturday = datetime(2026, 11, 28, 17, tzinfo=UTC)

    assert 3 == state(MONTHLY, checked=date(2026, 11, 27), as_of=saturday).days_until


@pytest.mark.parametrize("shift", DateShift)
def test_dates_follow_a_calendar_that_has_changed(shift: DateShift):
    """The first of December is struck: the day after it, or before it, stands in."""
    trigger = replace(MONTHLY, shift=shift)
    closed = without(market(), date(2026, 12, 1))

    expected = {DateShift.FOLLOWING: "2026-12-02", DateShift.PRECEDING: "2026-11-30"}
    assert date.fromisoformat(expected[shift]) == state(trigger, calendar=closed).next_date


def test_without_a_calendar_rule_there_is_no_next_date():
    """Drift has none; what it stands at is shown all the same."""
    drift = report({"SPY": 660, "TLT": 340}, {"SPY": "0.6", "TLT": "0.4"})
    found = state(ThresholdTrigger(), drift=drift)

    assert (None, None, ()) == (found.next_date, found.days_until, found.next_dates)
    assert found.threshold is not None
    assert ("SPY", DriftLevel.WARNING) == (found.threshold.key, found.threshold.level)


def test_a_rule_that_is_switched_off_has_no_dates():
    """It is listed with the others, and says that it is off."""
    here = occasion(ruled(MONTHLY), checked=FRIDAY)
    off = replace(here.policy.triggers.rules[0], is_enabled=False)
    policy = replace(here.policy, triggers=replace(here.policy.triggers, rules=(off,)))
    found = schedule_state(replace(here, policy=policy))

    assert ((), ["a"]) == (found.next_dates, [finding.rule_id for finding in found.findings])


def test_a_portfolio_nobody_has_looked_at_is_due_today():
    """The first look is the next date."""
    assert (MONDAY, 0) == (
        state(QUARTERLY, checked=None).next_date,
        state(QUARTERLY, checked=None).days_until,
    )
