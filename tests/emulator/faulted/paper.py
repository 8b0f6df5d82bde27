"""The paper broker's account as the rules of the simulator look at one: real orders, exact cash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import requests

from paperbroker.book.orders import OrderQuery
from paperbroker.desk.steps import advance_orders
from paperbroker.faults.faults import read_fault
from paperbroker.server import Broker as PaperBroker
from paperbroker.web.render_order import render_order
from simulation.book import View
from simulation.exchange import Exchange
from simulation.faults import Fate, Mode
from simulation.shapes import Shape, prices
from simulation.stage import SECOND, START, Stage
from simulation.world import SESSION
from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials
from trimtab.adapters.alpaca.broker import AccountMemory
from trimtab.adapters.alpaca.order_mapping import read_order
from trimtab.adapters.alpaca.patience import Patience
from trimtab.adapters.alpaca.rate import Now
from trimtab.domain.intent import OrderIntent
from trimtab.domain.money import CENT, round_down
from trimtab.domain.order import MarketClock, SubmitOutcome
from trimtab.domain.trade import Side

KEY: Final = "faulted"
SECRET: Final = "faulted-secret"
SPREAD: Final = "10"
"""Basis points; a buy pays half of them more than its quote, as in the simulator."""

MOST_ORDERS: Final = 500
LOOKS: Final = 12
"""So many looks fill every order that fills at all."""

_PATIENCE: Final = Patience(pause_seconds=Decimal("0.001"))
_SLOWLY: Final = {"fault": "late_fill", "looks": 9}
_NEVER: Final = {"fault": "late_fill", "looks": 1_000_000}
COURSES: Final[Mapping[Fate, tuple[Mapping[str, object], ...]]] = MappingProxyType(
    {
        Fate.SLOWLY: (_SLOWLY,),
        Fate.IN_PARTS: (_SLOWLY,),
        Fate.PARTIAL: ({"fault": "partial_then_nothing"},),
        Fate.SILENT: (_NEVER,),
        Fate.RACE: (_NEVER,),
        Fate.REJECT: ({"fault": "reject_after_accept"},),
        Fate.STUCK: (_NEVER, {"fault": "stuck_pending_cancel"}),
    }
)
"""What the broker is told of a fate; it has no order that fills in parts by the clock."""

_AFTER: Final = {"fault": "drop", "before": False}
_BEFORE: Final = {"fault": "status", "status": 503}
_LOST: Final = {"fault": "lose_next"}
_THROTTLED: Final = {"fault": "throttle", "reset_seconds": 20}
_REFUSED: Final = {
    "fault": "status",
    "status": 403,
    "code": 40310000,
    "message": "not today",
    "match": "POST /v2/orders",
}
STRIKES: Final[Mapping[Mode, Mapping[str, object]]] = MappingProxyType(
    {
        Mode.ERR: _BEFORE,
        Mode.LOST: _AFTER,
        Mode.SLOW: _AFTER,
        Mode.THROTTLE: _THROTTLED,
        Mode.REFUSE: _REFUSED,
    }
)
"""What strikes a request; an answer that comes too late and one that never comes are the same to a reader."""

TRIES: Final = _PATIENCE.tries
_NOT_STRUCK: Final = 1_000_000


class _Prices(dict[str, Decimal]):
    """Prices that the broker is told of."""

    def __init__(self, known: Mapping[str, Decimal], tell: Callable[[str, object], None]) -> None:
        super().__init__(known)
        self._tell = tell

    def __setitem__(self, symbol: str, price: Decimal) -> None:
        cents = round_down(price, CENT)
        self._tell("prices", {symbol: str(cents)})
        super().__setitem__(symbol, cents)


class PaperExchange(Exchange):
    """The one account; `view` is read from the broker's own book after each request."""

    def __init__(self, stage: Stage, paper: PaperBroker, shape: Shape, fates: Mapping[str, Fate]) -> None:
        held = {symbol: Decimal(quantity) for symbol, quantity in shape.held.items()}
        self._paper = paper
        self._open(shape, held)
        view = View(Decimal(shape.cash), held)
        known = _Prices(prices(), self.control)
        super().__init__(stage, known, {**shape.fates, **fates}, SESSION, view, [(0, view)])
        self.opening = view
        self._seen_before: dict[tuple[str, tuple[object, ...]], Any] = {}
        self._foreign = 0
        self._looked_at = -1
        for symbol, fate in self.fates.items():
            for course in COURSES.get(fate, ()):
                self._add_fault({**course, "symbol": symbol, "count": _NOT_STRUCK})
        if Fate.RACE in self.fates.values():
            self.control("cancels", {"fill_wins": True})

    def control(self, route: str, body: object) -> None:
        """Tell the broker how to behave."""
        requests.post(f"{self._paper.url}/_control/{route}", json=body, timeout=5).raise_for_status()

    def _open(self, shape: Shape, held: Mapping[str, Decimal]) -> None:
        positions = {
            symbol: {"qty": str(quantity), "avg_entry_price": "10"} for symbol, quantity in held.items()
        }
        account = {"key": KEY, "secret": SECRET, "cash": shape.cash, "positions": positions}
        known = {symbol: str(price) for symbol, price in prices().items()}
        assets = [{"symbol": symbol, "name": symbol} for symbol in known]
        body = {
            "accounts": [account],
            "prices": known,
            "assets": assets,
            "spread_bps": SPREAD,
            "rate_limit": 100_000,
        }
        self.control("reset", body)
        self.control("clock", {"open": None})

    def connect(self, memory: AccountMemory, now: Now | None = None) -> AlpacaBroker:
        """Open the account as a worker does, whose clock may be wrong."""
        host = self._paper.url
        keys = AlpacaCredentials(key_id=KEY, secret_key=SECRET, base_url=host, data_url=host)
        clock = now or (lambda: self.stage.time)
        return AlpacaBroker(keys, patience=_PATIENCE, memory=memory, monotonic=self.monotonic, now=clock)

    def monotonic(self) -> int:
        """Tell the virtual time in nanoseconds."""
        return self.stage.now * 1_000

    def fresh_memory(self) -> AccountMemory:
        """Start a process that knows nothing of the account."""
        return AccountMemory.fresh(self.monotonic, lambda: self.stage.time)

    def look(self) -> None:
        """Read the account from the broker's book, if that has changed; nothing moves by it."""
        book = self._paper.exchange.book
        changes = book._connection.total_changes  # noqa: SLF001 - most requests only read, and this is what tells
        if changes == self._looked_at:
            return
        self._looked_at = changes
        wanted = OrderQuery(is_ascending=True, limit=MOST_ORDERS)
        orders = [read_order(render_order(order)) for order in book.orders.select(KEY, wanted)]
        ledger = book.ledger(KEY)
        held = {symbol: ledger.quantity(symbol) for symbol in ledger.lots}
        shares = {symbol: quantity for symbol, quantity in held.items() if quantity}
        seen = View(ledger.cash, shares, {order.client_order_id: order for order in orders})
        if seen != self.view:
            self.view = seen
            self.views.append((self.stage.now, seen))

    def market_clock(self) -> MarketClock:
        """Read the session from the broker's own clock."""
        clock = self._paper.exchange.clock
        opens, closes = clock.upcoming()
        return MarketClock(now=clock.now(), is_open=clock.is_open, next_open=opens, next_close=closes)

    def strike(self, fault: Mapping[str, object], count: int = 1) -> None:
        """Let a fault strike the next requests."""
        self._add_fault({**fault, "count": count})

    def relent(self) -> None:
        """Forget the faults of requests; orders keep their course."""
        self._paper.faults._waiting.clear()  # noqa: SLF001 - the control route forgets the courses of orders, too

    def _add_fault(self, body: Mapping[str, object]) -> None:
        self._paper.faults.add(*read_fault(dict(body)))

    def remembering(self, method: str, given: tuple[object, ...], answer: Any) -> Any:
        """Keep an answer as what a stale read shows later."""
        self._seen_before[method, given] = answer
        return answer

    def recall(self, method: str, given: tuple[object, ...], act: Callable[[], Any]) -> Any:
        """Show what an equal read has shown before, or what is true now."""
        known = self._seen_before.get((method, given))
        return act() if known is None else known

    def without_hidden(self, method: str, answer: Any) -> Any:
        """Hide orders of the fate HIDDEN for a while: from look-ups by name longer than from lists."""
        if method == "find":
            return None if answer and self.is_unfound(answer.client_order_id) else answer
        if method in {"open_orders", "orders_since"}:
            return tuple(order for order in answer if self.is_listed(order.client_order_id))
        return answer

    def is_unfound(self, name: str) -> bool:
        """Tell whether a look-up by name still misses an order."""
        return super().find(name) is None

    def send(self, broker: AlpacaBroker, intent: OrderIntent, not_after: datetime | None) -> SubmitOutcome:
        """Send an order over the real wire, and note when it came."""
        outcome = broker.submit(intent, not_after)
        self.look()
        name = intent.client_order_id
        if name in self.view.orders and name not in self.arrived_at:
            self._arrived(name, intent.symbol)
        return outcome

    def _arrived(self, name: str, symbol: str) -> None:
        fate = self.fates.get(symbol, Fate.FILL)
        self.arrived_at[name], self.fate_of[name] = self.stage.now, fate
        if fate is Fate.HIDDEN:
            self._left_at[name] = self.in_flight.get(name, self.stage.now)
        wait = 30 * SECOND if fate in {Fate.SLOWLY, Fate.IN_PARTS} else SECOND
        self.stage.after(wait, self.move_on, is_background=fate in {Fate.SILENT, Fate.STUCK, Fate.RACE})

    def move_on(self) -> None:
        """Let the broker work by itself: it trades whether anybody looks or not."""
        exchange = self._paper.exchange
        account = exchange.book.accounts.by_key(KEY)
        assert account
        for _ in range(LOOKS):
            if exchange.book.orders.open_of(KEY):
                with exchange.book.transaction():
                    advance_orders(exchange, account)
        self.look()

    def pay_out(self, cash: Decimal) -> None:
        """Let the owner take cash out."""
        amount = round_down(cash, CENT)
        self.control("cash", {"key": KEY, "amount": str(-amount), "activity_type": "CSW"})
        self.look()

    def trade(self, symbol: str, side: Side, quantity: Decimal) -> None:
        """Let somebody else trade: an order of another name, looked at until it is filled."""
        self._foreign += 1
        body = {
            "symbol": symbol,
            "side": side.value.lower(),
            "type": "market",
            "time_in_force": "day",
            "qty": str(round_down(quantity, Decimal("1e-9"))),
            "client_order_id": f"foreign-{self._foreign}",
        }
        requests.post(f"{self._paper.url}/v2/orders", json=body, headers=_HEADERS, timeout=5)
        self.move_on()

    def close_session(self) -> None:
        """Leave the end of the session to the broker's calendar."""

    def listed_orders(self) -> View:
        """Read what the broker lists in the end, over the wire."""
        self.relent()
        broker = self.connect(self.fresh_memory())
        orders = broker.orders_since(START - timedelta(days=1))
        self.look()
        return View(self.view.cash, self.view.shares, {order.client_order_id: order for order in orders})


_HEADERS: Final = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
