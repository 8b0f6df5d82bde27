"""Orders as values: what was asked for, how far it has come, and what it traded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from paperbroker.basics.instants import nanoseconds
from paperbroker.basics.money import SHARE_STEP, ZERO, cut
from paperbroker.basics.side import Side
from paperbroker.orders.behaviour import ORDINARY, Behaviour


class OrderType(StrEnum):
    """The order types this broker executes."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"


class Status(StrEnum):
    """The order states this broker uses, spelt as Alpaca spells them."""

    ACCEPTED = "accepted"
    PENDING_NEW = "pending_new"
    NEW = "new"
    PARTIALLY_FILLED = "partially_filled"
    PENDING_CANCEL = "pending_cancel"
    PENDING_REPLACE = "pending_replace"
    FILLED = "filled"
    CANCELED = "canceled"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REJECTED = "rejected"

    @property
    def is_open(self) -> bool:
        """Whether the order still holds something back."""
        return self not in _FINAL


_FINAL = frozenset([Status.FILLED, Status.CANCELED, Status.EXPIRED, Status.REPLACED, Status.REJECTED])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a client asked for: shares in `qty` or USD in `notional`, never both."""

    symbol: str
    side: Side
    type: OrderType
    time_in_force: str
    client_order_id: str
    qty: Decimal | None = None
    notional: Decimal | None = None
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    extended_hours: bool = False

    @property
    def is_fractional(self) -> bool:
        """Whether it needs fractions of a share; dollar amounts always do."""
        return self.qty is None or self.qty % 1 != 0

    def shares_at(self, price: Decimal) -> Decimal:
        """Count the shares it asks for at a price, cut to nine decimals."""
        return self.qty if self.qty is not None else cut((self.notional or ZERO) / price, SHARE_STEP)

    def is_marketable_at(self, price: Decimal) -> bool:
        """Whether it may trade at a price."""
        if self.limit_price is None:
            return True
        return price <= self.limit_price if self.side is Side.BUY else price >= self.limit_price

    def is_triggered_at(self, last: Decimal) -> bool:
        """Whether a last price reaches its stop; an order without a stop needs none."""
        if self.stop_price is None:
            return True
        return last >= self.stop_price if self.side is Side.BUY else last <= self.stop_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A ticket the broker took.

    `nanosecond` is the last three digits of its submission time, which tell orders of one microsecond apart.
    `reference_price` values the open part for what it holds back: the limit, or the quote when it was taken.
    `carried_qty` was traded by the orders it replaces. `pending_hold` is what the order it is about to
    replace holds meanwhile, in USD or shares; None once it stands by itself.
    """

    id: UUID
    asset_id: UUID
    ticket: Ticket
    reference_price: Decimal
    status: Status
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    nanosecond: int
    course: Behaviour = ORDINARY
    filled_qty: Decimal = ZERO
    filled_value: Decimal = ZERO
    is_triggered: bool = False
    carried_qty: Decimal = ZERO
    pending_hold: Decimal | None = None
    replaces: UUID | None = None
    replaced_by: UUID | None = None
    filled_at: datetime | None = None
    canceled_at: datetime | None = None
    expired_at: datetime | None = None
    failed_at: datetime | None = None
    replaced_at: datetime | None = None

    def remaining_at(self, price: Decimal) -> Decimal:
        """Count the shares still to trade at a price; a sale never passes the shares held back for it."""
        if self.ticket.qty is not None:
            return self.ticket.qty - self.carried_qty - self.filled_qty
        left = cut(((self.ticket.notional or ZERO) - self.filled_value) / price, SHARE_STEP)
        return left if self.ticket.side is Side.BUY else min(left, self.held_shares)

    @property
    def held_shares(self) -> Decimal:
        """Shares held back by an open sale."""
        if not self.status.is_open or self.ticket.side is Side.BUY:
            return ZERO
        wanted = self.ticket.shares_at(self.reference_price)
        return self._beyond_pending(wanted - self.carried_qty - self.filled_qty)

    @property
    def held_cash(self) -> Decimal:
        """USD held back by an open purchase."""
        if not self.status.is_open or self.ticket.side is Side.SELL:
            return ZERO
        if self.ticket.notional is not None:
            return self.ticket.notional - self.filled_value
        return self._beyond_pending(self.remaining_at(self.reference_price) * self.reference_price)

    @property
    def submitted_ns(self) -> int:
        """When it was taken, in epoch nanoseconds."""
        return nanoseconds(self.created_at, self.nanosecond)

    @property
    def filled_avg_price(self) -> Decimal | None:
        """The average price traded at; None before the first fill."""
        return self.filled_value / self.filled_qty if self.filled_qty else None

    def _beyond_pending(self, own: Decimal) -> Decimal:
        """Count what it holds on top of the order it is about to replace: together they hold the larger."""
        return own if self.pending_hold is None else max(own - self.pending_hold, ZERO)
