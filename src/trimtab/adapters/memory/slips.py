"""The orders of one account in memory: what was sent, how far it has come, and what it holds back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.intent import OrderIntent
from trimtab.domain.money import CENT, ZERO, round_down
from trimtab.domain.order import STILL_OPEN, Order, OrderStatus
from trimtab.domain.trade import Side

SHARE_STEP: Final = Decimal("1e-9")
"""The broker's own step of fractional shares; it cuts what is finer."""


class Course(StrEnum):
    """What becomes of an order; all but ORDINARY are what a broker may do, and a caller must survive."""

    ORDINARY = "ordinary"
    REJECTED_LATER = "reject_after_accept"
    CANCEL_STUCK = "stuck_pending_cancel"
    CANCEL_LOST = "cancel_lost"


@dataclass(slots=True, kw_only=True)
class Slip:
    """An order as the broker took it and as it stands.

    `reference_price` values what is open: the limit, or the quote when it came. `spent` is US dollars traded,
    `carried` shares traded by the orders it has replaced. An order without `expires_at` never expires.
    """

    intent: OrderIntent
    order: Order
    reference_price: Decimal
    expires_at: datetime | None = None
    spent: Decimal = ZERO
    carried: Decimal = ZERO
    course: Course = Course.ORDINARY

    @property
    def is_open(self) -> bool:
        """Whether it may still fill."""
        return self.order.status in STILL_OPEN

    @property
    def traded(self) -> Decimal:
        """Shares traded by it and by the orders it has replaced."""
        return self.carried + self.order.filled_quantity

    @property
    def held_cash(self) -> Decimal:
        """US dollars an open buy holds back."""
        if not self.is_open or self.intent.side is Side.SELL:
            return ZERO
        if self.intent.notional is not None:
            return self.intent.notional - self.spent
        return self.left_at(self.reference_price) * self.reference_price

    @property
    def held_shares(self) -> Decimal:
        """Shares an open sell holds back."""
        if not self.is_open or self.intent.side is Side.BUY:
            return ZERO
        return shares_of(self.intent, self.reference_price) - self.traded

    def left_at(self, price: Decimal) -> Decimal:
        """Count the shares that may still fill at a price; a sale in dollars never passes what it holds."""
        if not self.is_open:
            return ZERO
        if self.intent.notional is None:
            return self.order.quantity - self.traded
        left = round_down((self.intent.notional - self.spent) / price, SHARE_STEP)
        return left if self.intent.side is Side.BUY else min(left, self.held_shares)

    def is_marketable_at(self, price: Decimal) -> bool:
        """Whether it may trade at a price."""
        limit = self.intent.limit_price
        if limit is None:
            return True
        return price <= limit if self.intent.side is Side.BUY else price >= limit

    def is_for(self, intent: OrderIntent) -> bool:
        """Whether it is the very order another intent asks for."""
        mine, other = (
            (each.symbol, each.side, each.quantity, each.notional) for each in (self.intent, counted(intent))
        )
        return mine == other

    def cancel(self) -> None:
        """Ask for its end; not every broker honours that."""
        if self.course is Course.ORDINARY:
            self.stand(OrderStatus.CANCELLED, "canceled")
        if self.course is Course.CANCEL_STUCK:
            self.stand(OrderStatus.OPEN, "pending_cancel")

    def stand(self, status: OrderStatus, broker_status: str) -> None:
        """Give the order a new status."""
        self.order = replace(self.order, status=status, broker_status=broker_status)

    def trade(self, quantity: Decimal, price: Decimal) -> None:
        """Book a fill; the last one of all that was left makes the order filled."""
        is_complete = quantity == self.left_at(price)
        filled = self.order.filled_quantity + quantity
        self.spent += quantity * price
        self.order = replace(
            self.order,
            quantity=self.order.quantity if self.intent.notional is None else filled,
            status=OrderStatus.FILLED if is_complete else OrderStatus.PARTIALLY_FILLED,
            broker_status="filled" if is_complete else "partially_filled",
            filled_quantity=filled,
            filled_average_price=self.spent / filled,
        )


def counted(intent: OrderIntent) -> OrderIntent:
    """Cut an order to what the broker counts in: nine decimals of a share, cents of a dollar."""
    notional = None if intent.notional is None else round_down(intent.notional, CENT)
    return replace(intent, quantity=round_down(intent.quantity, SHARE_STEP), notional=notional)


def shares_of(intent: OrderIntent, price: Decimal) -> Decimal:
    """Count the shares an order asks for at a price, cut as the broker cuts them."""
    return intent.quantity if intent.notional is None else round_down(intent.notional / price, SHARE_STEP)


def value_of(intent: OrderIntent, price: Decimal) -> Decimal:
    """Value an order in US dollars at a price."""
    return intent.notional if intent.notional is not None else shares_of(intent, price) * price


@dataclass(slots=True)
class SlipBox:
    """Every order of an account, in the order they came."""

    slips: list[Slip] = field(default_factory=list)

    def add(self, slip: Slip) -> None:
        """Keep an order."""
        self.slips.append(slip)

    def fresh_id(self) -> str:
        """Name the next order as the broker would."""
        return f"order-{len(self.slips) + 1}"

    def named(self, client_order_id: str) -> Slip | None:
        """Find an order by our id, however it ended."""
        return next((slip for slip in self.slips if slip.order.client_order_id == client_order_id), None)

    def numbered(self, order_id: str) -> Slip | None:
        """Find an order by the broker's id."""
        return next((slip for slip in self.slips if slip.order.order_id == order_id), None)

    def open(self, symbol: str | None = None) -> tuple[Slip, ...]:
        """List what may still fill, of one symbol or of all."""
        return tuple(slip for slip in self.slips if slip.is_open and symbol in {None, slip.order.symbol})

    def held_cash(self) -> Decimal:
        """US dollars that open buys hold back."""
        return sum((slip.held_cash for slip in self.slips), ZERO)

    def held_shares(self, symbol: str) -> Decimal:
        """Shares of a symbol that open sells hold back."""
        return sum((slip.held_shares for slip in self.open(symbol)), ZERO)
