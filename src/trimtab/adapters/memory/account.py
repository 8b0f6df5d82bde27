"""An account in memory: cash, shares and orders, and how they move when it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from trimtab.adapters.memory.changes import changed, refuse_change, unknown_order
from trimtab.adapters.memory.costs import Purchase, Purchases, average_cost, known, less
from trimtab.adapters.memory.hours import is_open_at, session_at
from trimtab.adapters.memory.rules import Standing, first_refusal, name_taken
from trimtab.adapters.memory.slips import SHARE_STEP, Course, Slip, SlipBox, counted, shares_of
from trimtab.adapters.memory.tape import Tape
from trimtab.domain.activity import Activity, Fill
from trimtab.domain.holdings import Holding
from trimtab.domain.instruments import Instrument, QuantityUnit, is_symbol
from trimtab.domain.intent import OrderChange, OrderIntent
from trimtab.domain.money import ONE, ZERO, round_down
from trimtab.domain.order import Accepted, Order, OrderStatus, Refusal, Session
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side


@dataclass(slots=True, kw_only=True)
class MemoryAccount:
    """What an account holds and has ordered, in a market of its own.

    Without a `calendar` the market stays as `is_open` says and no order expires. A step fills `fill_fraction`
    of the ordered shares at the current quote, if the market is open, the symbol is not `halted` and the
    quote is within the order's limit. `do_fills_win` lets an order trade once more when it is cancelled;
    `next_course` is the course of the next order. `happened` holds the activities, oldest first, `purchases`
    what is still held of every purchase.
    """

    cash: Decimal
    prices: dict[str, Decimal]
    now: Callable[[], datetime]
    shares: dict[str, Decimal] = field(default_factory=dict)
    listed: dict[str, Instrument] = field(default_factory=dict)
    is_open: bool = True
    environment: BrokerMode = BrokerMode.PAPER
    is_blocked: bool = False
    calendar: tuple[Session, ...] = ()
    fill_fraction: Decimal = ONE
    tape: Tape = field(default_factory=Tape)
    halted: set[str] = field(default_factory=set)
    do_fills_win: bool = False
    next_course: Course = Course.ORDINARY
    happened: list[Activity] = field(default_factory=list)
    purchases: dict[str, Purchases] = field(default_factory=dict)
    box: SlipBox = field(default_factory=SlipBox)

    def take(self, intent: OrderIntent) -> Accepted | Refusal:
        """Take an order or refuse it; one that is here already under its id is taken as itself."""
        first = self.box.named(intent.client_order_id)
        if first:
            return Accepted(first.order) if first.is_for(intent) else name_taken()
        order = counted(intent)
        refusal = first_refusal(self._standing(order))
        if refusal:
            return refusal
        slip = self._slip(order, "pending_new" if self._is_trading else "accepted")
        slip.course, self.next_course = self.next_course, Course.ORDINARY
        return self._add(slip)

    def exchange(self, order_id: str, change: OrderChange) -> Accepted | Refusal:
        """Put a changed order in the place of a working one, or refuse to."""
        old = self.box.numbered(order_id)
        if old is None:
            return unknown_order(order_id)
        if self.box.named(change.client_order_id):
            return name_taken()
        free_shares = self.holding(old.order.symbol).available_quantity
        refusal = refuse_change(old, change, free_cash=self._free_cash, free_shares=free_shares)
        return refusal or self._add(self._successor(old, change))

    def withdraw(self, order_id: str) -> None:
        """Cancel what is left of an order; one that has ended or is not there stays as it is."""
        if self.do_fills_win:
            self.step()
        slip = self.box.numbered(order_id)
        if slip and slip.is_open:
            slip.cancel()

    def step(self) -> None:
        """Take every open order one step further: expire it, or work on it while the market is open."""
        for slip in self.box.open():
            if slip.expires_at is not None and self.now() >= slip.expires_at:
                slip.stand(OrderStatus.EXPIRED, "expired")
            elif self._is_trading:
                self._work(slip)

    def holding(self, symbol: str) -> Holding:
        """Tell what is held of a symbol."""
        quantity = self.shares.get(symbol, ZERO)
        promised = self.box.held_shares(symbol)
        return Holding(
            symbol=symbol,
            quantity=quantity,
            available_quantity=quantity - promised,
            average_cost=average_cost(self.known_purchases(symbol)),
        )

    @property
    def equity(self) -> Decimal:
        """Count what the account is worth in US dollars; shares without a price count for nothing."""
        held = (quantity * self.prices.get(symbol, ZERO) for symbol, quantity in self.shares.items())
        return sum(held, self.cash)

    def known_purchases(self, symbol: str) -> Purchases:
        """List what is held of a symbol, the oldest first; what was there from the beginning has no price."""
        return known(self.purchases.get(symbol, ()), self.shares.get(symbol, ZERO))

    def instrument(self, symbol: str) -> Instrument | None:
        """Look an instrument up; a symbol with a price and no listing is an ordinary, fractionable stock."""
        if symbol in self.listed or symbol not in self.prices or not is_symbol(symbol):
            return self.listed.get(symbol)
        return Instrument(
            symbol=symbol,
            asset_id=f"asset-{symbol}",
            name=symbol,
            is_tradable=True,
            unit=QuantityUnit.FRACTIONAL,
        )

    def fresh_activity_id(self) -> str:
        """Name the next activity as the broker would: by its time, then by its number."""
        return f"{self.now():%Y%m%d%H%M%S}000::{len(self.happened) + 1:08d}"

    def _add(self, slip: Slip) -> Accepted:
        self.box.add(slip)
        return Accepted(slip.order)

    def _successor(self, old: Slip, change: OrderChange) -> Slip:
        """Make the order that takes another's place; its quantity is the total of both."""
        new = self._slip(changed(old.intent, change), "new")
        new.carried = old.traded
        new.order = replace(new.order, replaces=old.order.order_id)
        old.stand(OrderStatus.CANCELLED, "replaced")
        return new

    def _slip(self, intent: OrderIntent, broker_status: str) -> Slip:
        order = Order(
            order_id=self.box.fresh_id(),
            client_order_id=intent.client_order_id,
            symbol=intent.symbol,
            side=intent.side,
            quantity=intent.quantity,
            status=OrderStatus.OPEN,
            broker_status=broker_status,
            filled_quantity=ZERO,
            filled_average_price=None,
            notional=intent.notional,
            limit_price=intent.limit_price,
            submitted_at=self.now(),
        )
        expires_at = session_at(self.calendar, self.now()).closes_at if self.calendar else None
        return Slip(
            intent=intent, order=order, reference_price=self._reference_price(intent), expires_at=expires_at
        )

    def _standing(self, intent: OrderIntent) -> Standing:
        holding = self.holding(intent.symbol)
        return Standing(
            intent=intent,
            instrument=self.instrument(intent.symbol),
            price=self._reference_price(intent),
            held_shares=holding.quantity,
            free_shares=holding.available_quantity,
            free_cash=self._free_cash,
            others=self.box.open(intent.symbol),
            is_blocked=self.is_blocked,
        )

    @property
    def _free_cash(self) -> Decimal:
        return self.cash - self.box.held_cash()

    @property
    def _is_trading(self) -> bool:
        return self.is_open and (not self.calendar or is_open_at(self.calendar, self.now()))

    def _reference_price(self, intent: OrderIntent) -> Decimal:
        if intent.limit_price is not None:
            return intent.limit_price
        price = self.prices.get(intent.symbol, ZERO)
        return self.tape.far_side(price, intent.side) if self._is_trading else price

    def _work(self, slip: Slip) -> None:
        if slip.course is Course.REJECTED_LATER:
            slip.stand(OrderStatus.REJECTED, "rejected")
        if slip.order.broker_status in {"accepted", "pending_new"}:
            slip.stand(OrderStatus.OPEN, "new")
        if slip.order.broker_status != "pending_cancel" and slip.order.symbol not in self.halted:
            self._match(slip)

    def _match(self, slip: Slip) -> None:
        price = self.tape.far_side(self.prices[slip.order.symbol], slip.order.side)
        quantity = self._portion(slip, price)
        if quantity and slip.is_marketable_at(price):
            slip.trade(quantity, price)
            self._settle(slip.order, quantity, price)

    def _portion(self, slip: Slip, price: Decimal) -> Decimal:
        left = slip.left_at(price)
        if self.fill_fraction >= ONE:
            return left
        instrument = self.instrument(slip.order.symbol)
        step = instrument.unit.step if instrument else SHARE_STEP
        return min(left, round_down(shares_of(slip.intent, price) * self.fill_fraction, step))

    def _settle(self, order: Order, quantity: Decimal, price: Decimal) -> None:
        held = self.known_purchases(order.symbol)
        bought = quantity if order.side is Side.BUY else -quantity
        self.purchases[order.symbol] = (
            (*held, Purchase(quantity, price)) if order.side is Side.BUY else less(held, quantity)
        )
        self.cash -= bought * price
        self.shares[order.symbol] = self.shares.get(order.symbol, ZERO) + bought
        if not self.shares[order.symbol]:
            del self.shares[order.symbol]
        self.happened.append(
            Fill(
                activity_id=self.fresh_activity_id(),
                at=self.now(),
                symbol=order.symbol,
                side=order.side,
                quantity=quantity,
                price=price,
                order_id=order.order_id,
                is_last=order.status is OrderStatus.FILLED,
            )
        )
