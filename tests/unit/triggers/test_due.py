"""When to look at a portfolio."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trigger_builders import MONDAY, entry, look_on, market, occasion, ruled, schedule, settled, without
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import Schedule, Verdict, VerdictOutcome
from trimtab.domain.trigger import CashFlowTrigger, TriggerSettings
from trimtab.triggers.due import checked, next_look, session_to_check
from trimtab.triggers.sessions import UnknownDayError

FRIDAY = date(2026, 11, 20)
DAILY = TriggerSettings()
QUARTER_HOURLY = TriggerSettings(monitoring_minutes=15)
REASON = Reason(ReasonCode.NO_RULE_FIRED, "No rule asks.")


def at(text: str, day: int = 23) -> datetime:
    """A time of day in UTC, in November 2026: the market opens at 14:30 and closes at 21:00."""
    return datetime(2026, 11, day, int(text[:2]), int(text[3:5]), int(text[6:] or 0), tzinfo=UTC)


def due(now: datetime, known: Schedule, settings: TriggerSettings = DAILY, **fields: Any) -> date | None:
    found = session_to_check(known, settings, fields.get("calendar", market()), now)
    return found.day if found else None


def coming(now: datetime, known: Schedule, settings: TriggerSettings = DAILY) -> datetime:
    return next_look(known, settings, market(), now)


@pytest.mark.parametrize(
    ("now", "is_due"),
    [("14:29:59", False), ("14:44:59", False), ("14:45:00", True), ("20:59:59", True), ("21:00:00", False)],
)
def test_a_session_is_looked_at_between_its_settling_and_its_close(now: str, *, is_due: bool):
    """A quarter of an hour after the opening at the earliest (F-035), never once it is over."""
    assert is_due == (due(at(now), schedule(FRIDAY)) == MONDAY)


@pytest.mark.parametrize(("now", "is_due"), [("17:59:59", True), ("18:00:00", False)])
def test_an_early_close_ends_the_looks(now: str, *, is_due: bool):
    """On the day after Thanksgiving the market closes at 13:00 in New York."""
    assert is_due == (due(at(now, 27), schedule(FRIDAY)) is not None)


def test_a_session_is_looked_at_once():
    """The second tick of the session finds it done; so does a clock that went back a day."""
    assert due(at("15:00"), schedule(MONDAY)) is None
    assert due(at("15:00"), schedule(MONDAY + timedelta(days=1))) is None


def test_nobody_looks_before_the_time_that_was_set():
    """The schedule's own time counts."""
    known = schedule(FRIDAY, next_due_at=at("16:00"))

    assert [None, MONDAY] == [due(at("15:59:59"), known), due(at("16:00"), known)]


def test_a_day_that_was_closed_by_surprise_is_not_looked_at():
    """It was in the calendar yesterday, and its time was set; today there is no session."""
    known = schedule(FRIDAY, next_due_at=at("14:45"))

    assert due(at("14:45"), known, calendar=without(market(), MONDAY)) is None


def test_the_first_look_is_at_once_when_the_market_is_open():
    """A schedule that is made at noon does not wait for tomorrow."""
    assert at("17:00") == coming(at("17:00"), schedule())


@pytest.mark.parametrize("now", [at("08:00"), at("14:40"), at("21:00", 20), at("12:00", 21)])
def test_outside_hours_the_next_look_is_after_the_next_opening(now: datetime):
    """In the night, before the opening has settled, after the close, on a weekend."""
    assert at("14:45") == coming(now, schedule())


def test_after_a_look_the_next_one_is_in_the_next_session():
    """From Wednesday over the holiday to Friday."""
    assert at("14:45", 27) == coming(at("14:45", 25), schedule(date(2026, 11, 25)))


def test_the_clock_change_moves_the_look_in_utc():
    """A quarter to ten in New York is 13:45 before the first of November and 14:45 after it."""
    first = coming(datetime(2026, 10, 30, 2, tzinfo=UTC), schedule())
    second = coming(first, schedule(date(2026, 10, 30)))

    assert (datetime(2026, 10, 30, 13, 45, tzinfo=UTC), at("14:45", 2)) == (first, second)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at("14:45"), at("15:00")),
        (at("14:47"), at("15:00")),
        (at("15:00"), at("15:15")),
        (at("20:44:59"), at("20:45")),
        (at("20:45"), at("14:45", 24)),
    ],
)
def test_monitoring_looks_again_in_the_session(now: datetime, expected: datetime):
    """Every quarter of an hour from the first look on, whatever the delay of the last; never at the close."""
    assert expected == coming(now, schedule(MONDAY), QUARTER_HOURLY)


def test_a_clock_that_went_back_does_not_wake_anybody_early():
    """The session is done, and by the clock it has not begun: the next look is its first."""
    assert at("14:45") == coming(at("03:00"), schedule(MONDAY), QUARTER_HOURLY)


def test_under_monitoring_a_session_is_due_again():
    """When the time that was set has come, and not before."""
    known = schedule(MONDAY, next_due_at=at("15:00"))

    assert [None, MONDAY] == [due(at(now), known, QUARTER_HOURLY) for now in ("14:59:59", "15:00:00")]


def test_monitoring_begins_the_next_session_like_any_other():
    """The first look of Tuesday is at 14:45."""
    assert at("14:45", 24) == coming(at("22:00"), schedule(MONDAY), QUARTER_HOURLY)


def test_the_end_of_the_market_calendar_is_an_error():
    """A portfolio is not silently forgotten when nobody has loaded next year."""
    with pytest.raises(UnknownDayError, match="no session after 2026-12-31"):
        next_look(schedule(), DAILY, market(2026, 2026), datetime(2026, 12, 31, 22, tzinfo=UTC))


def test_a_look_is_taken_down():
    """Time, session, what was found, what is settled and when to look next; failures are forgotten."""
    seen = occasion(ruled(), MONDAY, schedule=schedule(FRIDAY, failures=3, last_run_session=FRIDAY))
    verdict = Verdict(as_of=seen.as_of, outcome=VerdictOutcome.NOT_FIRED, reason=REASON)
    tuesday = MONDAY + timedelta(days=1)

    expected = schedule(
        MONDAY,
        last_run_session=FRIDAY,
        last_outcome=VerdictOutcome.NOT_FIRED,
        last_reason=REASON,
        next_due_at=look_on(tuesday),
    )
    assert expected == checked(seen, verdict, is_settled=True)


def test_a_look_that_is_not_settled_leaves_what_has_come_to_the_next():
    """Dates and money still count from Friday, though somebody looked on Monday."""
    seen = occasion(ruled(), MONDAY, checked=FRIDAY)
    verdict = Verdict(as_of=seen.as_of, outcome=VerdictOutcome.HELD_BACK, reason=REASON)
    after = checked(seen, verdict, is_settled=False)

    assert (MONDAY, settled(FRIDAY)) == (after.last_session, after.settled)


def test_a_settled_look_remembers_which_entries_it_has_counted():
    """Where a rule asks for cash; entries of more than two weeks ago are read no more."""
    asks = ruled(CashFlowTrigger(amount=D(1000)))
    flows = tuple(entry("CSD", "5", MONDAY - timedelta(days=ago)) for ago in (1, 14, 15))
    seen = occasion(asks, MONDAY, checked=FRIDAY, activities=flows)
    verdict = Verdict(as_of=seen.as_of, outcome=VerdictOutcome.NOT_FIRED, reason=REASON)
    after = checked(seen, verdict, is_settled=True).settled

    assert after
    assert tuple(each.activity_id for each in flows[:2]) == after.counted


def test_a_look_takes_down_which_policy_it_was_for():
    """A later policy makes the schedule again."""
    seen = occasion(ruled(), MONDAY, schedule=Schedule(portfolio=schedule().portfolio, policy_version=7))

    assert (
        1
        == checked(
            seen, Verdict(as_of=seen.as_of, outcome=VerdictOutcome.FIRED, reason=REASON), is_settled=True
        ).policy_version
    )
