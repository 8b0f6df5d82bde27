"""The hours of a market in memory: a calendar's, or a session that never comes nearer to its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from trimtab.domain.order import MarketClock, Session

_OVERNIGHT = timedelta(hours=6)


def session_at(calendar: tuple[Session, ...], now: datetime) -> Session:
    """Find the session that goes on, or else the coming one. Raises LookupError past the calendar's end."""
    found = next((session for session in calendar if session.closes_at > now), None)
    if found is None:
        raise LookupError(f"calendar ends before {now}; give the broker in memory a longer one")
    return found


def is_open_at(calendar: tuple[Session, ...], now: datetime) -> bool:
    """Tell whether a session goes on; its first instant belongs to it, its last does not."""
    return session_at(calendar, now).opens_at <= now


def calendar_clock(calendar: tuple[Session, ...], now: datetime) -> MarketClock:
    """Read the clock off a calendar."""
    nearest = session_at(calendar, now)
    is_open = nearest.opens_at <= now
    next_open = session_at(calendar, nearest.closes_at).opens_at if is_open else nearest.opens_at
    return MarketClock(now=now, is_open=is_open, next_open=next_open, next_close=nearest.closes_at)


def steady_clock(now: datetime, left: timedelta, *, is_open: bool) -> MarketClock:
    """Make a clock whose session changes a span from now, however often that is asked."""
    change, later = now + left, now + left + _OVERNIGHT
    next_open, next_close = (later, change) if is_open else (change, later)
    return MarketClock(now=now, is_open=is_open, next_open=next_open, next_close=next_close)


def quoted_at(calendar: tuple[Session, ...], now: datetime) -> datetime:
    """Tell how old a quote is: of now during hours, else of the last close; of now without a calendar."""
    if not calendar or is_open_at(calendar, now):
        return now
    return max((session.closes_at for session in calendar if session.closes_at <= now), default=now)
