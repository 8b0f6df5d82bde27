"""One brokerage account: its key, its ledger, its orders and its fills."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from paperbroker.basics.ids import account_id
from paperbroker.basics.money import ZERO
from paperbroker.book.ledger import Ledger
from paperbroker.orders.order import Fill, Order


@dataclass(slots=True, kw_only=True)
class Account:
    """A cash account found by its API key; `opening_equity` is its value in USD when it was opened."""

    key: str
    secret: str
    ledger: Ledger
    opened_at: datetime
    opening_equity: Decimal
    orders: dict[UUID, Order] = field(default_factory=dict)
    fills: list[Fill] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The id derived from the key."""
        return account_id(self.key)

    @property
    def buying_power(self) -> Decimal:
        """Exact USD free to spend: cash less what open purchases hold back."""
        return self.ledger.cash - sum((order.held_cash for order in self.orders.values()), ZERO)

    def held_shares(self, symbol: str) -> Decimal:
        """Count the shares open sales of a symbol hold back."""
        return sum((order.held_shares for order in self.open_orders(symbol)), ZERO)

    def open_orders(self, symbol: str | None = None) -> tuple[Order, ...]:
        """List open orders, oldest first, of one symbol or of all."""
        return tuple(
            order
            for order in self.orders.values()
            if order.status.is_open and symbol in {None, order.ticket.symbol}
        )

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by the client's id."""
        return next((o for o in self.orders.values() if o.ticket.client_order_id == client_order_id), None)

    def record(self, order: Order, fill: Fill | None = None) -> None:
        """Store an order's new state and book what it traded."""
        self.orders[order.id] = order
        if fill:
            self.ledger = self.ledger.post(fill)
            self.fills.append(fill)
