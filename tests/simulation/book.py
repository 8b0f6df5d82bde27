"""An account at one moment, and what its records are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import Activity
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.intent import OrderIntent
from trimtab.domain.money import ZERO
from trimtab.domain.order import Order, OrderStatus, Refusal
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side

WORKING: Final = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})
OURS: Final = "rb"
"""How the names of our orders begin."""


@dataclass(frozen=True, slots=True)
class View:
    """The account at one moment; orders by our id, in the order they came, and what has happened so far."""

    cash: Decimal
    shares: Mapping[str, Decimal]
    orders: Mapping[str, Order] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()

    def working(self, side: Side) -> Iterator[tuple[Order, Decimal]]:
        """List the open orders of a side, and how many shares each may still fill."""
        for order in self.orders.values():
            if order.side is side and order.status in WORKING:
                yield order, order.quantity - order.filled_quantity

    def free_shares(self, symbol: str) -> Decimal:
        """Count the shares no open sell has."""
        promised = sum((left for order, left in self.working(Side.SELL) if order.symbol == symbol), ZERO)
        return self.shares.get(symbol, ZERO) - promised

    def order_numbered(self, order_id: str) -> Order | None:
        """Find an order by the broker's id."""
        return next((order for order in self.orders.values() if order.order_id == order_id), None)


def instrument_of(symbol: str) -> Instrument:
    """Describe a symbol; all are fractional."""
    return Instrument(
        symbol=symbol, asset_id=symbol, name=symbol, is_tradable=True, unit=QuantityUnit.FRACTIONAL
    )


def refusal_for(reason: ReasonCode) -> Refusal:
    """Refuse for a reason."""
    return Refusal(reason.value, None, reason)


def order_of(intent: OrderIntent, number: int, now: datetime) -> Order:
    """Make the order of an intent."""
    return Order(
        order_id=f"order-{number}",
        client_order_id=intent.client_order_id,
        symbol=intent.symbol,
        side=intent.side,
        quantity=intent.quantity,
        status=OrderStatus.OPEN,
        broker_status="new",
        filled_quantity=ZERO,
        filled_average_price=None,
        limit_price=intent.limit_price,
        submitted_at=now,
    )
