"""The life of an order, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.money import ZERO, cut
from paperbroker.market.board import Quote
from paperbroker.orders.activity import Fill
from paperbroker.orders.order import Order, Status


class FillMode(StrEnum):
    """How much of a marketable order trades in one step."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


_Portion = Callable[[Decimal, Decimal], Decimal]

_PORTIONS: Mapping[FillMode, _Portion] = MappingProxyType(
    {
        FillMode.FULL: lambda left, _: left,
        FillMode.PARTIAL: lambda left, step: cut(left / 2, step),
        FillMode.NONE: lambda _, __: ZERO,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What one order meets in one step; `share_step` is the least quantity of its asset."""

    clock: MarketClock
    quote: Quote
    fills: FillMode
    share_step: Decimal
    next_fill_id: Callable[[], UUID]


def advance(order: Order, tick: Tick) -> tuple[Order, Fill | None]:
    """Take an open order one step further: expire, become new, or trade.

    While the market is closed, orders wait.
    """
    now = tick.clock.now()
    if tick.clock.has_closed_since(order.expires_at):
        return replace(order, status=Status.EXPIRED, expired_at=now, updated_at=now), None
    if not tick.clock.is_open:
        return order, None
    if order.status in {Status.ACCEPTED, Status.PENDING_NEW}:
        return replace(order, status=Status.NEW, updated_at=now), None
    return _match(order, tick)


def _match(order: Order, tick: Tick) -> tuple[Order, Fill | None]:
    price = tick.quote.far_side(order.ticket.side)
    left = order.remaining_at(price)
    qty = _PORTIONS[tick.fills](left, tick.share_step)
    if tick.fills is FillMode.NONE or not order.ticket.is_marketable_at(price) or (left and not qty):
        return order, None
    traded = _trade(order, qty, price, tick)
    return traded, _fill(traded, qty, price, tick) if qty else None


def _trade(order: Order, qty: Decimal, price: Decimal, tick: Tick) -> Order:
    now = tick.clock.now()
    is_complete = qty == order.remaining_at(price)
    return replace(
        order,
        status=Status.FILLED if is_complete else Status.PARTIALLY_FILLED,
        filled_qty=order.filled_qty + qty,
        filled_value=order.filled_value + qty * price,
        filled_at=now if is_complete else None,
        updated_at=now,
    )


def _fill(order: Order, qty: Decimal, price: Decimal, tick: Tick) -> Fill:
    return Fill(
        id=tick.next_fill_id(),
        order_id=order.id,
        symbol=order.ticket.symbol,
        side=order.ticket.side,
        qty=qty,
        price=price,
        cum_qty=order.filled_qty,
        leaves_qty=order.remaining_at(price) if order.status.is_open else ZERO,
        order_status=order.status,
        at=tick.clock.now(),
    )
