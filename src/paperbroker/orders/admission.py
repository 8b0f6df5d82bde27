"""What the rules look at when an order asks to be taken."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from paperbroker.basics.money import ZERO
from paperbroker.basics.side import Side
from paperbroker.market.assets import Asset
from paperbroker.orders.order import Order, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What an account may do; `barred_because` says in Alpaca's words why it may not trade at all."""

    barred_because: str | None = None
    closes_only: bool = False
    may_trade_fractions: bool = True
    may_buy_partnerships: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A ticket, its asset, and the account as it stands.

    `reference_price` values the ticket, in USD per share. `position_qty` counts for sales only, `held_qty` is
    what open sales of the symbol hold back, `buying_power` is cash less what open purchases hold back.
    `open_orders` are those of the symbol a rule may object to: the other side's, and sales while closed.
    A ticket that replaces an order is judged without that order; `carried_qty` was traded by it already.
    """

    ticket: Ticket
    asset: Asset
    permissions: Permissions
    reference_price: Decimal
    position_qty: Decimal
    held_qty: Decimal
    buying_power: Decimal
    open_orders: tuple[Order, ...]
    is_market_open: bool
    carried_qty: Decimal = ZERO

    @property
    def wanted_qty(self) -> Decimal:
        """Shares still to trade at the reference price."""
        return self.ticket.shares_at(self.reference_price) - self.carried_qty

    @property
    def value(self) -> Decimal:
        """What is still to trade, in USD."""
        return (
            self.wanted_qty * self.reference_price if self.ticket.notional is None else self.ticket.notional
        )

    @property
    def available_qty(self) -> Decimal:
        """Shares that no open sale holds back."""
        return self.position_qty - self.held_qty

    @property
    def is_buy(self) -> bool:
        """Whether the ticket buys."""
        return self.ticket.side is Side.BUY
