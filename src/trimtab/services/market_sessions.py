"""The exchange's calendar: kept for everybody, read anew from the broker once it is half a day old."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.market_year import MarketYear
from trimtab.domain.order import Session
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade_day import trade_day
from trimtab.ports import Broker
from trimtab.ports.calendars import Calendars
from trimtab.triggers.sessions import UnknownDayError, open_at

READ_ANEW_AFTER: Final = timedelta(hours=12)
"""An exchange that closes for a day says so the day before, and sometimes in the morning (domain §4.6)."""

YEARS_BACK: Final = 1
YEARS_AHEAD: Final = 1


def market_sessions(
    broker: Broker, calendars: Calendars, now: datetime, *, is_kept: bool = True
) -> tuple[Session, ...]:
    """List the sessions of this exchange year, the one before and the one after, in order.

    What was read anew is kept for everybody, unless whoever asks must leave nothing behind (I-23).
    Raises UnavailableError where a year is neither kept nor told by the broker.
    """
    this_year = trade_day(now).year
    years = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
    found = [_year(year, broker, calendars, now) for year in years]
    for year in found if is_kept else ():
        if year.read_at == now:
            calendars.keep(year)
    return tuple(session for year in found for session in year.sessions)


@contextmanager
def known_days() -> Iterator[None]:
    """Turn a day beyond the market calendar into UnavailableError: the broker does not tell what is asked."""
    try:
        yield
    except UnknownDayError as error:
        raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, str(error)) from error


def _year(year: int, broker: Broker, calendars: Calendars, now: datetime) -> MarketYear:
    kept = calendars.find(year)
    is_over = year < trade_day(now).year
    if kept and (is_over or _is_fresh(kept, now)):
        return kept
    told = broker.sessions(date(year, 1, 1), date(year, 12, 31))
    return MarketYear(year=year, sessions=told, read_at=now)


def _is_fresh(kept: MarketYear, now: datetime) -> bool:
    """Tell whether a year was read lately, and since the opening where a session goes on.

    Once a session is under way its calendar was read in it: a closure may be told an hour before (§4.6).
    """
    running = open_at(kept.sessions, now)
    is_known = running is None or kept.read_at >= running.opens_at
    return is_known and now - kept.read_at < READ_ANEW_AFTER
