"""Arithmetic on the market's calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from trigger_builders import market
from trimtab.domain.order import Session
from trimtab.domain.trigger import DateShift
from trimtab.triggers.sessions import (
    Calendar,
    UnknownDayError,
    after,
    on_or_after,
    on_or_before,
    open_at,
    session_on,
    shifted,
)

SHORT = market(2026, 2026)
HOLIDAY = date(2026, 11, 26)
WEDNESDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)


def test_a_day_has_a_session_or_none():
    """The market is closed on Thanksgiving and open the day before."""
    assert session_on(SHORT, HOLIDAY) is None
    assert WEDNESDAY == getattr(session_on(SHORT, WEDNESDAY), "day", None)


@pytest.mark.parametrize("find", [on_or_after, on_or_before])
def test_a_session_stands_for_itself(find: Callable[[Calendar, date], Session]):
    """A day with a session is not shifted."""
    assert WEDNESDAY == find(SHORT, WEDNESDAY).day


def test_a_day_without_a_session_lies_between_two():
    """The one before and the one after a holiday."""
    assert (WEDNESDAY, FRIDAY) == (on_or_before(SHORT, HOLIDAY).day, on_or_after(SHORT, HOLIDAY).day)


@pytest.mark.parametrize("day", [WEDNESDAY, HOLIDAY])
def test_the_session_after_a_day_is_never_its_own(day: date):
    """From Wednesday and from the holiday alike it is Friday."""
    assert FRIDAY == after(SHORT, day).day


@pytest.mark.parametrize(("shift", "day"), [(DateShift.FOLLOWING, FRIDAY), (DateShift.PRECEDING, WEDNESDAY)])
def test_a_date_is_shifted_either_way(shift: DateShift, day: date):
    """The owner says which trading day stands in for a holiday."""
    assert day == shifted(SHORT, HOLIDAY, shift).day


@pytest.mark.parametrize("find", [session_on, on_or_after, on_or_before, after])
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 1, 1)])
def test_a_day_outside_the_known_range_is_named(find: Callable[[Calendar, date], object], day: date):
    """Nobody guesses a calendar: the error names the day and what is known."""
    with pytest.raises(UnknownDayError, match=f"{day}.*2026-01-02 to 2026-12-31"):
        find(SHORT, day)


def test_the_session_after_the_last_one_is_unknown():
    """The end of what is known is no end of trading."""
    with pytest.raises(UnknownDayError, match="the session after 2026-12-31"):
        after(SHORT, date(2026, 12, 31))


def test_an_empty_calendar_knows_nothing():
    """It names what was asked, too."""
    with pytest.raises(UnknownDayError, match=r"2026-11-25.*nothing"):
        on_or_after((), WEDNESDAY)


def test_a_session_has_its_first_instant_and_not_its_last():
    """Open at 9:30, closed at 13:00 on the day after Thanksgiving."""
    session, instant = on_or_after(SHORT, FRIDAY), timedelta(microseconds=1)

    assert [None, session] == [open_at(SHORT, session.opens_at - instant), open_at(SHORT, session.opens_at)]
    assert [session, None] == [open_at(SHORT, session.closes_at - instant), open_at(SHORT, session.closes_at)]
    assert timedelta(hours=3, minutes=30) == session.closes_at - session.opens_at


def test_outside_the_calendar_nothing_is_open():
    """Before its first session and after its last."""
    edges = (SHORT[0].opens_at - timedelta(days=1), SHORT[-1].closes_at + timedelta(days=1))

    assert [None, None] == [open_at(SHORT, instant) for instant in edges]
