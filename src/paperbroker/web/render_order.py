"""The JSON shape of an order: decimals as text, times with nanoseconds, absent values null."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from paperbroker.basics.instants import nanoseconds, render_instant
from paperbroker.basics.money import plain, rounded
from paperbroker.basics.side import Side
from paperbroker.orders.order import Order
from paperbroker.web.render import Json

_NEVER_SET = ("trail_percent", "trail_price", "hwm", "legs", "subtag", "source")


def render_order(order: Order) -> Json:
    """Show an order; one for a dollar amount keeps `qty` null, also once filled."""
    ticket = order.ticket
    return {
        "id": str(order.id),
        "client_order_id": ticket.client_order_id,
        **_times(order),
        "replaced_by": _id(order.replaced_by),
        "replaces": _id(order.replaces),
        "asset_id": str(order.asset_id),
        "symbol": ticket.symbol,
        "asset_class": "us_equity",
        "notional": _text(ticket.notional),
        "qty": _text(ticket.qty),
        "filled_qty": plain(order.filled_qty),
        "filled_avg_price": None if order.filled_avg_price is None else rounded(order.filled_avg_price),
        "order_class": "",
        "order_type": ticket.type,
        "type": ticket.type,
        "side": ticket.side,
        "time_in_force": ticket.time_in_force,
        "limit_price": _text(ticket.limit_price),
        "stop_price": _text(ticket.stop_price),
        "status": order.status,
        "extended_hours": ticket.extended_hours,
        "position_intent": "buy_to_open" if ticket.side is Side.BUY else "sell_to_close",
        **dict.fromkeys(_NEVER_SET),
    }


def _times(order: Order) -> Json:
    moments = {
        "created_at": order.created_at,
        "submitted_at": order.created_at,
        "updated_at": order.updated_at,
        "filled_at": order.filled_at,
        "canceled_at": order.canceled_at,
        "expired_at": order.expired_at,
        "failed_at": order.failed_at,
        "replaced_at": order.replaced_at,
    }
    shown: Json = {name: _instant(at, order.nanosecond) for name, at in moments.items()}
    return {**shown, "expires_at": _instant(order.expires_at, 0)}


def _instant(at: datetime | None, nanosecond: int) -> str | None:
    return None if at is None else render_instant(nanoseconds(at, nanosecond))


def _id(known: UUID | None) -> str | None:
    return None if known is None else str(known)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
