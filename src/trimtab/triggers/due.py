"""When to look at a portfolio: once a session, or every so many minutes while the market is open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.order import Session
from trimtab.domain.schedule import Schedule, SettledLook, Verdict
from trimtab.domain.trigger import TriggerSettings
from trimtab.triggers.cash_flow import counted_entries
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.sessions import Calendar, UnknownDayError, after, open_at

SETTLING_TIME: Final = timedelta(minutes=15)
"""Between the opening and the first look: the first quotes of a day are old or far apart (F-035)."""


def session_to_check(
    schedule: Schedule, settings: TriggerSettings, calendar: Calendar, now: datetime
) -> Session | None:
    """Find the session in which a portfolio is to be looked at now; None when it is not.

    Nobody looks before the opening has settled or after the close. A portfolio looked at in this session is
    due again only under monitoring. A look that came too late for its session waits for the next one.
    """
    session = open_at(calendar, now)
    if session is None or now < session.opens_at + SETTLING_TIME:
        return None
    if schedule.next_due_at is not None and now < schedule.next_due_at:
        return None
    is_done = schedule.last_session is not None and schedule.last_session >= session.day
    return None if is_done and settings.monitoring_minutes is None else session


def next_look(schedule: Schedule, settings: TriggerSettings, calendar: Calendar, now: datetime) -> datetime:
    """Tell when to look next: at once, if this session has had no look yet and still may have one.

    Raises UnknownDayError when the market calendar ends before.
    """
    coming = calendar[bisect_right(calendar, now, key=_close_of) :]
    looks = (look for session in coming for look in _looks(session, schedule, settings, now))
    found = next(looks, None)
    if found is None:
        raise UnknownDayError(f"no session after {now} is in the market calendar; load more of it")
    return found


def checked(occasion: Occasion, verdict: Verdict, *, is_settled: bool) -> Schedule:
    """Return the schedule as a look in a session leaves it; who starts a run adds its session.

    Only a look that is settled meets the dates and counts the money that have come: another one, held back or
    kept from acting, leaves them to the next. Raises UnknownDayError when the market calendar ends with this
    session.
    """
    session, settings = occasion.session, occasion.policy.triggers
    done = replace(
        occasion.schedule,
        policy_version=occasion.policy.version,
        last_checked_at=occasion.as_of,
        last_session=session.day,
        settled=_settled(occasion) if is_settled else occasion.schedule.settled,
        last_outcome=verdict.outcome,
        last_reason=verdict.reason,
        failures=0,
    )
    return replace(done, next_due_at=next_look(done, settings, occasion.calendar, occasion.as_of))


def _settled(occasion: Occasion) -> SettledLook:
    day = occasion.session.day
    return SettledLook(
        at=occasion.as_of,
        session=day,
        coming_session=after(occasion.calendar, day).day,
        counted=counted_entries(occasion),
    )


def _looks(
    session: Session, schedule: Schedule, settings: TriggerSettings, now: datetime
) -> Iterator[datetime]:
    first, step = session.opens_at + SETTLING_TIME, timedelta(minutes=settings.monitoring_minutes or 0)
    is_new = schedule.last_session is None or session.day > schedule.last_session
    if is_new:
        look = max(first, now)
    elif step and session.day == schedule.last_session:
        look = max(first, first + ((now - first) // step + 1) * step)
    else:
        return
    if look < session.closes_at:
        yield look


def _close_of(session: Session) -> datetime:
    return session.closes_at
