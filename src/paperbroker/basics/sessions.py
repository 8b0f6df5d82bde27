"""Trading days of the New York Stock Exchange, by rule: full holidays and 13:00 closes.

One-off closures (days of mourning, storms) are known from 2001 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2029, 12, 31)

_OPEN, _CLOSE, _EARLY_CLOSE = time(9, 30), time(16), time(13)
_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 3, 4, 5, 6
_KING_DAY_SINCE, _JUNETEENTH_SINCE = 1998, 2022
_ONE_OFF_CLOSURES = frozenset(
    map(
        date.fromisoformat,
        [
            *("2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14"),  # attacks on New York
            *("2004-06-11", "2007-01-02", "2018-12-05", "2025-01-09"),  # Reagan, Ford, Bush, Carter mourned
            *("2012-10-29", "2012-10-30"),  # hurricane Sandy
        ],
    )
)
# The first trade day of each cycle and the settlement days a trade then takes (SEC rule 15c6-1).
_SETTLEMENT_CYCLES = ((date(2024, 5, 28), 1), (date(2017, 9, 5), 2), (date.min, 3))


@dataclass(frozen=True, slots=True)
class Session:
    """One trading day; both times carry the New York offset."""

    day: date
    opens_at: datetime
    closes_at: datetime

    @property
    def settles_on(self) -> date:
        """The day trades of this session settle; bank holidays are passed over."""
        return _settlement(self.day)


@lru_cache(maxsize=2**15)
def session_on(day: date) -> Session | None:
    """Find the session of a day; None when the exchange is closed."""
    if day.weekday() >= _SATURDAY or day in _holidays(day.year) or day in _ONE_OFF_CLOSURES:
        return None
    close = _EARLY_CLOSE if _closes_early(day) else _CLOSE
    return Session(day, datetime.combine(day, _OPEN, NEW_YORK), datetime.combine(day, close, NEW_YORK))


def sessions_from(day: date) -> Iterator[Session]:
    """List sessions in order, from a day on and without end."""
    while True:
        session = session_on(day)
        if session:
            yield session
        day += _DAY


def sessions_back(day: date) -> Iterator[Session]:
    """List sessions backwards, from a day on and without end."""
    while True:
        session = session_on(day)
        if session:
            yield session
        day -= _DAY


def sessions_between(first: date, last: date) -> Iterator[Session]:
    """List the sessions of a range of days, both ends included."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return (session for session in map(session_on, days) if session)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    fixed = [_observed(date(year, 7, 4)), _observed(date(year, 12, 25))]
    new_year = date(year, 1, 1)
    # Rule 7.2: a New Year's Day on Saturday is not moved into the old year.
    fixed += [] if new_year.weekday() == _SATURDAY else [_observed(new_year)]
    fixed += [_observed(date(year, 6, 19))] if year >= _JUNETEENTH_SINCE else []
    king_day = [_nth_weekday(year, 1, _MONDAY, 3)] if year >= _KING_DAY_SINCE else []
    return frozenset([*fixed, *king_day, *_moving_holidays(year)])


def _moving_holidays(year: int) -> tuple[date, ...]:
    return (
        _nth_weekday(year, 2, _MONDAY, 3),
        _easter(year) - 2 * _DAY,
        _nth_weekday(year, 6, _MONDAY, 1) - 7 * _DAY,
        _nth_weekday(year, 9, _MONDAY, 1),
        _thanksgiving(year),
    )


def _closes_early(day: date) -> bool:
    eve = (day.month, day.day) in {(7, 3), (12, 24)}
    return eve or day == _thanksgiving(day.year) + _DAY


@lru_cache(maxsize=2**15)
def _settlement(traded: date) -> date:
    left = next(days for first, days in _SETTLEMENT_CYCLES if traded >= first)
    settling = (session.day for session in sessions_from(traded + _DAY) if not _banks_rest(session.day))
    return next(islice(settling, left - 1, None))


def _banks_rest(day: date) -> bool:
    """Whether banks rest on a day the exchange trades: Columbus Day and Veterans Day."""
    veterans = date(day.year, 11, 11)
    veterans += _DAY if veterans.weekday() == _SUNDAY else timedelta()
    return day in {_nth_weekday(day.year, 10, _MONDAY, 2), veterans}


def _thanksgiving(year: int) -> date:
    return _nth_weekday(year, 11, _THURSDAY, 4)


def _observed(day: date) -> date:
    return day + {_SATURDAY: -_DAY, _SUNDAY: _DAY}.get(day.weekday(), timedelta())


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * _DAY


def _easter(year: int) -> date:
    """Date Easter Sunday in the Gregorian calendar (the anonymous computus of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
