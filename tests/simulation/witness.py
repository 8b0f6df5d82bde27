"""Sees every stored step and every order, applies the rules at once, and counts what was visited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from simulation.exchange import Exchange
from simulation.invariants import ARRIVAL_RULES, COMMIT_RULES, POST_RULES, Arrival, Post, Stop
from simulation.ledger import Commit, Ledger
from simulation.stage import SECOND, Stage, current_actor
from trimtab.domain.holdings import Quote
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import WORKING, Leg, LegState
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState

if TYPE_CHECKING:
    from trimtab.ports import RunRecord

Facts = TypeVar("Facts")

CALM_AFTER: Final = 120 * SECOND
"""How long after somebody else changed the account orders may still rely on what was before."""

LEARNT_WITHIN: Final = 150 * SECOND
"""A worker lists orders at the beginning of its tick; after that it holds the run for a lease at most."""

_SELLING: Final = {RunState.SELLING, RunState.SELLS_OPEN}
_FORBIDDEN: Final = {
    TradingMode.ACTIVE: frozenset[Side](),
    TradingMode.REDUCE_ONLY: frozenset({Side.BUY}),
    TradingMode.HALTED: frozenset(Side),
}


class Witness:
    """What was seen: violations in order, requests by time, and how often each rare state came up."""

    def __init__(self, stage: Stage) -> None:
        self.violations: list[str] = []
        self.sometimes: Counter[str] = Counter()
        self.requests: list[int] = []
        self.posts: list[tuple[int, str]] = []
        self.stops: list[Stop] = []
        self.disturbed_at = -CALM_AFTER
        self.is_restored = False
        self._stage = stage
        self._fences: dict[str, int] = {}
        self._priced: dict[tuple[str, str], datetime] = {}
        self._holders: dict[tuple[str, int], str] = {}
        self.exchange: Exchange
        self.ledger: Ledger

    def blame(self, rule: str, text: str) -> None:
        """Note a violation."""
        self.violations.append(f"{rule} at {self._stage.time:%H:%M:%S.%f}: {text}")

    def committed(self, commit: Commit) -> None:
        """Check a stored step."""
        self._apply(COMMIT_RULES, commit)
        run, actor = commit.after.run, current_actor()
        if commit.before is not None:
            self._check_holder(commit, actor.name if actor else "")
        self._fences[actor.name if actor else ""] = run.fence
        self._count_step(commit)

    def _check_holder(self, commit: Commit, name: str) -> None:
        run = commit.after.run
        holder = self._holders.setdefault((run.run_id, run.fence), name)
        if holder != name and name and not self.is_restored and not run.is_final:
            self.blame("i_21_one_holder", f"{name} and {holder} both moved it under fence {run.fence}")

    def _count_step(self, commit: Commit) -> None:
        old, new = commit.before, commit.after
        if old and old.run.lease and new.run.fence > old.run.fence:
            self.sometimes["takeover"] += 1
        if new.run.state is RunState.NEEDS_OPERATOR:
            self.sometimes["parked"] += 1
        if commit.event.text.startswith("Orders the ledger did not know"):
            self.sometimes["adopted"] += 1
        if commit.event.text.startswith("The tick failed"):
            self.blame("x_no_defect", commit.event.text)
        for before, after in zip(old.legs, new.legs, strict=False) if old else ():
            if before.state is not after.state:
                self._count_move(before, after)

    def _count_move(self, before: Leg, after: Leg) -> None:
        if before.state is LegState.UNKNOWN and after.state in WORKING | {LegState.FILLED}:
            self.sometimes["UNKNOWN->ACKED"] += 1
        if before.state is LegState.UNKNOWN and after.state is LegState.INTENT:
            self.sometimes["believed absent"] += 1
        if after.state is LegState.SENDING and after.attempts > 1:
            self.sometimes["sent again"] += 1
        if after.state is LegState.CANCELLED and after.filled_quantity:
            self.sometimes["cancelled with a part filled"] += 1

    def priced(self, quotes: Iterable[Quote]) -> None:
        """Remember of when the prices are that an actor has seen."""
        actor = current_actor()
        for quote in quotes if actor else ():
            self._priced[actor.name, quote.symbol] = quote.as_of

    def posted(self, intent: OrderIntent) -> None:
        """Check an order that leaves now."""
        actor = current_actor()
        name, order_id = (actor.name if actor else ""), intent.client_order_id
        self.posts.append((self._stage.now, order_id))
        post = Post(
            at=self._stage.time,
            intent=intent,
            record=self._record_of(order_id),
            sender_fence=self._fences.get(name, 0),
            market=self.exchange.market_clock(),
            stops=tuple(self.stops),
            priced_at=self._priced.get((name, intent.symbol)),
            is_known=self._is_known(order_id),
            is_restored=self.is_restored,
        )
        self._apply(POST_RULES, post)

    def _is_known(self, order_id: str) -> bool:
        """Tell whether an order has come or is coming; a ledger that was set back learns it from lists."""
        exchange = self.exchange
        if self.is_restored:
            arrived_at = exchange.arrived_at.get(order_id, self._stage.now)
            return self._stage.now - arrived_at > LEARNT_WITHIN
        return order_id in exchange.in_flight or order_id in exchange.view.orders

    def _record_of(self, order_id: str) -> RunRecord | None:
        records = self.ledger.records.values()
        return next(
            (record for record in records for leg in record.legs if leg.client_order_id == order_id), None
        )

    def arrived(self, intent: OrderIntent, *, is_late: bool) -> None:
        """Check an order that has reached the broker."""
        if is_late:
            self.sometimes["late order"] += 1
        exchange = self.exchange
        is_calm = self._stage.now - self.disturbed_at > CALM_AFTER and not self.is_restored
        if is_calm and intent.client_order_id not in exchange.view.orders:
            price, promised = exchange.prices[intent.symbol], exchange.worst_cost()
            arrival = Arrival(intent=intent, view=exchange.view, price=price, open_buys=promised)
            self._apply(ARRIVAL_RULES, arrival)

    def turned(self, state: TradingState, run_id: str | None) -> None:
        """Note what is forbidden from now on, to one run or to all."""
        sides = _FORBIDDEN[state.mode]
        if state.mode is TradingMode.REDUCE_ONLY:
            self._allow_sells()
        if sides:
            self.stops.append(Stop(at=self._stage.time, sides=sides, run_id=run_id))
        selling = any(record.run.state in _SELLING for record in self.ledger.records.values())
        if Side.SELL in sides and selling and run_id is None:
            self.sometimes["kill mid-sell"] += 1

    def _allow_sells(self) -> None:
        """Take a halt of everybody as lifted for sells: its operator has said so."""
        self.stops = [
            stop if stop.run_id else replace(stop, sides=stop.sides - {Side.SELL}) for stop in self.stops
        ]

    def _apply(self, rules: Iterable[Callable[[Facts], str]], facts: Facts) -> None:
        for rule in rules:
            text = rule(facts)
            if text:
                self.blame(getattr(rule, "__name__", ""), text)
