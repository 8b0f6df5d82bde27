"""Turn the broker's JSON about prices into domain values."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

from trimtab.adapters.alpaca.fields import EXCHANGE_ZONE, MalformedError, Row, rows
from trimtab.domain.holdings import DailyBar, Quote
from trimtab.domain.money import ZERO


def read_midpoints(content: object, symbols: tuple[str, ...]) -> dict[str, Quote]:
    """Read latest quotes; one that lacks a side or is crossed has no midpoint and is left out."""
    found = Row.of(content).row("quotes")
    read = [_midpoint(symbol, Row.of(found.values[symbol])) for symbol in symbols if _has(found, symbol)]
    return {quote.symbol: quote for quote in read if quote}


def _midpoint(symbol: str, row: Row) -> Quote | None:
    bid, ask = row.decimal("bp"), row.decimal("ap")
    if not ZERO < bid <= ask:
        return None
    return Quote(symbol=symbol, price=(bid + ask) / 2, as_of=row.moment("t"), bid=bid, ask=ask)


def read_last_prices(content: object, symbols: tuple[str, ...]) -> dict[str, Quote]:
    """Read latest trades; one at no price is left out."""
    found = Row.of(content).row("trades")
    read = [_last_price(symbol, Row.of(found.values[symbol])) for symbol in symbols if _has(found, symbol)]
    return {quote.symbol: quote for quote in read if quote}


def _last_price(symbol: str, row: Row) -> Quote | None:
    price = row.decimal("p")
    return Quote(symbol=symbol, price=price, as_of=row.moment("t")) if price > ZERO else None


def read_daily_bars(content: object) -> dict[str, list[DailyBar]]:
    """Read one page of daily bars; a bar's day is New York's."""
    zone = ZoneInfo(EXCHANGE_ZONE)
    found = Row.of(content).row("bars")
    return {symbol: [_bar(row, zone) for row in rows(bars)] for symbol, bars in found.values.items()}


def _bar(row: Row, zone: ZoneInfo) -> DailyBar:
    day = row.moment("t").astimezone(zone).date()
    return DailyBar(day, row.positive_decimal("c"), _volume(row))


def _volume(row: Row) -> Decimal | None:
    """Read how many shares changed hands; None where the bar does not tell."""
    volume = row.decimal_or_none("v")
    if volume is not None and volume < ZERO:
        raise MalformedError(f"v is {volume}, a number of shares was expected")
    return volume


def _has(found: Row, symbol: str) -> bool:
    return found.values.get(symbol) is not None
