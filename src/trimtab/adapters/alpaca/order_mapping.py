"""Turn the broker's JSON about orders and activities into domain values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from trimtab.adapters.alpaca.account_mapping import EQUITY
from trimtab.adapters.alpaca.fields import MalformedError, Row, rows
from trimtab.domain.activity import AccountEntry, Activity, Fill
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.order import Order, OrderStatus
from trimtab.domain.trade import Side

OPTION: Final = "us_option"
SHARES_A_CONTRACT: Final = Decimal(100)

_OF_MANY_LEGS: Final = "several"
_SIDES: Final = {"buy": Side.BUY, "sell": Side.SELL, "sell_short": Side.SELL}
_STATUSES: Final = {
    "partially_filled": OrderStatus.PARTIALLY_FILLED,
    "filled": OrderStatus.FILLED,
    "canceled": OrderStatus.CANCELLED,
    # Somebody replaced the order at the broker: nothing more will fill under this id.
    "replaced": OrderStatus.CANCELLED,
    "expired": OrderStatus.EXPIRED,
    "rejected": OrderStatus.REJECTED,
}


def read_order(content: object) -> Order:
    """Read one order; one sized in dollars has no quantity of its own and counts what it filled."""
    row = Row.of(content)
    status, filled = row.text("status"), row.decimal("filled_qty")
    notional = row.decimal_or_none("notional")
    quantity = row.decimal("qty") if notional is None else row.decimal_or_none("qty")
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
        notional=notional,
        limit_price=row.decimal_or_none("limit_price"),
        stop_price=row.decimal_or_none("stop_price"),
        submitted_at=row.moment_or_none("submitted_at"),
        replaces=row.text_or_none("replaces"),
    )


def _side(row: Row) -> Side:
    side = _SIDES.get(row.text("side"))
    if side is None:
        raise MalformedError(f"side is {row.text('side')[:40]!r}, buy or sell was expected")
    return side


def read_open_orders(content: object, *, fewer_than: int) -> tuple[Order, ...]:
    """Read a list of orders; those for options or crypto cannot meet ours, but may take cash.

    Raises MalformedError for a list that is as long as the broker makes it, for then more may be missing.
    """
    listed = rows(content)
    if len(listed) >= fewer_than:
        raise MalformedError(f"there are {fewer_than} or more; cancel some at the broker")
    return tuple(read_order(row.values) if is_equity_order(row) else _read_other(row) for row in listed)


def _read_other(row: Row) -> Order:
    """Read an order for anything but a stock; one of many legs has no symbol and no side, and may cost."""
    plain = {**row.values, "symbol": row.text_or_none("symbol") or _OF_MANY_LEGS}
    sided = plain if row.text_or_none("side") else {**plain, "side": "buy"}
    is_contract = row.values.get("asset_class") == OPTION or plain != row.values
    per_unit = SHARES_A_CONTRACT if is_contract else ONE
    return replace(read_order(sided), is_stock=False, per_unit=per_unit)


def is_equity_order(row: Row) -> bool:
    """Tell whether an order is for a stock."""
    return row.values.get("asset_class", EQUITY) == EQUITY


def read_activity(row: Row) -> Activity:
    """Read a fill, or an entry the broker made by itself."""
    return _fill(row) if row.text("activity_type") == "FILL" else _entry(row)


def _fill(row: Row) -> Fill:
    return Fill(
        activity_id=row.text("id"),
        at=row.moment("transaction_time"),
        symbol=row.text("symbol"),
        side=_side(row),
        quantity=row.decimal("qty"),
        price=row.decimal("price"),
        order_id=row.text("order_id"),
        is_last=row.text("type") == "fill",
    )


def _entry(row: Row) -> AccountEntry:
    return AccountEntry(
        activity_id=row.text("id"),
        day=row.day("date"),
        kind=row.text("activity_type"),
        detail=row.text_or_none("activity_sub_type") or "",
        status=row.text_or_none("status") or "executed",
        net_amount=row.decimal_or_none("net_amount") or ZERO,
        symbol=row.text_or_none("symbol"),
        quantity=row.decimal_or_none("qty"),
        per_share_amount=row.decimal_or_none("per_share_amount"),
        at=row.moment_or_none("created_at"),
        group_id=row.text_or_none("group_id"),
        description=row.text_or_none("description") or "",
    )
