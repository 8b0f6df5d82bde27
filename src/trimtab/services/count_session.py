"""Count, once a session is over, whether everybody who was due in it has been looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from trimtab.domain.checkup import Completeness
from trimtab.domain.order import Session
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trade_day import trade_day
from trimtab.ports import Services

COUNTED_AFTER: Final = timedelta(minutes=15)
"""Between the close and the count: what was asked for last is done by then."""

LAST_CALL: Final = timedelta(minutes=10)
"""Whoever is due for less than this before the close cannot count on a look: the clock calls in fives."""

NAMED: Final = 20
"""How many of those who were missed the proof names."""

MOST_SESSIONS: Final = 20
"""How far back sessions are counted that nobody has counted in time: about a month."""

UNKNOWN: Final = "unknown"


def count_sessions(now: datetime, services: Services) -> tuple[Completeness, ...]:
    """Keep the proof of each session that is over and not counted yet; the oldest first.

    Whoever owes a look since before a close was not looked at, be it put off meanwhile. Once somebody was
    looked at in a later session the numbers of an earlier one cannot be known any more. Raises
    UnavailableError when the store does not answer; what is left is counted at the next call.
    """
    return tuple(_count(session, now, services) for session in _uncounted(now, services))


def _count(session: Session, now: datetime, services: Services) -> Completeness:
    last_call, schedules = session.closes_at - LAST_CALL, services.automation.schedules
    is_known = schedules.count_checked_after(session.day) == 0
    counted = Completeness(
        day=session.day,
        counted_at=now,
        checked_count=schedules.count_checked(session.day) if is_known else None,
        missed_count=schedules.count_due(last_call) if is_known else None,
        missed=schedules.owed(last_call, NAMED),
    )
    services.automation.histories.keep_completeness(counted)
    services.log.write(
        LogLevel.INFO if counted.is_complete else LogLevel.ERROR,
        "session counted",
        day=session.day.isoformat(),
        checked=_number(counted.checked_count),
        missed=_number(counted.missed_count),
    )
    return counted


def _number(count: int | None) -> str:
    return UNKNOWN if count is None else str(count)


def _uncounted(now: datetime, services: Services) -> tuple[Session, ...]:
    """List the sessions since the last one that was counted.

    Where none ever was, the row begins with the first session in which anybody was due.
    """
    histories, over = services.automation.histories, _over(now, services)[-MOST_SESSIONS:]
    latest = takewhile(lambda session: histories.completeness(session.day) is None, reversed(over))
    waiting = tuple(latest)
    if len(waiting) == len(over):
        earlier = takewhile(lambda session: _has_traces(session, services), waiting[1:])
        waiting = (*waiting[:1], *earlier)
    return waiting[::-1]


def _has_traces(session: Session, services: Services) -> bool:
    schedules = services.automation.schedules
    return schedules.count_checked(session.day) > 0 or schedules.count_due(session.closes_at) > 0


def _over(now: datetime, services: Services) -> list[Session]:
    """List sessions whose close lies back far enough, in the calendar as checks have kept it."""
    this_year = trade_day(now).year
    years = (services.automation.calendars.find(year) for year in (this_year - 1, this_year))
    sessions = (session for year in years if year for session in year.sessions)
    return [session for session in sessions if session.closes_at + COUNTED_AFTER <= now]
