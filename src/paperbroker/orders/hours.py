"""When an order trades and when it ends, in New York time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.sessions import NEW_YORK, session_on, sessions_from
from paperbroker.orders.order import Ticket
from paperbroker.orders.submission import GTC

_EXTENDED_OPEN: Final = time(4)
_EXTENDED_CLOSE: Final = time(20)
_GTC_LIFE: Final = timedelta(days=90)
_GTC_END: Final = time(16, 15)


def trades_now(ticket: Ticket, clock: MarketClock) -> bool:
    """Whether an order like this one is executed now: in the session, or round it where it asks for that."""
    return clock.is_open or (ticket.extended_hours and in_extended_hours(clock))


def in_extended_hours(clock: MarketClock) -> bool:
    """Whether it is 04:00 to 20:00 of a trading day; never while the market is held open or closed."""
    if clock.forced_open is not None:
        return False
    at = clock.now().astimezone(NEW_YORK)
    return session_on(at.date()) is not None and _EXTENDED_OPEN <= at.time() < _EXTENDED_CLOSE


def ends_at(ticket: Ticket, clock: MarketClock) -> datetime:
    """Tell when an order taken now ends by itself, in UTC.

    A day order ends with the session, one for extended hours at 20:00; gtc ends after 90 days at 16:15.
    """
    now = clock.now().astimezone(NEW_YORK)
    if ticket.time_in_force == GTC:
        return datetime.combine(now.date() + _GTC_LIFE, _GTC_END, NEW_YORK).astimezone(UTC)
    if not ticket.extended_hours:
        return clock.upcoming()[1].astimezone(UTC)
    evenings = (datetime.combine(s.day, _EXTENDED_CLOSE, NEW_YORK) for s in sessions_from(now.date()))
    return next(evening for evening in evenings if evening > now).astimezone(UTC)
