"""A broker's daily closes as a table without gaps, and what is known of what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn

import numpy as np

from trimtab.domain.holdings import DailyBar
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import LEAST_OBSERVATIONS, STALE_AFTER, StudiedSymbol, StudyBasis
from trimtab.lab.errors import BadPriceError, TooFewObservationsError, UnknownSymbolError
from trimtab.lab.prices import Prices

Bars = Mapping[str, Sequence[DailyBar]]


def align(bars: Bars, symbols: Sequence[str]) -> Prices:
    """Keep the days on which every symbol has a close, in order.

    Raises UnknownSymbolError for a symbol without any, TooFewObservationsError naming the symbol that has the
    fewest where fewer than `LEAST_OBSERVATIONS` returns are left, BadPriceError for a close of zero or less.
    """
    closes = {symbol: _closes(symbol, bars.get(symbol, ())) for symbol in symbols}
    days = sorted(set.intersection(*(set(each) for each in closes.values())))
    if len(days) - 1 < LEAST_OBSERVATIONS:
        _refuse_short(min(symbols, key=lambda symbol: len(closes[symbol])), len(days) - 1)
    table = np.array([[closes[symbol][day] for symbol in symbols] for day in days], dtype=np.float64)
    return Prices(tuple(days), tuple(symbols), table)


def basis_of(bars: Bars, prices: Prices, asked_on: date) -> StudyBasis:
    """Tell what a table rests on: of each symbol its closes, their gaps, and whether they have ended."""
    begin = max(bars[symbol][0].day for symbol in prices.symbols)
    known = {bar.day for symbol in prices.symbols for bar in bars[symbol] if bar.day >= begin}
    return StudyBasis(
        symbols=tuple(_symbol(symbol, bars[symbol], known, asked_on) for symbol in prices.symbols),
        observations=len(prices.dates) - 1,
        first_day=prices.dates[0],
        last_day=prices.dates[-1],
    )


def _closes(symbol: str, bars: Sequence[DailyBar]) -> dict[date, float]:
    if not bars:
        text = "has no daily closes at the broker; leave it out of the targets"
        raise UnknownSymbolError("history", symbol, text, ReasonCode.PRICE_MISSING)
    bad = next((bar for bar in bars if not bar.close > 0), None)
    if bad:
        raise BadPriceError(f"history.{symbol}.{bad.day}", bad.close, "must be above 0; ask again later")
    return {bar.day: float(bar.close) for bar in bars}


def _refuse_short(symbol: str, found: int) -> NoReturn:
    text = f"daily returns are too few, {LEAST_OBSERVATIONS} are needed; wait, or leave it out of the targets"
    raise TooFewObservationsError(f"history.{symbol}", max(found, 0), text, ReasonCode.HISTORY_TOO_SHORT)


def _symbol(symbol: str, bars: Sequence[DailyBar], known: set[date], asked_on: date) -> StudiedSymbol:
    return StudiedSymbol(
        symbol=symbol,
        closes=len(bars),
        first_day=bars[0].day,
        last_day=bars[-1].day,
        missing=len(known - {bar.day for bar in bars}),
        is_stale=bars[-1].day < asked_on - STALE_AFTER,
    )
