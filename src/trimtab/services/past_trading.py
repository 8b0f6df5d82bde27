"""Look up what past days tell of an account's symbols: one request for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.past_trading import PastTrading, sum_up
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade_day import trade_day
from trimtab.ports import MarketData

LOOK_BACK: Final = timedelta(days=30)
"""Long enough for the trading days an average is taken over, and for a close after any holidays."""

_DAY: Final = timedelta(days=1)


def with_past(snapshot: Snapshot, symbols: Iterable[str], market: MarketData) -> Snapshot:
    """Return a snapshot that also knows the last close and the average volume of some symbols.

    Where the broker tells nothing, nothing is known; no limit bounds what it cannot be measured by. Where it
    does not answer the snapshot says so: it may be looked at, and no order leaves on its strength.
    """
    try:
        return replace(snapshot, past=read_past(symbols, snapshot.as_of, market))
    except UnavailableError:
        return replace(snapshot, is_past_unread=True)


def read_past(symbols: Iterable[str], now: datetime, market: MarketData) -> tuple[PastTrading, ...]:
    """Read the last close and the average volume of some symbols; one without any days is left out.

    Today is left out: its volume is not complete, and its close not there. Raises UnavailableError where the
    broker does not answer.
    """
    today = trade_day(now)
    bars = market.daily_bars(tuple(sorted(set(symbols))), today - LOOK_BACK, today - _DAY)
    found = (sum_up(symbol, bars[symbol]) for symbol in sorted(bars))
    return tuple(each for each in found if each)
