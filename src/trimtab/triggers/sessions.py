"""Arithmetic on the market's own calendar: sessions in order, each day once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime

from trimtab.domain.order import Session
from trimtab.domain.trigger import DateShift

Calendar = tuple[Session, ...]


class UnknownDayError(LookupError):
    """A day is outside what is known of the market's calendar."""


def session_on(calendar: Calendar, day: date) -> Session | None:
    """Find the session of a day, None when the market is closed. Raises UnknownDayError."""
    found = on_or_after(calendar, day)
    return found if found.day == day else None


def on_or_after(calendar: Calendar, day: date) -> Session:
    """Find the session of a day or else the next one. Raises UnknownDayError."""
    _require(calendar, day)
    return calendar[bisect_left(calendar, day, key=_day_of)]


def on_or_before(calendar: Calendar, day: date) -> Session:
    """Find the session of a day or else the last one before it. Raises UnknownDayError."""
    _require(calendar, day)
    return calendar[bisect_right(calendar, day, key=_day_of) - 1]


def after(calendar: Calendar, day: date) -> Session:
    """Find the first session after a day. Raises UnknownDayError."""
    _require(calendar, day)
    place = bisect_right(calendar, day, key=_day_of)
    if place == len(calendar):
        raise _unknown(calendar, f"the session after {day}")
    return calendar[place]


def shifted(calendar: Calendar, day: date, shift: DateShift) -> Session:
    """Find the session that stands in for a day. Raises UnknownDayError."""
    return (on_or_before if shift is DateShift.PRECEDING else on_or_after)(calendar, day)


def open_at(calendar: Calendar, now: datetime) -> Session | None:
    """Find the session that goes on; its first instant belongs to it, its last does not."""
    place = bisect_right(calendar, now, key=_opening_of) - 1
    return calendar[place] if place >= 0 and now < calendar[place].closes_at else None


def _require(calendar: Calendar, day: date) -> None:
    if not calendar or not calendar[0].day <= day <= calendar[-1].day:
        raise _unknown(calendar, str(day))


def _unknown(calendar: Calendar, what: str) -> UnknownDayError:
    known = f"{calendar[0].day} to {calendar[-1].day}" if calendar else "nothing"
    return UnknownDayError(f"{what} is not in the market calendar, which knows {known}; load more of it")


def _day_of(session: Session) -> date:
    return session.day


def _opening_of(session: Session) -> datetime:
    return session.opens_at
