"""Count, once a session is over, whether everybody who was due in it has been looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
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


def count_session(now: datetime, services: Services) -> Completeness | None:
    """Keep the proof of the session that was over last; None when there is none, or it is counted.

    Whoever owes a look since before the close was not looked at, be it put off meanwhile. Raises
    UnavailableError when the store does not answer.
    """
    session, automation = _last_over(now, services), services.automation
    if session is None or automation.histories.completeness(session.day):
        return None
    last_call = session.closes_at - LAST_CALL
    counted = Completeness(
        day=session.day,
        counted_at=now,
        checked_count=automation.schedules.count_checked(session.day),
        missed_count=automation.schedules.count_due(last_call),
        missed=automation.schedules.owed(last_call, NAMED),
    )
    automation.histories.keep_completeness(counted)
    level = LogLevel.INFO if counted.is_complete else LogLevel.ERROR
    services.log.write(
        level,
        "session counted",
        day=session.day.isoformat(),
        checked=str(counted.checked_count),
        missed=str(counted.missed_count),
    )
    return counted


def _last_over(now: datetime, services: Services) -> Session | None:
    """Find the last session whose close lies back far enough, in the calendar as checks have kept it."""
    this_year = trade_day(now).year
    years = (services.automation.calendars.find(year) for year in (this_year - 1, this_year))
    sessions = [session for year in years if year for session in year.sessions]
    over = [session for session in sessions if session.closes_at + COUNTED_AFTER <= now]
    return over[-1] if over else None
