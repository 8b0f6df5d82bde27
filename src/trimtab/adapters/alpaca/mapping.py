"""Turn the broker's JSON into domain values; pure, and the only place that knows its field names."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.adapters.alpaca.fields import MalformedError, Row, rows
from trimtab.domain.holdings import Account, Holding, Quote
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.money import ZERO
from trimtab.domain.order import MarketClock, Order, OrderStatus
from trimtab.domain.trade import Side

_EQUITY: Final = "us_equity"
_BLOCKING_FLAGS: Final = ("trading_blocked", "account_blocked", "trade_suspended_by_user")
_SIDES: Final = {"buy": Side.BUY, "sell": Side.SELL}
_STATUSES: Final = {
    "partially_filled": OrderStatus.PARTIALLY_FILLED,
    "filled": OrderStatus.FILLED,
    "canceled": OrderStatus.CANCELLED,
    # Somebody replaced the order at the broker: nothing more will fill under this id.
    "replaced": OrderStatus.CANCELLED,
    "expired": OrderStatus.EXPIRED,
    "rejected": OrderStatus.REJECTED,
}


def read_account(content: object) -> Account:
    """Read an account in US dollars; anything but an active, free one counts as blocked."""
    row = Row.of(content)
    if row.text("currency") != "USD":
        raise MalformedError(f"currency is {row.text('currency')!r}, USD was expected")
    flags = [row.flag(name) for name in _BLOCKING_FLAGS]
    return Account(
        account_id=row.text("id"),
        cash=row.decimal("cash"),
        is_blocked=any(flags) or row.text("status") != "ACTIVE",
    )


def read_holdings(content: object) -> tuple[Holding, ...]:
    """Read positions in symbol order; a short one has a negative quantity."""
    held = [_holding(row) for row in rows(content)]
    return tuple(sorted(held, key=lambda holding: holding.symbol))


def _holding(row: Row) -> Holding:
    return Holding(
        symbol=row.text("symbol"),
        quantity=row.decimal("qty"),
        available_quantity=row.decimal("qty_available"),
    )


def read_instrument(content: object) -> Instrument:
    """Read one asset."""
    row = Row.of(content)
    is_fractionable = row.flag("fractionable")
    return Instrument(
        symbol=row.text("symbol"),
        asset_id=row.text("id"),
        name=row.text("name"),
        is_tradable=row.flag("tradable") and row.text("status") == "active" and row.text("class") == _EQUITY,
        unit=QuantityUnit.FRACTIONAL if is_fractionable else QuantityUnit.WHOLE,
    )


def read_instruments(content: object, symbols: frozenset[str]) -> dict[str, Instrument]:
    """Read the wanted assets of a list; the others are not looked at."""
    wanted = [row for row in rows(content) if row.values.get("symbol") in symbols]
    found = [read_instrument(row.values) for row in wanted]
    return {instrument.symbol: instrument for instrument in found}


def read_clock(content: object) -> MarketClock:
    """Read the market's clock."""
    row = Row.of(content)
    return MarketClock(
        now=row.moment("timestamp"),
        is_open=row.flag("is_open"),
        next_open=row.moment("next_open"),
        next_close=row.moment("next_close"),
    )


def read_midpoints(content: object, symbols: tuple[str, ...]) -> dict[str, Quote]:
    """Read latest quotes; one that lacks a side or is crossed has no midpoint and is left out."""
    found = Row.of(content).row("quotes")
    read = [_midpoint(symbol, Row.of(found.values[symbol])) for symbol in symbols if _has(found, symbol)]
    return {quote.symbol: quote for quote in read if quote}


def _midpoint(symbol: str, row: Row) -> Quote | None:
    bid, ask = row.decimal("bp"), row.decimal("ap")
    return _quote(symbol, (bid + ask) / 2, row) if ZERO < bid <= ask else None


def read_last_prices(content: object, symbols: tuple[str, ...]) -> dict[str, Quote]:
    """Read latest trades; one at no price is left out."""
    found = Row.of(content).row("trades")
    read = [_last_price(symbol, Row.of(found.values[symbol])) for symbol in symbols if _has(found, symbol)]
    return {quote.symbol: quote for quote in read if quote}


def _last_price(symbol: str, row: Row) -> Quote | None:
    price = row.decimal("p")
    return _quote(symbol, price, row) if price > ZERO else None


def _quote(symbol: str, price: Decimal, row: Row) -> Quote:
    return Quote(symbol=symbol, price=price, as_of=row.moment("t"))


def _has(found: Row, symbol: str) -> bool:
    return found.values.get(symbol) is not None


def read_order(content: object) -> Order:
    """Read one order; one sized in dollars has no quantity of its own and counts what it filled."""
    row = Row.of(content)
    status, filled = row.text("status"), row.decimal("filled_qty")
    quantity = row.decimal_or_none("qty")
    return Order(
        order_id=row.text("id"),
        client_order_id=row.text("client_order_id"),
        symbol=row.text("symbol"),
        side=_side(row),
        quantity=filled if quantity is None else quantity,
        status=_STATUSES.get(status, OrderStatus.OPEN),
        broker_status=status,
        filled_quantity=filled,
        filled_average_price=row.decimal_or_none("filled_avg_price"),
    )


def _side(row: Row) -> Side:
    side = _SIDES.get(row.text("side"))
    if side is None:
        raise MalformedError(f"side is {row.text('side')[:40]!r}, buy or sell was expected")
    return side


def read_equity_orders(content: object, *, fewer_than: int) -> tuple[Order, ...]:
    """Read a list of orders; those for options or crypto cannot meet ours and are left out.

    Raises MalformedError for a list that is as long as the broker makes it, for then more may be missing.
    """
    listed = rows(content)
    if len(listed) >= fewer_than:
        raise MalformedError(f"there are {fewer_than} or more; cancel some at the broker")
    return tuple(
        read_order(row.values) for row in listed if row.values.get("asset_class", _EQUITY) == _EQUITY
    )
