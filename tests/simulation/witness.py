"""Sees every stored step and every order, applies the rules at once, and counts what was visited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from simulation.exchange import Exchange
from simulation.invariants import ARRIVAL_RULES, POST_RULES, Arrival, Post, Stop
from simulation.ledger import Commit, Ledger
from simulation.stage import SECOND, Stage, current_actor
from simulation.steps import COMMIT_RULES
from trimtab.domain.holdings import Quote
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import WORKING, Leg, LegState
from trimtab.domain.run import RUN_FORM, RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState

if TYPE_CHECKING:
    from trimtab.ports import RunRecord

Facts = TypeVar("Facts")

CALM_AFTER: Final = 120 * SECOND
"""How long after somebody else changed the account orders may still rely on what was before."""

WAITED_FOR: Final = 60 * SECOND
"""How long the ledger waits for an order of which it has heard nothing, at least."""

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
        self.stops: list[Stop] = []
        self.lags: list[timedelta] = []
        """How long after it was forbidden each order left that did so all the same."""
        self.disturbed_at = -CALM_AFTER
        self.is_restored = False
        self.is_overtaken = False
        """Whether an order came later than anybody could wait for it."""
        self.older: set[str] = set()
        """Who runs the older version, where there are two."""
        self.skews: dict[str, int] = {}
        self._stage = stage
        self._fences: dict[str, int] = {}
        self._stored: dict[str, RunRecord] = {}
        self._priced: dict[tuple[str, str], datetime] = {}
        self._on_wire: set[str] = set()
        self._had_one: set[tuple[datetime, str]] = set()
        self._holders: dict[tuple[str, int], str] = {}
        self.exchange: Exchange
        self.ledger: Ledger

    def blame(self, rule: str, text: str) -> None:
        """Note a violation."""
        self.violations.append(f"{rule} at {self._stage.time:%H:%M:%S.%f}: {text}")

    def skew_of(self, name: str) -> timedelta:
        """Tell by how much somebody's clock is wrong."""
        return timedelta(microseconds=self.skews.get(name, 0))

    def committed(self, commit: Commit) -> None:
        """Check a stored step."""
        self._apply(COMMIT_RULES, commit)
        run, actor = commit.after.run, current_actor()
        if commit.before is not None:
            self._check_holder(commit, actor.name if actor else "")
        if run.form > RUN_FORM and actor and actor.name in self.older:
            self.blame("i_12_newer_form", f"{actor.name} of the older version moved {run.run_id}")
        self._fences[actor.name if actor else ""] = run.fence
        self._stored[actor.name if actor else ""] = commit.after
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
        if commit.event.text.startswith("Correction"):
            self.sometimes["correction"] += 1
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
        self._on_wire.add(name)
        post = Post(
            at=self._stage.time,
            clock=self._stage.time + self.skew_of(name),
            intent=intent,
            record=self._record_for(order_id, name),
            sender_fence=self._fences.get(name, 0),
            market=self.exchange.market_clock(),
            stops=tuple(self.stops),
            had_one=frozenset(at for at, sender in self._had_one if sender == name),
            priced_at=self._priced.get((name, intent.symbol)),
            is_known=self._is_known(order_id),
            is_restored=self.is_restored,
        )
        self._apply(POST_RULES, post)
        self._had_one |= {(stop.at, name) for stop in self.stops}
        self.lags += [post.at - at for at in post.forbidden_since[:1]]

    def answered(self) -> None:
        """Note that an order's sender has its answer, or waits for none any more."""
        actor = current_actor()
        self._on_wire.discard(actor.name if actor else "")

    def _is_known(self, order_id: str) -> bool:
        """Tell whether an order has come or is coming; a ledger that was set back learns it from lists."""
        exchange = self.exchange
        if self.is_restored:
            arrived_at = exchange.arrived_at.get(order_id, self._stage.now)
            return self._stage.now - arrived_at > LEARNT_WITHIN
        left_at = exchange.in_flight.get(order_id, -WAITED_FOR)
        return self._stage.now - left_at < WAITED_FOR or order_id in exchange.view.orders

    def _record_for(self, order_id: str, name: str) -> RunRecord | None:
        """Find an order's run; a ledger that was just set back is not what its sender has decided from."""
        known = self._record_of(order_id)
        return self._stored.get(name, known) if known and self.is_restored else known

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
        if self._stage.now - exchange.in_flight.get(intent.client_order_id, self._stage.now) > WAITED_FOR:
            self.is_overtaken = True
            self.sometimes["overtaken order"] += 1
        is_calm = self._stage.now - self.disturbed_at > CALM_AFTER and not self.is_restored
        is_calm = is_calm and not self.is_overtaken
        if is_calm and intent.client_order_id not in exchange.view.orders:
            price, promised = exchange.prices[intent.symbol], exchange.worst_cost()
            arrival = Arrival(intent=intent, view=exchange.view, price=price, open_buys=promised)
            self._apply(ARRIVAL_RULES, arrival)

    def turned(self, state: TradingState, run_id: str | None) -> None:
        """Note what is forbidden from now on, to one run or to all."""
        sides = _FORBIDDEN[state.mode]
        if state.mode is TradingMode.REDUCE_ONLY:
            self._allow_sells()
        if run_id is None:
            self.stops = [replace(stop, in_force=False) for stop in self.stops]
        if sides:
            self.stops.append(Stop(at=self._stage.time, sides=sides, run_id=run_id, in_force=run_id is None))
            self._had_one |= {(self._stage.time, name) for name in self._on_wire}
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
