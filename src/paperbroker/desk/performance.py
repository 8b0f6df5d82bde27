"""Portfolio history: an account's equity window by window, and the profit over what it was before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.instants import nanoseconds
from paperbroker.basics.money import ZERO
from paperbroker.basics.sessions import NEW_YORK, Session
from paperbroker.book.account import Account
from paperbroker.book.activities import Change
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.history import close_before, equity_at
from paperbroker.orders.activity import EntryType

_DAY: Final = timedelta(days=1)
_FIRST_HOUR, _LAST_HOUR = time(4), time(20)
# Trades are no flow, and what an account was opened with is in the value its profit is counted from.
_NO_FLOW: Final = frozenset(["FILL", EntryType.CASH_JOURNAL])


class Timeframe(StrEnum):
    """How long a window lasts."""

    MINUTE = "1Min"
    FIVE_MINUTES = "5Min"
    QUARTER = "15Min"
    HOUR = "1H"
    DAY = "1D"


class Hours(StrEnum):
    """Which hours of a day windows of less than a day cover."""

    MARKET = "market_hours"
    EXTENDED = "extended_hours"
    CONTINUOUS = "continuous"


_STEPS: Final[Mapping[Timeframe, timedelta]] = MappingProxyType(
    {
        Timeframe.MINUTE: timedelta(minutes=1),
        Timeframe.FIVE_MINUTES: timedelta(minutes=5),
        Timeframe.QUARTER: timedelta(minutes=15),
        Timeframe.HOUR: timedelta(hours=1),
        Timeframe.DAY: _DAY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a history covers, in windows that have begun by now; both ends are included."""

    start: datetime
    end: datetime
    timeframe: Timeframe
    hours: Hours = Hours.MARKET
    resets_daily: bool = True

    @property
    def starts_daily(self) -> bool:
        """Whether profit starts from zero each day."""
        return self.resets_daily and self.timeframe is not Timeframe.DAY


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, named by its beginning and valued at its end or now."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """Equity at the end of a window in USD, and the equity profit is counted from."""

    window: Window
    equity: Decimal
    base: Decimal

    @property
    def profit(self) -> Decimal:
        """Equity less base, in USD; deposits count, as they do with Alpaca."""
        return self.equity - self.base


@dataclass(frozen=True, slots=True)
class Performance:
    """Points in order of time; `base_day` closed with `base_value`, or the account was opened on it."""

    points: tuple[Point, ...]
    base_value: Decimal
    base_day: date
    cashflow: Mapping[str, tuple[Decimal, ...]]


def measure(exchange: Exchange, account: Account, span: Span, flows: frozenset[str] | None) -> Performance:
    """Work an account's history out; `flows` are the activity types to sum by window, None for all."""
    windows = tuple(_windows(exchange.clock, account, span))
    bases = _bases(windows, starts_daily=span.starts_daily) or (close_before(span.end),)
    instants = sorted({*bases, *(window.ends_at for window in windows)})
    equities = dict(zip(instants, equity_at(exchange, account, instants), strict=True))
    changes = exchange.book.activities.changes(account.key, nanoseconds(bases[0]))
    return Performance(
        tuple(
            Point(window, equities[window.ends_at], equities[base])
            for window, base in zip(windows, bases, strict=False)
        ),
        equities[bases[0]],
        _day(max(bases[0], account.opened_at)),
        _cashflow(windows, changes, flows),
    )


def _bases(windows: Sequence[Window], *, starts_daily: bool) -> tuple[datetime, ...]:
    return tuple(
        close_before(window.starts_at if starts_daily else windows[0].starts_at) for window in windows
    )


def _windows(clock: MarketClock, account: Account, span: Span) -> Iterator[Window]:
    now = clock.now()
    first = max(span.start, account.opened_at)
    for starts_at, ends_at in _stretches(clock, first, span):
        if starts_at <= min(span.end, now) and ends_at > first:
            yield Window(starts_at, min(ends_at, now))


def _stretches(clock: MarketClock, first: datetime, span: Span) -> Iterator[tuple[datetime, datetime]]:
    step = _STEPS[span.timeframe]
    for day in _days(first, span.end):
        session = clock.session_on(day)
        if span.timeframe is Timeframe.DAY:
            yield from [(session.opens_at, session.closes_at)] if session else []
        else:
            yield from _steps(*_hours(day, session, span.hours), step)


def _hours(day: date, session: Session | None, hours: Hours) -> tuple[datetime, datetime]:
    if hours is Hours.CONTINUOUS:
        return _midnight(day), _midnight(day + _DAY)
    if session is None:
        return _midnight(day), _midnight(day)
    if hours is Hours.MARKET:
        return session.opens_at, session.closes_at
    return datetime.combine(day, _FIRST_HOUR, NEW_YORK), datetime.combine(day, _LAST_HOUR, NEW_YORK)


def _steps(first: datetime, last: datetime, step: timedelta) -> Iterator[tuple[datetime, datetime]]:
    # In UTC, where every hour of a day on which the clocks change comes once.
    begins, ends = first.astimezone(UTC), last.astimezone(UTC)
    while begins < ends:
        yield begins, min(begins + step, ends)
        begins += step


def _days(first: datetime, last: datetime) -> Iterator[date]:
    day = _day(first)
    while day <= _day(last):
        yield day
        day += _DAY


def _day(at: datetime) -> date:
    return at.astimezone(NEW_YORK).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), NEW_YORK)


def _cashflow(
    windows: Sequence[Window], changes: Iterable[Change], flows: frozenset[str] | None
) -> dict[str, tuple[Decimal, ...]]:
    ends = [nanoseconds(window.ends_at) for window in windows]
    moved = [change for change in changes if change.activity_type not in _NO_FLOW and change.cash]
    wanted = {change.activity_type for change in moved} if flows is None else flows
    sums = {kind: [ZERO] * len(ends) for kind in sorted(wanted)}
    for change in moved:
        index = bisect_left(ends, change.at_ns)
        if change.activity_type in sums and index < len(ends):
            sums[change.activity_type][index] += change.cash
    return {kind: tuple(amounts) for kind, amounts in sums.items()}
