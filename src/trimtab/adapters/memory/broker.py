"""A broker in memory: exact, deterministic, and as unreliable as a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.holdings import Account, Holding, Quote
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.intent import OrderIntent
from trimtab.domain.money import ONE, ZERO, round_down, to_text
from trimtab.domain.order import Accepted, MarketClock, Order, OrderStatus, Refusal, SubmitOutcome, Unknown
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side

_SHARE_STEP: Final = Decimal("1e-9")
_WORKING: Final = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})


@dataclass(slots=True)
class _Slip:
    """An order as it was sent and as it stands."""

    intent: OrderIntent
    order: Order

    @property
    def left(self) -> Decimal:
        """Shares that may still fill."""
        return self.order.quantity - self.order.filled_quantity if self.order.status in _WORKING else ZERO

    def left_of(self, symbol: str, side: Side) -> Decimal:
        """Shares that may still fill, if the order is for this symbol and side."""
        return self.left if (self.order.symbol, self.order.side) == (symbol, side) else ZERO


@dataclass(slots=True, kw_only=True)
class MemoryBroker:
    """One paper account; every look at account, positions or orders takes open orders one step further.

    A step fills `fill_fraction` of the ordered shares at the current price, if the market is open and the
    price is within the order's limit. `sent` holds every intent that was submitted, taken or not.
    """

    cash: Decimal
    prices: dict[str, Decimal]
    now: Callable[[], datetime]
    shares: dict[str, Decimal] = field(default_factory=dict)
    listed: dict[str, Instrument] = field(default_factory=dict)
    account_id: str = "memory-account"
    is_open: bool = True
    is_down: bool = False
    is_blocked: bool = False
    session_left: timedelta = timedelta(hours=4)
    fill_fraction: Decimal = ONE
    sent: list[OrderIntent] = field(default_factory=list)
    _slips: dict[str, _Slip] = field(default_factory=dict)
    _next_refusal: str | None = None
    _next_loss: bool | None = None

    def lose_next_submit(self, *, after_taking: bool) -> None:
        """Let the next submit get no answer, with the order taken or not."""
        self._next_loss = after_taking

    def refuse_next(self, text: str) -> None:
        """Let the next submit be refused with this text."""
        self._next_refusal = text

    @property
    def environment(self) -> BrokerMode:
        """Tell that no real money moves."""
        return BrokerMode.PAPER

    def account(self) -> Account:
        """Read cash and whether the account may trade."""
        self._step("the account")
        return Account(account_id=self.account_id, cash=self.cash, is_blocked=self.is_blocked)

    def holdings(self) -> tuple[Holding, ...]:
        """Read every position, in symbol order."""
        self._step("the positions")
        return tuple(self._holding(symbol) for symbol in sorted(self.shares))

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up; a symbol with a price and no listing is an ordinary, fractionable stock."""
        self._require_up("instruments")
        return {symbol: self._instrument(symbol) for symbol in symbols if self._knows(symbol)}

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read current prices."""
        self._require_up("prices")
        known = (symbol for symbol in symbols if symbol in self.prices)
        return {symbol: Quote(symbol=symbol, price=self.prices[symbol], as_of=self.now()) for symbol in known}

    def market_clock(self) -> MarketClock:
        """Read the session; it changes `session_left` from now, however often that is asked."""
        self._require_up("the market clock")
        change, later = self.now() + self.session_left, self.now() + self.session_left + timedelta(hours=6)
        next_open, next_close = (later, change) if self.is_open else (change, later)
        return MarketClock(now=self.now(), is_open=self.is_open, next_open=next_open, next_close=next_close)

    def open_orders(self) -> tuple[Order, ...]:
        """List the orders that may still fill."""
        self._step("the open orders")
        return tuple(slip.order for slip in self._slips.values() if slip.order.status in _WORKING)

    def submit(self, intent: OrderIntent) -> SubmitOutcome:
        """Take an order, refuse it, or leave the caller in doubt."""
        self.sent.append(intent)
        is_lost, self._next_loss = self._next_loss, None
        if self.is_down or is_lost is False:
            return Unknown("no answer")
        outcome = self._receive(intent)
        return Unknown("no answer") if is_lost else outcome

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id."""
        self._step(f"order {client_order_id}")
        slip = self._slips.get(client_order_id)
        return slip.order if slip else None

    def cancel(self, order_id: str) -> None:
        """Cancel what is left of an order; one that has ended or is not there is no error."""
        self._require_up(f"the cancellation of order {order_id}")
        for slip in self._slips.values():
            if slip.order.order_id == order_id and slip.left:
                slip.order = replace(slip.order, status=OrderStatus.CANCELLED, broker_status="canceled")

    def _receive(self, intent: OrderIntent) -> SubmitOutcome:
        if intent.client_order_id in self._slips:
            return Unknown("client_order_id must be unique")
        refusal, self._next_refusal = self._next_refusal or self._objection(intent), None
        if refusal:
            return Refusal(refusal)
        order = self._new_order(intent)
        self._slips[intent.client_order_id] = _Slip(intent, order)
        return Accepted(order)

    def _new_order(self, intent: OrderIntent) -> Order:
        return Order(
            order_id=f"order-{len(self._slips) + 1}",
            client_order_id=intent.client_order_id,
            symbol=intent.symbol,
            side=intent.side,
            quantity=round_down(intent.quantity, _SHARE_STEP),
            status=OrderStatus.OPEN,
            broker_status="pending_new" if self.is_open else "accepted",
            filled_quantity=ZERO,
            filled_average_price=None,
        )

    def _objection(self, intent: OrderIntent) -> str | None:
        if intent.symbol not in self.prices:
            return f'asset "{intent.symbol}" not found'
        if not self._instrument(intent.symbol).is_tradable:
            return f'asset "{intent.symbol}" is not tradable'
        if self._instrument(intent.symbol).unit is QuantityUnit.WHOLE and intent.quantity % 1:
            return f'asset "{intent.symbol}" is not fractionable'
        return self._overselling(intent) if intent.side is Side.SELL else self._overspending(intent)

    def _overselling(self, intent: OrderIntent) -> str | None:
        available = self._holding(intent.symbol).available_quantity
        if intent.quantity <= available:
            return None
        requested = to_text(intent.quantity)
        return (
            f"insufficient qty available for order (requested: {requested}, available: {to_text(available)})"
        )

    def _overspending(self, intent: OrderIntent) -> str | None:
        promised = sum((slip.left * self._worst_price(slip.intent) for slip in self._open_buys()), ZERO)
        is_covered = intent.quantity * self._worst_price(intent) <= self.cash - promised
        return None if is_covered else "insufficient buying power"

    def _open_buys(self) -> list[_Slip]:
        return [slip for slip in self._slips.values() if slip.intent.side is Side.BUY]

    def _worst_price(self, intent: OrderIntent) -> Decimal:
        return self.prices[intent.symbol] if intent.limit_price is None else intent.limit_price

    def _holding(self, symbol: str) -> Holding:
        quantity = self.shares.get(symbol, ZERO)
        promised = sum((slip.left_of(symbol, Side.SELL) for slip in self._slips.values()), ZERO)
        return Holding(symbol=symbol, quantity=quantity, available_quantity=quantity - promised)

    def _knows(self, symbol: str) -> bool:
        return symbol in self.listed or symbol in self.prices

    def _instrument(self, symbol: str) -> Instrument:
        ordinary = Instrument(
            symbol=symbol,
            asset_id=f"asset-{symbol}",
            name=symbol,
            is_tradable=True,
            unit=QuantityUnit.FRACTIONAL,
        )
        return self.listed.get(symbol, ordinary)

    def _require_up(self, what: str) -> None:
        if self.is_down:
            text = f"The broker gave no usable answer for {what}: it is down. Try again in a minute."
            raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, text)

    def _step(self, what: str) -> None:
        self._require_up(what)
        for slip in self._slips.values():
            if self.is_open and slip.left and self._is_marketable(slip.intent):
                self._fill(slip)

    def _is_marketable(self, intent: OrderIntent) -> bool:
        price = self.prices[intent.symbol]
        if intent.limit_price is None:
            return True
        return price <= intent.limit_price if intent.side is Side.BUY else price >= intent.limit_price

    def _fill(self, slip: _Slip) -> None:
        step = self._instrument(slip.order.symbol).unit.step if self.fill_fraction < ONE else _SHARE_STEP
        quantity = min(slip.left, round_down(slip.order.quantity * self.fill_fraction, step))
        if quantity:
            price = self.prices[slip.order.symbol]
            slip.order = _filled(slip.order, quantity, price)
            self._settle(slip.order, quantity, price)

    def _settle(self, order: Order, quantity: Decimal, price: Decimal) -> None:
        bought = quantity if order.side is Side.BUY else -quantity
        self.cash -= bought * price
        self.shares[order.symbol] = self.shares.get(order.symbol, ZERO) + bought
        if not self.shares[order.symbol]:
            del self.shares[order.symbol]


def _filled(order: Order, quantity: Decimal, price: Decimal) -> Order:
    filled = order.filled_quantity + quantity
    spent = order.filled_quantity * (order.filled_average_price or ZERO) + quantity * price
    is_complete = filled == order.quantity
    return replace(
        order,
        status=OrderStatus.FILLED if is_complete else OrderStatus.PARTIALLY_FILLED,
        broker_status="filled" if is_complete else "partially_filled",
        filled_quantity=filled,
        filled_average_price=spent / filled,
    )


@dataclass(frozen=True, slots=True)
class MemoryBrokers:
    """Brokers by the uid of the person they are linked to."""

    linked: Mapping[str, MemoryBroker]

    def of(self, uid: str) -> MemoryBroker:
        """Open the account linked to a person. Raises RefusedError when none is linked."""
        if uid not in self.linked:
            text = "No brokerage account is linked to you; link one first."
            raise RefusedError(ReasonCode.NO_BROKER_LINKED, text)
        return self.linked[uid]
