"""Turn the broker's JSON about an account, its assets and its sessions into domain values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from trimtab.adapters.alpaca.fields import EXCHANGE_ZONE, MalformedError, Row, rows
from trimtab.domain.holdings import Account, Holding
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.order import MarketClock, Session

EQUITY: Final = "us_equity"

_BLOCKING_FLAGS: Final = ("trading_blocked", "account_blocked", "trade_suspended_by_user")


def read_account(content: object) -> Account:
    """Read an account in US dollars; anything but an active, free one counts as blocked."""
    row = Row.of(content)
    if row.text("currency") != "USD":
        raise MalformedError(f"currency is {row.text('currency')!r}, USD was expected")
    flags = [row.flag(name) for name in _BLOCKING_FLAGS]
    return Account(
        account_id=row.text("id"),
        cash=row.decimal("cash"),
        equity=row.decimal("equity"),
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
        average_cost=row.decimal_or_none("avg_entry_price"),
    )


def read_instrument(content: object) -> Instrument:
    """Read one asset."""
    row = Row.of(content)
    is_fractionable = row.flag("fractionable")
    return Instrument(
        symbol=row.text("symbol"),
        asset_id=row.text("id"),
        name=row.text("name"),
        is_tradable=row.flag("tradable") and row.text("status") == "active" and row.text("class") == EQUITY,
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


def read_sessions(content: object) -> tuple[Session, ...]:
    """Read the calendar; its times are New York's."""
    zone = ZoneInfo(EXCHANGE_ZONE)
    return tuple(_session(row, zone) for row in rows(content))


def _session(row: Row, zone: ZoneInfo) -> Session:
    return Session(row.day("date"), _instant(row, "open", zone), _instant(row, "close", zone))


def _instant(row: Row, name: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(row.day("date"), row.wall_time(name), zone).astimezone(UTC)
