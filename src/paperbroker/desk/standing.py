"""An account as the rules and the answers see it: cash, shares, and what open orders hold back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from paperbroker.basics.money import ZERO
from paperbroker.book.account import Account
from paperbroker.book.ledger import Ledger
from paperbroker.orders.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account at one moment; `open_orders` are oldest first."""

    account: Account
    ledger: Ledger
    open_orders: tuple[Order, ...]

    @property
    def buying_power(self) -> Decimal:
        """Exact USD free to spend: cash less what open purchases hold back."""
        return self.ledger.cash - sum((order.held_cash for order in self.open_orders), ZERO)

    def open_of(self, symbol: str) -> tuple[Order, ...]:
        """List the open orders of a symbol."""
        return tuple(order for order in self.open_orders if order.ticket.symbol == symbol)

    def held_shares(self, symbol: str) -> Decimal:
        """Count the shares open sales of a symbol hold back."""
        return sum((order.held_shares for order in self.open_of(symbol)), ZERO)
