"""A run against a broker that misbehaves at random: the loop of a worker, without any of its machinery."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from builders import NOON, control, instrument, leaving, leg, order, quote, run
from trimtab.domain.leg import IN_DOUBT, Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.order import Accepted, Order, OrderStatus, Refusal, SubmitOutcome, Unknown
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.trade import Side
from trimtab.execution.decide import AwaitFills, CancelLeg, Conclude, SealBuys, SendLeg, Step, decide
from trimtab.execution.journal import Change, first_event, record
from trimtab.execution.observe import is_lookup_due, take_absence, take_order, take_outcome
from trimtab.execution.seal import Purse, seal_buys

TICK: Final = timedelta(seconds=5)
PRICE: Final = Decimal(100)
MOST_TICKS: Final = 400
SYMBOLS: Final = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
ASLEEP: Final = 0.1
"""How many of the orders never move by themselves, so that only their cancellation ends them."""

LIVE: Final = {OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED}


@dataclass(slots=True)
class MoodyBroker:
    """Takes, refuses, loses and hides orders by chance; one order per id, and fills conserve cash."""

    chance: Random
    cash: Decimal
    orders: dict[str, Order] = field(default_factory=dict)
    hidden_lookups: dict[str, int] = field(default_factory=dict)
    asleep: set[str] = field(default_factory=set)
    lowest_cash: Decimal = ZERO
    sent: list[tuple[str, Side]] = field(default_factory=list)

    def submit(self, of: Leg) -> SubmitOutcome:
        """Take an order once; an answer may be lost, and an id that is taken is a doubt."""
        self.sent.append((of.client_order_id, of.side))
        mood = self.chance.choice(["take", "take", "take", "refuse", "lose", "drop"])
        if of.client_order_id in self.orders or mood == "drop":
            return Unknown("timed out")
        if mood == "refuse":
            return Refusal("not today")
        self.orders[of.client_order_id] = order(of)
        self.hidden_lookups[of.client_order_id] = self.chance.choice([0, 0, 1, 2])
        if self.chance.random() < ASLEEP:
            self.asleep.add(of.client_order_id)
        return Unknown("connection lost") if mood == "lose" else Accepted(order(of))

    def find(self, client_order_id: str) -> Order | None:
        """Show an order, after a while for some."""
        if self.hidden_lookups.get(client_order_id, 0) > 0:
            self.hidden_lookups[client_order_id] -= 1
            return None
        return self.orders.get(client_order_id)

    def work(self) -> None:
        """Let every live order fill, end or stay as it is."""
        awake = (known for name, known in self.orders.items() if name not in self.asleep)
        for known in [known for known in awake if known.status in LIVE]:
            mood = self.chance.choice(["stay", "stay", "part", "fill", "expire"])
            if mood == "part":
                self._fill(known, known.filled_quantity + (known.quantity - known.filled_quantity) / 2)
            elif mood == "fill":
                self._fill(known, known.quantity)
            elif mood == "expire":
                self._end(known, OrderStatus.EXPIRED)

    def cancel(self, client_order_id: str) -> None:
        """Cancel what is left of a live order."""
        known = self.orders[client_order_id]
        if known.status in LIVE:
            self._end(known, OrderStatus.CANCELLED)

    def _end(self, known: Order, status: OrderStatus) -> None:
        self.orders[known.client_order_id] = replace(known, status=status)

    def _fill(self, known: Order, filled: Decimal) -> None:
        value = (filled - known.filled_quantity) * PRICE
        self.cash += value if known.side is Side.SELL else -value
        self.lowest_cash = min(self.lowest_cash, self.cash)
        status = OrderStatus.FILLED if filled == known.quantity else OrderStatus.PARTIALLY_FILLED
        self.orders[known.client_order_id] = replace(
            known, status=status, filled_quantity=filled, filled_average_price=PRICE
        )


@dataclass(slots=True)
class Walk:
    """One run on its way, with everything it wrote down."""

    broker: MoodyBroker
    run: Run
    legs: tuple[Leg, ...]
    events: list[RunEvent]
    now: datetime = NOON
    endings: list[Conclude] = field(default_factory=list)

    @classmethod
    def begin(cls, seed: int, sells: int, buys: int) -> Walk:
        """Reserve a run of so many sells and buys, ten shares at 100 dollars each."""
        sides = [Side.SELL] * sells + [Side.BUY] * buys
        legs = tuple(
            leg(number, side, symbol=SYMBOLS[number - 1]) for number, side in enumerate(sides, start=1)
        )
        reserved, event = first_event(run(len(legs)), legs)
        chance = Random(seed)  # noqa: S311 - moods, not secrets
        return cls(MoodyBroker(chance, cash=Decimal(1_500)), reserved, legs, [event])

    def to_the_end(self) -> Walk:
        """Tick until the run has concluded, or for as long as a run may ever take."""
        for _ in range(MOST_TICKS):
            if self.endings:
                break
            self._tick()
        return self

    def _tick(self) -> None:
        self.now += TICK
        self.broker.work()
        self._look()
        step = decide(self.run, self.legs, control(), self.now)
        while not isinstance(step, AwaitFills | Conclude):
            self._act(step)
            step = decide(self.run, self.legs, control(), self.now)
        if isinstance(step, Conclude):
            self.endings.append(step)
            self._write(step)

    def _look(self) -> None:
        self.legs = tuple(self._seen(line) if is_lookup_due(line, self.now) else line for line in self.legs)

    def _seen(self, line: Leg) -> Leg:
        found = self.broker.find(line.client_order_id)
        if found:
            return take_order(line, found, self.now)
        return take_absence(line, self.now) if line.state in IN_DOUBT else line

    def _act(self, step: Step) -> None:
        match step:
            case SendLeg(number=number):
                going = leaving(self.legs[number - 1], self.now)
                self._put(take_outcome(going, self.broker.submit(going), self.now))
            case SealBuys():
                self._seal()
            case CancelLeg(number=number):
                line = self.legs[number - 1]
                self.broker.cancel(line.client_order_id)
                self._put(replace(line, cancel_requested_at=self.now))
        self._write(step)

    def _seal(self) -> None:
        planned = tuple(line for line in self.legs if line.state is LegState.PLANNED)
        purse = Purse(
            budget=self._budget(),
            quotes={symbol: quote(symbol, "100") for symbol in SYMBOLS},
            instruments={symbol: instrument(symbol) for symbol in SYMBOLS},
        )
        for line in seal_buys(planned, purse, self.now, all_or_nothing=False):
            self._put(line)

    def _budget(self) -> Decimal:
        return self.broker.cash

    def _put(self, changed: Leg) -> None:
        self.legs = tuple(changed if line.number == changed.number else line for line in self.legs)

    def _write(self, step: Step) -> None:
        ending = step.reason if isinstance(step, Conclude) else None
        change = Change(state=step.state, text=type(step).__name__, now=self.now, ending=ending)
        self.run, event = record(self.run, self.legs, change)
        self.events.append(event)


class SpendthriftWalk(Walk):
    """A walk with a planted fault: its buys are sealed from ten times the cash there is."""

    def _budget(self) -> Decimal:
        return 10 * self.broker.cash
