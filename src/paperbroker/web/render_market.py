"""The JSON shapes of the data API; here, unlike in trading, prices are plain JSON numbers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from paperbroker.market.board import Market
from paperbroker.web.render import Json, instant

_LOT = 100


def render_quote(market: Market, symbol: str, now: datetime) -> Json:
    """Show the latest quote, sizes in shares."""
    quote = market.quote(symbol)
    sides = {"ap": float(quote.ask), "as": _LOT, "ax": "V", "bp": float(quote.bid), "bs": _LOT, "bx": "V"}
    return {"t": instant(now), **sides, "c": ["R"], "z": "B"}


def render_trade(market: Market, symbol: str, now: datetime) -> Json:
    """Show the latest trade."""
    return {
        "t": instant(now),
        "p": float(market.prices[symbol]),
        "s": _LOT,
        "x": "V",
        "i": 1,
        "c": ["@"],
        "z": "B",
    }


def render_snapshot(market: Market, symbol: str, now: datetime) -> Json:
    """Show trade, quote and bars; bars span from the previous close to the last price, without volume."""
    price, last_close = market.prices[symbol], market.previous[symbol]
    return {
        "latestTrade": render_trade(market, symbol, now),
        "latestQuote": render_quote(market, symbol, now),
        "minuteBar": _bar(price, price, now),
        "dailyBar": _bar(last_close, price, now),
        "prevDailyBar": _bar(last_close, last_close, now),
    }


def _bar(first: Decimal, last: Decimal, now: datetime) -> Json:
    low, high = sorted([first, last])
    prices = {"o": float(first), "h": float(high), "l": float(low), "c": float(last), "vw": float(last)}
    return {"t": instant(now), **prices, "v": 0, "n": 0}
