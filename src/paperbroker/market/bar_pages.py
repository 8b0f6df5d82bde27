"""Bars by page: several symbols after one another, as many bars as the caller can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from typing import Final

from paperbroker.basics.sessions import NEW_YORK, Session, session_on, sessions_back
from paperbroker.market.actions import NameChange
from paperbroker.market.adjust import Adjuster, Adjustment
from paperbroker.market.assets import Asset
from paperbroker.market.bars import Bar, make_bar
from paperbroker.market.frames import Timeframe, Unit, frame_day, frames
from paperbroker.market.market import Market
from paperbroker.market.names import Bearer, bearer, unmapped

_FIRST_MIDNIGHT: Final = datetime(2016, 1, 1, tzinfo=NEW_YORK)
_DAY: Final = timedelta(days=1)
_LOOK_BACK: Final = 366 * _DAY
_REST: Final = {Unit.MINUTE: 0 * _DAY, Unit.DAY: 0 * _DAY, Unit.WEEK: 6 * _DAY, Unit.MONTH: _LOOK_BACK}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the last bar's symbol and start."""

    symbol: str
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BarQuery:
    """Which bars are wanted: those that start from `first` to `last`, both included.

    `asof` is the day the symbols are meant as of; None takes them by their letters.
    """

    symbols: tuple[str, ...]
    timeframe: Timeframe
    first: datetime
    last: datetime
    limit: int
    adjustment: Adjustment = Adjustment.RAW
    asof: date | None = None
    is_descending: bool = False
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class BarPage:
    """Bars in the order they were asked for, each with its symbol; `ended` is None on the last page."""

    bars: tuple[tuple[str, Bar], ...]
    ended: Place | None


def read_bars(market: Market, query: BarQuery) -> BarPage:
    """Read one page of bars; symbols come in alphabetical order, unknown ones are left out."""
    symbols = (one for one in sorted(query.symbols) if query.after is None or one >= query.after.symbol)
    rows = chain.from_iterable(_labelled(market, query, symbol) for symbol in symbols)
    page = tuple(islice(rows, query.limit + 1))
    if len(page) <= query.limit:
        return BarPage(page, None)
    symbol, bar = page[query.limit - 1]
    return BarPage(page[: query.limit], Place(symbol, bar.start))


def _labelled(market: Market, query: BarQuery, symbol: str) -> Iterator[tuple[str, Bar]]:
    borne = _bearer(market, query, symbol)
    if borne is None or borne.symbol not in market.assets:
        return
    past = query.after.start if query.after and query.after.symbol == symbol else None
    for bar in _bars(market, query, market.assets[borne.symbol], past):
        if bar.start.astimezone(NEW_YORK).date() in borne:
            yield symbol, bar


def _bearer(market: Market, query: BarQuery, symbol: str) -> Bearer | None:
    today = market.clock.today
    changes = [one for one in market.actions if isinstance(one, NameChange) and one.ex_date <= today]
    return unmapped(symbol, changes) if query.asof is None else bearer(symbol, query.asof, changes)


def _bars(market: Market, query: BarQuery, asset: Asset, past: datetime | None) -> Iterator[Bar]:
    until = market.traded_until(asset.symbol)
    first = max(past if past and not query.is_descending else query.first, _FIRST_MIDNIGHT)
    last = min(past if past and query.is_descending else query.last, until)
    if first > last:
        return
    path = market.path(asset.symbol, first - _LOOK_BACK, until)
    adjuster = _adjuster(market, query.adjustment, asset)
    sessions = _sessions(market, query, first, last)
    for frame in frames(query.timeframe, sessions, backwards=query.is_descending):
        if path and first <= frame.start <= last and frame.start != past:
            bar = make_bar(path, frame, until, adjuster)
            yield from [bar] if bar else []


def _sessions(market: Market, query: BarQuery, first: datetime, last: datetime) -> Iterator[Session]:
    today = market.clock.today
    begin = frame_day(query.timeframe, first.astimezone(NEW_YORK).date())
    end = min(last.astimezone(NEW_YORK).date() + _REST[query.timeframe.unit], today)
    days = range((end - begin).days + 1)
    for n in reversed(days) if query.is_descending else days:
        day = begin + n * _DAY
        session = market.clock.session_on(day) if day == today else session_on(day)
        if session:
            yield session


def _adjuster(market: Market, adjustment: Adjustment, asset: Asset) -> Adjuster:
    names = {asset.symbol, *asset.former_symbols}
    actions = [
        one
        for one in market.actions
        if not isinstance(one, NameChange) and one.symbol in names and one.ex_date <= market.clock.today
    ]
    return Adjuster.of(actions, adjustment.kinds, partial(_close_before, market, asset))


def _close_before(market: Market, asset: Asset, day: date) -> Decimal:
    return market.price_as_of(asset.symbol, next(sessions_back(day - _DAY)).closes_at)
