"""A market over a price store in memory, with everything but the point of a test filled in."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from typing import Any

from paperbroker.basics.clock import MarketClock
from paperbroker.book import prices
from paperbroker.book.prices import PriceStore
from paperbroker.market.assets import Asset
from paperbroker.market.market import Market
from paperbroker.market.marks import PriceSource, Still
from paperbroker.market.walk import Walk, WalkPlan

FRIDAY = datetime(2026, 11, 20, 17, tzinfo=UTC)
"""Noon in New York, a day with a full session before and behind it."""
OPENING, CLOSING = FRIDAY - timedelta(hours=2.5), FRIDAY + timedelta(hours=4)
WALK = WalkPlan(seed=7, step_seconds=60, volatility_bps=D(5), origin=FRIDAY)
SPY = Asset(symbol="SPY", name="SPDR S&P 500 ETF Trust", exchange="ARCA")


def store(**starting: str) -> PriceStore:
    """A price store where prices were there from the start."""
    connection = sqlite3.connect(":memory:")
    connection.execute(prices.SCHEMA)
    made = PriceStore(connection)
    made.start({symbol: D(price) for symbol, price in starting.items()})
    return made


def market(history: PriceStore | None = None, *, now: datetime = FRIDAY, **fields: Any) -> Market:
    """SPY at 400 on Friday noon, unless told otherwise."""
    source = PriceSource(history or store(SPY="400"), Still())
    usual = {"clock": MarketClock(lambda: now, now), "assets": {"SPY": SPY}, "source": source}
    return Market(**{**usual, **fields})


def walking(history: PriceStore | None = None) -> PriceSource:
    return PriceSource(history or store(SPY="400"), Walk(WALK))


def marked(history: PriceStore, at: datetime, price: str, symbol: str = "SPY") -> PriceStore:
    """Set a price at an instant."""
    history.put({symbol: D(price)}, at)
    return history
