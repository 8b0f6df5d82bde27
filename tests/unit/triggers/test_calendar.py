"""The dates of calendar rules, and when one is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from trigger_builders import look_on, market, occasion, ruled, schedule, settled, without
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trigger import CalendarTrigger, DateShift
from trimtab.triggers.calendar import due_date, find_due_date, next_dates, nominal_dates
from trimtab.triggers.finding import Finding
from trimtab.triggers.sessions import UnknownDayError

WEEKLY, MONTHLY, QUARTERLY, ANNUAL = Frequency
FOLLOWING, PRECEDING = DateShift


def dates(*texts: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, texts))


def calendar(frequency: Frequency, day: int, month: int = 1, shift: DateShift = FOLLOWING) -> CalendarTrigger:
    return CalendarTrigger(calendar=CalendarConfig(frequency=frequency, day=day, month=month), shift=shift)


def coming(trigger: CalendarTrigger, day: str, count: int = 3) -> tuple[date, ...]:
    return next_dates(trigger, occasion(ruled(trigger)), date.fromisoformat(day), count)


def found(trigger: CalendarTrigger, day: str, checked: str | None = None, **fields: Any) -> Finding:
    last = date.fromisoformat(checked) if checked else None
    return find_due_date(trigger, occasion(ruled(trigger), date.fromisoformat(day), checked=last, **fields))


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (CalendarConfig(frequency=WEEKLY, day=5), dates("2026-11-06", "2026-11-13", "2026-11-20")),
        (CalendarConfig(frequency=MONTHLY, day=15), dates("2026-11-15", "2026-12-15", "2027-01-15")),
        (CalendarConfig(frequency=MONTHLY, day=31), dates("2026-11-30", "2026-12-31", "2027-01-31")),
        (CalendarConfig(frequency=QUARTERLY, day=2), dates("2027-01-02", "2027-04-02", "2027-07-02")),
        (CalendarConfig(frequency=ANNUAL, day=29, month=2), dates("2027-02-28", "2028-02-29", "2029-02-28")),
    ],
    ids=lambda value: getattr(value, "frequency", ""),
)
def test_dates_are_listed_as_if_the_market_never_closed(config: CalendarConfig, expected: tuple[date, ...]):
    """A day that a month lacks is its last one, be it the 30th or the 28th of February."""
    assert expected == tuple(islice(nominal_dates(config, date(2026, 11, 1)), 3))


def test_the_first_day_itself_may_be_a_date():
    """From a Friday on, the first Friday is that day."""
    assert date(2026, 11, 6) == next(
        nominal_dates(CalendarConfig(frequency=WEEKLY, day=5), date(2026, 11, 6))
    )


def test_a_date_without_a_session_is_followed():
    """The first of November 2026 is a Sunday, the first of May 2027 a Saturday."""
    trigger = calendar(MONTHLY, 1)

    assert dates("2026-11-02", "2026-12-01", "2027-01-04") == coming(trigger, "2026-10-30")


def test_a_date_without_a_session_is_preceded_when_the_owner_says_so():
    """The same dates, the other way: the Friday before, and the last session of the old year."""
    trigger = calendar(MONTHLY, 1, shift=PRECEDING)

    assert dates("2026-10-30", "2026-12-01", "2026-12-31") == coming(trigger, "2026-10-29")


def test_dates_come_after_the_day_and_not_on_it():
    """What stands in for the first of November is no longer ahead on the second."""
    assert dates("2026-12-01") == coming(calendar(MONTHLY, 1), "2026-11-02", 1)
    assert dates("2026-12-01") == coming(calendar(MONTHLY, 1, shift=PRECEDING), "2026-10-30", 1)


def test_a_rule_without_parameters_keeps_to_the_policys_calendar():
    """The section `calendar` of requirement 002 is what a bare CALENDAR rule means."""
    rule = replace(ruled(), calendar=CalendarConfig(frequency=ANNUAL, month=7, day=4))

    assert dates("2027-07-06", "2028-07-05") == next_dates(
        CalendarTrigger(shift=FOLLOWING),
        occasion(rule, calendar=without(market(), *dates("2027-07-05", "2028-07-04"))),
        date(2026, 11, 23),
        2,
    )


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (FOLLOWING, dates("2029-01-02", "2030-01-01", "2033-01-03")),
        (PRECEDING, dates("2028-12-29", "2030-01-01", "2032-12-31")),
    ],
)
def test_dates_beyond_the_market_calendar_are_weekdays(shift: DateShift, expected: tuple[date, ...]):
    """It ends with 2029: New Year's Day 2030 is a Tuesday, 2033's a Saturday."""
    listed = coming(calendar(ANNUAL, 1, shift=shift), "2028-12-01", 5)

    assert expected == (listed[0], listed[1], listed[4])


@pytest.mark.parametrize(("day", "expected"), [(5, "2030-01-07"), (6, "2030-01-07"), (7, "2030-01-07")])
def test_a_weekend_beyond_the_market_calendar_is_followed_by_its_monday(day: int, expected: str):
    """The fifth of January 2030 is a Saturday."""
    assert dates(expected) == coming(calendar(ANNUAL, day), "2029-12-28", 1)


def test_a_date_that_waits_counts_from_the_last_settled_look():
    """The first of November came on Monday the second, held back; on the third and fourth it is still due."""
    held = schedule(date(2026, 11, 3), settled=settled(date(2026, 10, 30)))
    seen = occasion(ruled(), date(2026, 11, 4), schedule=held)

    assert find_due_date(calendar(MONTHLY, 1), seen).has_fired


def test_a_run_by_hand_meets_the_dates_that_wait():
    """Rebalanced on the third, the first is met; rebalanced on the first itself, it is the rule's (F-005)."""
    held = schedule(date(2026, 12, 3), settled=settled(date(2026, 11, 30)))
    seen = occasion(ruled(), date(2026, 12, 4), schedule=held)

    assert [True, False] == [
        find_due_date(calendar(MONTHLY, 1), replace(seen, last_rebalanced_on=date(2026, 12, day))).has_fired
        for day in (1, 3)
    ]


@pytest.mark.parametrize("shift", DateShift)
def test_two_dates_on_one_session_are_one(shift: DateShift):
    """When the market stays closed for two weeks, two weekly dates fall together."""
    closed = [date(2026, 11, 9) + timedelta(days=day) for day in range(14)]
    trigger = calendar(WEEKLY, 3, shift=shift)
    seen = occasion(ruled(trigger), calendar=without(market(), *closed))
    listed = next_dates(trigger, seen, date(2026, 11, 2), 4)

    assert sorted(set(listed)) == list(listed)


def test_a_portfolio_nobody_has_looked_at_or_rebalanced_is_due_now():
    """The first look does not wait for a date."""
    finding = found(calendar(QUARTERLY, 1), "2026-11-23")

    assert (True, ReasonCode.CALENDAR_DUE) == (finding.has_fired, finding.reason.code)
    assert "never rebalanced" in finding.reason.text


def test_a_date_is_due_on_its_session():
    """The first of November is a Sunday: due on Monday, not on the Friday before."""
    trigger = calendar(MONTHLY, 1)

    assert [False, True, False] == [
        found(trigger, "2026-10-30", "2026-10-29").has_fired,
        found(trigger, "2026-11-02", "2026-10-30").has_fired,
        found(trigger, "2026-11-03", "2026-11-02").has_fired,
    ]


def test_a_preceding_date_is_due_on_its_session():
    """The first of November is a Sunday: due on the Friday before, not on Monday."""
    trigger = calendar(MONTHLY, 1, shift=PRECEDING)

    assert [False, True, False] == [
        found(trigger, "2026-10-29", "2026-10-28").has_fired,
        found(trigger, "2026-10-30", "2026-10-29").has_fired,
        found(trigger, "2026-11-02", "2026-10-30").has_fired,
    ]


@pytest.mark.parametrize("shift", DateShift)
def test_a_missed_date_stays_due_until_somebody_looks(shift: DateShift):
    """No look on the second to the fifth: the date of the first is met on the sixth."""
    finding = found(calendar(MONTHLY, 1, shift=shift), "2026-11-06", "2026-10-29")

    assert (True, "The MONTHLY date 2026-11-01 has come.") == (finding.has_fired, finding.reason.text)


def test_a_rule_that_is_not_due_says_when_it_is():
    """The sentence names the last look and the next date."""
    finding = found(calendar(MONTHLY, 1), "2026-11-03", "2026-11-02")

    assert ReasonCode.CALENDAR_NOT_DUE == finding.reason.code
    assert "No MONTHLY date has come since 2026-11-02; the next is 2026-12-01." == finding.reason.text


def test_a_new_rule_counts_from_the_last_run():
    """A rule saved after the last look asks what has come since somebody rebalanced."""
    created = datetime(2026, 11, 5, tzinfo=UTC)
    seen = occasion(ruled(), date(2026, 11, 6), checked=date(2026, 11, 4), rule_created_at=created)
    trigger = calendar(MONTHLY, 1)

    assert find_due_date(trigger, seen).has_fired
    assert find_due_date(trigger, replace(seen, last_rebalanced_on=date(2026, 10, 30))).has_fired
    assert not find_due_date(trigger, replace(seen, last_rebalanced_on=date(2026, 11, 2))).has_fired


def test_a_rule_that_was_in_place_counts_from_the_last_look():
    """The same rule, saved before it: the date was met then, though nobody has rebalanced."""
    created = look_on(date(2026, 11, 4))
    seen = occasion(ruled(), date(2026, 11, 6), checked=date(2026, 11, 4), rule_created_at=created)

    assert not find_due_date(calendar(MONTHLY, 1), seen).has_fired


def test_a_closure_that_brings_a_date_forward_does_not_lose_it():
    """The tenth is a Saturday, due on Friday the ninth; that closes overnight, so Monday makes it good."""
    trigger = calendar(MONTHLY, 10, shift=PRECEDING)
    known_then = schedule(date(2026, 10, 8))
    seen = occasion(
        ruled(trigger), date(2026, 10, 12), calendar=without(market(), date(2026, 10, 9)), schedule=known_then
    )

    assert find_due_date(trigger, seen).has_fired


def test_a_closure_that_puts_a_date_off_does_not_double_it():
    """Met on Monday the second; that session is struck afterwards, and Tuesday has nothing to make good."""
    trigger = calendar(MONTHLY, 1)
    seen = occasion(
        ruled(trigger),
        date(2026, 11, 3),
        calendar=without(market(), date(2026, 11, 2)),
        checked=date(2026, 11, 2),
    )

    assert not find_due_date(trigger, seen).has_fired


def test_a_schedule_of_before_knows_no_coming_session():
    """Then the day after the last look begins what is still to be met."""
    trigger = calendar(MONTHLY, 1, shift=PRECEDING)
    old = schedule(date(2026, 10, 29), settled=settled(date(2026, 10, 29), coming_session=None))

    assert find_due_date(trigger, occasion(ruled(trigger), date(2026, 10, 30), schedule=old)).has_fired


def test_the_last_of_several_missed_dates_is_named():
    """Three months without a look are made good once."""
    trigger = calendar(MONTHLY, 1)
    seen = occasion(ruled(trigger), date(2026, 11, 6))

    assert date(2026, 11, 1) == due_date(trigger, seen, date(2026, 8, 1))


def test_the_end_of_the_market_calendar_is_an_error():
    """A preceding rule cannot tell which dates the last known session covers."""
    trigger = calendar(MONTHLY, 1, shift=PRECEDING)
    seen = occasion(ruled(trigger), date(2026, 12, 31), calendar=market(2026, 2026))

    with pytest.raises(UnknownDayError, match="after 2026-12-31"):
        due_date(trigger, seen, date(2026, 12, 1))
