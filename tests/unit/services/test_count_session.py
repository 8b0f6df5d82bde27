"""The proof that nobody was left out of a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from automated_worlds import DAY, MONDAY, due_world, look, look_when_due, schedule, schedules
from trimtab.domain.checkup import Completeness
from trimtab.domain.errors import UnavailableError
from trimtab.domain.market_year import MarketYear
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.telemetry import LogLevel
from trimtab.services.count_session import COUNTED_AFTER, LAST_CALL, NAMED, count_sessions
from worlds import ANNA, NOON, World

CLOSE = NOON + timedelta(hours=4)
BEN = PortfolioRef("ben")


def after_monday(*missed: PortfolioRef) -> World:
    """Monday is over; Anna was looked at, the others were not."""
    here = due_world()
    for person in missed:
        schedules(here).put(replace(schedule(here), portfolio=person))
    look(here)
    here.clock.advance(CLOSE + COUNTED_AFTER - NOON)
    return here


def test_a_session_in_which_everybody_was_looked_at_is_complete():
    """One portfolio, one look."""
    here = after_monday()
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert (MONDAY, 1, 0, True) == (
        counted.day,
        counted.checked_count,
        counted.missed_count,
        counted.is_complete,
    )


def test_whoever_was_missed_is_named():
    """And the log says so at the level of an error."""
    here = after_monday(BEN)
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert (1, 1, (BEN,)) == (counted.checked_count, counted.missed_count, counted.missed)
    assert LogLevel.ERROR in {line.level for line in here.log.lines}


def test_not_more_than_a_few_are_named():
    """All of them are counted."""
    here = after_monday(*(PortfolioRef(f"user{number:02}") for number in range(NAMED + 5)))
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert (NAMED + 5, NAMED) == (counted.missed_count, len(counted.missed))


def test_a_session_is_counted_once():
    """What was proven is not counted again later."""
    here = after_monday()
    count_sessions(here.clock.now(), here.services)

    assert () == count_sessions(here.clock.now(), here.services)


def test_a_session_that_goes_on_is_not_counted():
    """Nor one that was over a moment ago; the one before is."""
    here = due_world()
    look(here)
    (counted,) = count_sessions(CLOSE + COUNTED_AFTER - timedelta(seconds=1), here.services)

    assert MONDAY - timedelta(days=3) == counted.day


def test_without_a_calendar_nothing_is_counted():
    """Nobody was ever looked at."""
    assert () == count_sessions(CLOSE, due_world().services)


def test_a_look_that_was_put_off_beyond_the_close_was_missed():
    """The broker was down all day: the next time of the look is after the close, and it is counted."""
    here = due_world()
    look_at = here.clock.now()
    here.broker.is_down = True
    market_sessions_known(here)
    while schedule(here).next_due_at and look_at < CLOSE:
        look_at = schedule(here).next_due_at or CLOSE
        look_when_due(here)
    here.clock.advance(CLOSE + COUNTED_AFTER - here.clock.now())
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert (MONDAY, 0, (ANNA,)) == (counted.day, counted.checked_count, counted.missed)


def test_a_look_that_came_after_the_close_was_missed():
    """It waits for the next session, and the proof does not say that it was done."""
    here = due_world()
    here.clock.advance(CLOSE - NOON)
    look(here)
    here.clock.advance(COUNTED_AFTER)
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert (MONDAY, 1) == (counted.day, counted.missed_count)


def test_whoever_comes_just_before_the_close_was_not_missed():
    """A policy saved in the last ten minutes is looked at in the next session."""
    here = due_world()
    look(here)
    at = CLOSE - LAST_CALL
    schedules(here).put(replace(schedule(here), portfolio=BEN, next_due_at=at, due_since=at))
    here.clock.advance(CLOSE + COUNTED_AFTER - NOON)
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert counted.is_complete


def outage(here: World, days: int) -> tuple[Completeness, ...]:
    """Let nobody call or look for some days after Monday's close, and then count."""
    here.clock.advance(CLOSE + COUNTED_AFTER + days * DAY - here.clock.now())
    return count_sessions(here.clock.now(), here.services)


def test_after_an_outage_every_session_is_counted():
    """Monday was looked at; on Tuesday and Wednesday the clock did not call, and that is what they say."""
    found = outage(after_look(), 2)

    assert [(MONDAY, 1, 0), (MONDAY + DAY, 0, 1), (MONDAY + 2 * DAY, 0, 1)] == [
        (each.day, each.checked_count, each.missed_count) for each in found
    ]


def test_the_row_goes_on_where_it_was():
    """Friday and Monday are counted; what is before them is not looked at again."""
    here = after_look()
    outage(here, 0)

    assert [MONDAY + DAY, MONDAY + 2 * DAY] == [each.day for each in outage(here, 2)]


def test_what_a_later_look_has_covered_up_is_unknown():
    """Tuesday's look has taken Monday's place: nobody can tell any more who was looked at then."""
    here = after_look()
    look_when_due(here)
    (counted,) = count_sessions(here.clock.now(), here.services)

    assert (MONDAY, None, None, False) == (
        counted.day,
        counted.checked_count,
        counted.missed_count,
        counted.is_complete,
    )
    told = [line for line in here.log.lines if line.message == "session counted"]
    assert [(LogLevel.ERROR, "unknown", "unknown")] == [
        (line.level, line.fields["checked"], line.fields["missed"]) for line in told
    ]


def test_a_row_that_breaks_off_goes_on_with_the_oldest():
    """The store fails at the second session: the first has its proof, and the next call makes the rest."""
    here = after_look()
    outage(here, 0)
    keep, days = here.services.automation.histories.keep_completeness, []

    def keep_one(counted: Completeness) -> None:
        days.append(counted.day)
        if len(days) > 1:
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "down")
        keep(counted)

    here.services.automation.histories.keep_completeness = keep_one  # type: ignore[method-assign]  # for one call
    with pytest.raises(UnavailableError):
        outage(here, 2)
    here.services.automation.histories.keep_completeness = keep  # type: ignore[method-assign]  # it is back

    assert [MONDAY + 2 * DAY] == [each.day for each in outage(here, 2)]


def after_look() -> World:
    """Anna was looked at on Monday."""
    here = due_world()
    look(here)
    return here


def market_sessions_known(here: World) -> None:
    """Let an earlier look have kept the calendar."""
    days = here.broker.calendar
    this_year = tuple(each for each in days if each.day.year == MONDAY.year)
    here.services.automation.calendars.keep(MarketYear(year=MONDAY.year, sessions=this_year, read_at=NOON))
