"""The exchange's calendar as it is kept and read anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import pytest

from trimtab.adapters.memory.calendars import MemoryCalendars
from trimtab.domain.errors import UnavailableError
from trimtab.domain.order import Session
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Broker
from trimtab.services.market_sessions import READ_ANEW_AFTER, known_days, market_sessions
from trimtab.triggers.sessions import UnknownDayError

NOON = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)


class Exchange:
    """A broker that knows two sessions a year, less those that are called off; it counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.called_off: set[date] = set()
        self.is_down = False

    def sessions(self, first: date, last: date) -> tuple[Session, ...]:
        """List the sessions of a year."""
        if self.is_down:
            raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, "down")
        self.asked.append(first.year)
        days = (date(first.year, 1, 5), date(first.year, 7, 2))
        return tuple(session(day) for day in days if day not in self.called_off and day <= last)


def session(day: date) -> Session:
    """Open on a day from half past two to nine in Greenwich."""
    return Session(day, datetime.combine(day, time(14, 30), UTC), datetime.combine(day, time(21), UTC))


def days(exchange: Exchange, calendars: MemoryCalendars, now: datetime = NOON) -> list[str]:
    """Read the calendar as days."""
    found = market_sessions(cast("Broker", cast("Any", exchange)), calendars, now)
    return [each.day.isoformat() for each in found]


def test_three_years_are_known():
    """The year before and the one after are there for dates that move across New Year."""
    expected = ["2025-01-05", "2025-07-02", "2026-01-05", "2026-07-02", "2027-01-05", "2027-07-02"]

    assert expected == days(Exchange(), MemoryCalendars())


def test_a_fresh_calendar_is_not_asked_for_again():
    """Two checks of one hour cost the broker one question a year."""
    exchange, calendars = Exchange(), MemoryCalendars()
    days(exchange, calendars)
    days(exchange, calendars, NOON + timedelta(hours=1))

    assert [2025, 2026, 2027] == exchange.asked


def test_a_day_that_is_called_off_is_gone_after_half_a_day():
    """A surprise closure reaches everybody with the next reading; the year that is over is not read again."""
    exchange, calendars = Exchange(), MemoryCalendars()
    days(exchange, calendars)
    exchange.called_off.add(date(2026, 7, 2))

    assert "2026-07-02" not in days(exchange, calendars, NOON + READ_ANEW_AFTER)
    assert [2025, 2026, 2027, 2026, 2027] == exchange.asked


def test_the_year_is_new_yorks():
    """An hour after midnight in Greenwich the old year still trades."""
    exchange = Exchange()
    days(exchange, MemoryCalendars(), datetime(2026, 1, 1, 1, tzinfo=UTC))

    assert [2024, 2025, 2026] == exchange.asked


def test_an_unknown_calendar_is_an_error():
    """Without a calendar nothing is due."""
    exchange = Exchange()
    exchange.is_down = True

    with pytest.raises(UnavailableError):
        days(exchange, MemoryCalendars())


def test_a_session_under_way_was_read_in_it():
    """The calendar of six in the morning does not know what was called off at eight."""
    exchange, calendars = Exchange(), MemoryCalendars()
    days(exchange, calendars, NOON - timedelta(hours=6))
    exchange.called_off.add(NOON.date())

    assert NOON.date().isoformat() not in days(exchange, calendars)
    assert [2025, 2026, 2027, 2026] == exchange.asked


def test_who_must_leave_nothing_behind_reads_as_much():
    """The same days, and no year is kept (I-23)."""
    calendars = MemoryCalendars()
    found = market_sessions(cast("Broker", cast("Any", Exchange())), calendars, NOON, is_kept=False)

    assert days(Exchange(), MemoryCalendars()) == [each.day.isoformat() for each in found]
    assert {None} == {calendars.find(year) for year in (2025, 2026, 2027)}


def test_a_day_beyond_the_calendar_is_the_brokers_failure():
    """It says which day is not known."""
    with pytest.raises(UnavailableError, match="2031"), known_days():
        raise UnknownDayError("2031-01-02 is not in the market calendar")
