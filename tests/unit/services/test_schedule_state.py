"""What an owner sees of a schedule (requirement 002's ScheduleState)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from automated_worlds import MONDAY, due_world, look, schedule
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.errors import UnavailableError
from trimtab.domain.trigger import CalendarTrigger, ThresholdTrigger, TriggerRule, TriggerSettings
from trimtab.services.market_sessions import READ_ANEW_AFTER
from trimtab.services.schedule_state import schedule_state
from worlds import ANNA, NOON, World, world

FRIDAYS = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=5))
RULES = TriggerSettings(
    rules=(
        TriggerRule(rule_id="fridays", trigger=FRIDAYS),
        TriggerRule(rule_id="drift", trigger=ThresholdTrigger()),
    )
)


def looked() -> World:
    """Anna's portfolio was looked at this Monday."""
    here = due_world(settings=RULES)
    look(here)
    return here


def test_the_next_dates_are_told():
    """The next Friday, four days from Monday, and four more (R002-12, R002-30)."""
    state = schedule_state(ANNA, looked().services).state

    assert (date(2026, 1, 9), 4) == (state.next_date, state.days_until)
    assert [9, 16, 23, 30, 6] == [each.day for each in state.next_dates]


def test_the_threshold_and_every_rule_are_told():
    """TLT is four tenths under its target, where a twentieth is allowed; no Friday has come."""
    state = schedule_state(ANNA, looked().services).state

    assert state.threshold
    assert ("TLT", D("-0.4")) == (state.threshold.key, state.threshold.drift)
    assert [("fridays", False), ("drift", True)] == [
        (each.rule_id, each.has_fired) for each in state.findings
    ]


def test_the_schedule_is_shown_as_it_is_kept():
    """When it was looked at last, and when it will be."""
    here = looked()
    seen = schedule_state(ANNA, here.services)

    assert (schedule(here), MONDAY, NOON) == (
        seen.schedule,
        seen.schedule.last_session,
        seen.schedule.last_checked_at,
    )


def test_nothing_changes_by_looking():
    """No store has another value afterwards, and nothing was sent (I-23)."""
    here = looked()
    here.clock.advance(READ_ANEW_AFTER)
    histories = here.services.automation.histories

    def kept() -> tuple[object, ...]:
        return (
            here.services.automation.schedules.load(ANNA),
            histories.checks(ANNA, 10),
            histories.snapshots(ANNA, 10),
            dict(here.plans.plans),
            here.taxes.load(ANNA),
            *map(here.services.automation.calendars.find, (2025, 2026, 2027)),
        )

    before = kept()
    schedule_state(ANNA, here.services)

    assert (before, []) == (kept(), here.broker.sent)


def test_a_portfolio_that_was_never_saved_has_a_schedule_without_dates():
    """It has no targets, so nothing is off them."""
    here = due_world()
    empty = replace(world(), broker=here.broker).services
    empty.brokers.of(ANNA.uid).calendar = here.broker.calendar  # type: ignore[attr-defined]  # the fake's own
    seen = schedule_state(ANNA, empty)

    assert (None, (), None) == (seen.state.next_date, seen.state.next_dates, seen.schedule.next_due_at)
    assert seen.state.threshold is None


def test_a_silent_broker_is_an_error():
    """Nobody guesses weights."""
    here = looked()
    here.broker.is_down = True

    with pytest.raises(UnavailableError):
        schedule_state(ANNA, here.services)
