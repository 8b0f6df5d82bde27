"""A broker in virtual time: exact cash and shares, and an order's fate laid down before it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from builders import ACCOUNT
from simulation.book import WORKING, View, instrument_of, order_of, refusal_for
from simulation.faults import Fate
from simulation.stage import SECOND, Stage, at
from trimtab.domain.activity import AccountEntry, Activity, Fill, is_since
from trimtab.domain.holdings import Account, DailyBar, Holding, Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.intent import OrderIntent
from trimtab.domain.money import ZERO
from trimtab.domain.order import Accepted, MarketClock, Order, OrderStatus, Refusal
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side

SLIPPAGE: Final = Decimal("1.0005")
"""What a market buy pays in proportion to its quote; less than the planner keeps back."""

VOLUME: Final = Decimal(1_000_000)
"""How many shares of every symbol are traded in a day."""

MARGIN: Final = 2
"""How many times its cash an account may order for; whoever counts on that breaks I-04."""

UNLISTED_FOR: Final = 45 * SECOND
UNFOUND_FOR: Final = 200 * SECOND
"""How long after it left an order can be hidden: from lists for less, from a look-up by name for longer."""

PRICES_COME: Final = 5 * SECOND
"""How often an order with a limit meets a price."""

LAG: Final = 10 * SECOND
QUICKLY: Final = SECOND // 2
NIGHT: Final = timedelta(hours=17, minutes=30)


@dataclass(slots=True)
class Exchange:
    """One account.

    `views` are all its states so far with their times, the last one is true; `in_flight` orders are coming.
    """

    stage: Stage
    prices: dict[str, Decimal]
    fates: Mapping[str, Fate]
    closes_at: int
    view: View
    views: list[tuple[int, View]] = field(default_factory=list)
    arrived_at: dict[str, int] = field(default_factory=dict)
    in_flight: dict[str, int] = field(default_factory=dict)
    fate_of: dict[str, Fate] = field(default_factory=dict)
    raced: int = 0
    opens_at: int = 0
    _left_at: dict[str, int] = field(default_factory=dict)
    _age: int = 0
    _shown: View | None = None

    @property
    def environment(self) -> BrokerMode:
        """Tell that no real money moves."""
        return BrokerMode.PAPER

    @property
    def is_open(self) -> bool:
        """Tell whether the session goes on."""
        return self.opens_at <= self.stage.now < self.closes_at

    @property
    def openings(self) -> tuple[datetime, ...]:
        """List when it opens, today if it has not yet, and tomorrow."""
        today = (at(self.opens_at),) if self.opens_at else ()
        return (*today, at(self.closes_at) + NIGHT)

    @contextmanager
    def looking_back(self) -> Iterator[None]:
        """Show what was true ten seconds ago, and clocks and prices of longer ago."""
        older = (view for turned_at, view in reversed(self.views) if turned_at <= self.stage.now - LAG)
        self._age, self._shown = 90 * SECOND, next(older, self.views[0][1])
        try:
            yield
        finally:
            self._age, self._shown = 0, None

    @property
    def _now(self) -> datetime:
        return at(self.stage.now - self._age)

    @property
    def _seen(self) -> View:
        return self._shown or self.view

    def account(self) -> Account:
        """Read the cash, and what all of it is worth."""
        seen = self._seen
        worth = sum((seen.shares[symbol] * self.prices[symbol] for symbol in seen.shares), seen.cash)
        return Account(account_id=ACCOUNT, cash=seen.cash, equity=worth, is_blocked=False)

    def holdings(self) -> tuple[Holding, ...]:
        """Read the positions."""
        seen = self._seen
        return tuple(
            Holding(symbol=symbol, quantity=seen.shares[symbol], available_quantity=seen.free_shares(symbol))
            for symbol in sorted(seen.shares)
        )

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up; all are fractional."""
        return {symbol: instrument_of(symbol) for symbol in symbols if symbol in self.prices}

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read prices."""
        known = (symbol for symbol in symbols if symbol in self.prices)
        return {symbol: Quote(symbol=symbol, price=self.prices[symbol], as_of=self._now) for symbol in known}

    def daily_bars(
        self, symbols: tuple[str, ...], _first: date, last: date
    ) -> Mapping[str, tuple[DailyBar, ...]]:
        """Read past days: one, at today's prices, of a volume that bounds no order here."""
        known = (symbol for symbol in symbols if symbol in self.prices)
        return {symbol: (DailyBar(last, self.prices[symbol], VOLUME),) for symbol in known}

    def market_clock(self) -> MarketClock:
        """Read the session."""
        is_early, close = self.stage.now < self.opens_at, at(self.closes_at)
        opens = at(self.opens_at) if is_early else close + NIGHT
        ends = close if is_early or self.is_open else opens + timedelta(hours=6, minutes=30)
        return MarketClock(now=self._now, is_open=self.is_open, next_open=opens, next_close=ends)

    def open_orders(self) -> tuple[Order, ...]:
        """List what may still fill."""
        return tuple(order for order in self._visible() if order.status in WORKING)

    def orders_since(self, after: datetime) -> tuple[Order, ...]:
        """List what came after a moment."""
        return tuple(order for order in self._visible() if order.submitted_at and order.submitted_at > after)

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """List what has happened from a day on."""
        return tuple(each for each in self._seen.activities if since is None or is_since(each, since))

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id."""
        is_hidden = self._left_at.get(client_order_id, -UNFOUND_FOR) + UNFOUND_FOR > self.stage.now
        return None if is_hidden else self._seen.orders.get(client_order_id)

    def is_listed(self, name: str) -> bool:
        """Tell whether lists show an order."""
        return self._left_at.get(name, -UNLISTED_FOR) + UNLISTED_FOR <= self.stage.now

    def _visible(self) -> list[Order]:
        return [order for name, order in self._seen.orders.items() if self.is_listed(name)]

    def receive(self, intent: OrderIntent) -> Accepted | Refusal:
        """Take an order or refuse it; a repeat is the order that is there."""
        known = self.view.orders.get(intent.client_order_id)
        if known:
            same = (known.symbol, known.side, known.quantity) == (intent.symbol, intent.side, intent.quantity)
            return Accepted(known) if same else refusal_for(ReasonCode.CLIENT_ID_TAKEN)
        refusal = self._refuse(intent)
        if refusal:
            return refusal
        order = self._put(order_of(intent, len(self.view.orders) + 1, self.stage.time))
        self._lay_down(order)
        return Accepted(order)

    def cancel(self, order_id: str) -> None:
        """Begin to cancel what is left of an order; fills may come first."""
        order = self.view.order_numbered(order_id)
        if order is None:
            return
        name, fate = order.client_order_id, self.fate_of.get(order.client_order_id)
        if fate is Fate.RACE and order.status in WORKING:
            self.raced += 1
            self.stage.after(QUICKLY, lambda: self.fill(name, 1))
        elif fate is not Fate.STUCK:
            self.stage.after(QUICKLY, lambda: self.end(name, OrderStatus.CANCELLED))

    def fill(self, name: str, part: int) -> None:
        """Fill a part of what is left of an order, if it and the market are open, once its limit is met."""
        order = self.view.orders[name]
        if order.status not in WORKING or not self.is_open:
            return
        price = self._price(order.symbol, order.side)
        if not _is_met(order, price):
            self.stage.after(PRICES_COME, lambda: self.fill(name, part), is_background=True)
            return
        left = order.quantity - order.filled_quantity
        quantity = left / part
        filled = order.filled_quantity + quantity
        spent = order.filled_quantity * (order.filled_average_price or ZERO) + quantity * price
        status = OrderStatus.FILLED if quantity == left else OrderStatus.PARTIALLY_FILLED
        done = replace(order, status=status, broker_status=status.value, filled_quantity=filled)
        done = replace(done, filled_average_price=spent / filled)
        view = self._traded(order.symbol, order.side, quantity, order.order_id)
        self._turn(replace(view, orders={**view.orders, name: done}))

    def end(self, name: str, status: OrderStatus) -> None:
        """End an order that is open."""
        order = self.view.orders[name]
        if order.status in WORKING:
            self._put(replace(order, status=status, broker_status=status.value))

    def close_session(self) -> None:
        """End the day: what is open expires."""
        for order in tuple(self.view.orders.values()):
            self.end(order.client_order_id, OrderStatus.EXPIRED)

    def pay_out(self, cash: Decimal) -> None:
        """Let the owner take cash out."""
        entry = AccountEntry(
            activity_id=self._fresh_id(),
            day=self.stage.time.date(),
            kind="CSW",
            detail="",
            status="executed",
            net_amount=-cash,
            at=self.stage.time,
        )
        view = self.view
        self._turn(replace(view, cash=view.cash - cash, activities=(*view.activities, entry)))

    def trade(self, symbol: str, side: Side, quantity: Decimal) -> None:
        """Let somebody else trade at today's price."""
        self._turn(self._traded(symbol, side, quantity, "foreign"))

    def worst_cost(self) -> Decimal:
        """Add up what the open buys may still cost: at their limits, or at today's prices."""
        buys = self.view.working(Side.BUY)
        return sum((left * (order.limit_price or self.prices[order.symbol]) for order, left in buys), ZERO)

    def _refuse(self, intent: OrderIntent) -> Refusal | None:
        if intent.side is Side.SELL:
            is_covered = intent.quantity <= self.view.free_shares(intent.symbol)
            return None if is_covered else refusal_for(ReasonCode.INSUFFICIENT_SHARES)
        cost = intent.quantity * (intent.limit_price or self.prices[intent.symbol]) + self.worst_cost()
        return None if cost <= MARGIN * self.view.cash else refusal_for(ReasonCode.INSUFFICIENT_BUYING_POWER)

    def _lay_down(self, order: Order) -> None:
        name = order.client_order_id
        fate = self.fates.get(order.symbol, Fate.FILL)
        self.fate_of[name], self.arrived_at[name] = fate, self.stage.now
        if fate is Fate.HIDDEN:
            self._left_at[name] = self.in_flight.get(name, self.stage.now)
        if fate is Fate.RESTING and order.limit_price is None:
            self.stage.after(SECOND, lambda: self.fill(name, 1))
        if fate in {Fate.FILL, Fate.HIDDEN, Fate.IN_PARTS, Fate.PARTIAL, Fate.RACE}:
            part = 1 if fate in {Fate.FILL, Fate.HIDDEN} else 2
            # Late enough that an old read knows the order, and not yet its first part.
            soon = 18 * SECOND if fate is Fate.IN_PARTS else SECOND
            self.stage.after(soon, lambda: self.fill(name, part))
        if fate in {Fate.SLOWLY, Fate.IN_PARTS}:
            self.stage.after(30 * SECOND, lambda: self.fill(name, 1))
        if fate is Fate.REJECT:
            self.stage.after(SECOND, lambda: self.end(name, OrderStatus.REJECTED))

    def _price(self, symbol: str, side: Side) -> Decimal:
        return self.prices[symbol] * (SLIPPAGE if side is Side.BUY else 1)

    def _traded(self, symbol: str, side: Side, quantity: Decimal, order_id: str) -> View:
        view, price = self.view, self._price(symbol, side)
        bought = quantity if side is Side.BUY else -quantity
        fill = Fill(
            activity_id=self._fresh_id(),
            at=self.stage.time,
            symbol=symbol,
            side=side,
            quantity=quantity,
            price=price,
            order_id=order_id,
            is_last=False,
        )
        shares = {**view.shares, symbol: view.shares.get(symbol, ZERO) + bought}
        held = {name: count for name, count in shares.items() if count}
        return View(view.cash - bought * price, held, view.orders, (*view.activities, fill))

    def _put(self, order: Order) -> Order:
        self._turn(replace(self.view, orders={**self.view.orders, order.client_order_id: order}))
        return order

    def _fresh_id(self) -> str:
        return f"{len(self.view.activities) + 1:08d}"

    def _turn(self, view: View) -> None:
        self.view = view
        self.views.append((self.stage.now, view))


def _is_met(order: Order, price: Decimal) -> bool:
    limit = order.limit_price
    return limit is None or (price <= limit if order.side is Side.BUY else price >= limit)
