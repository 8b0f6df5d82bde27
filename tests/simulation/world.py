"""One person's Trimtab in virtual time: the real services on simulated ports, and who calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any, Final

from builders import OWNER
from simulation.book import View
from simulation.crew import Crew
from simulation.endings import ENDING_RULES, Ending
from simulation.exchange import Exchange
from simulation.faults import Fate, Fault, Kind, Schedule, Situation
from simulation.fleet import Fleet
from simulation.gates import BrokerPort, BrokersPort, Port, Tools
from simulation.ledger import Commit, Ledger, Switches
from simulation.shapes import ALL, Shape, Task, prices, task_of
from simulation.stage import MINUTE, SECOND, Stage
from simulation.weather import Weather
from simulation.wire import Wire
from simulation.witness import Witness
from trimtab.adapters.memory.histories import MemoryHistories
from trimtab.adapters.memory.notices import MemoryNotices
from trimtab.adapters.memory.runs import MemoryDeadLetters
from trimtab.adapters.memory.stores import MemoryPlans, MemoryPolicies
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.ports import Services, in_turn
from trimtab.ports.automation import Automation
from worlds import telling

SESSION: Final = 4 * 60 * MINUTE
BOUND: Final = 60 * MINUTE
"""How long after the last trouble every run must be over, or left to a person (I-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a schedule has come to."""

    schedule: Schedule
    violations: tuple[str, ...]
    sometimes: Mapping[str, int]
    states: tuple[str, ...]
    positions: Mapping[str, Decimal]
    trace: tuple[str, ...]
    points: Mapping[str, int]
    met_before: Mapping[str, int]
    """How often each point was called until the first fault."""

    @property
    def hash(self) -> str:
        """SHA-256 of the trace of all effects."""
        return sha256("\n".join(self.trace).encode()).hexdigest()


class _Quiet:
    """The log, the metrics, and ports no run has to do with."""

    def write(self, *_line: object, **_fields: str) -> None:
        """Drop a line."""

    def count(self, _name: str, **_labels: str) -> None:
        """Drop a one."""

    def observe(self, _name: str, _value: Decimal, **_labels: str) -> None:
        """Drop a value."""


class World:
    """All of it together, for one schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.shape, self.task = ALL[schedule.shape], self._plan()
        self.situations = (*self.shape.situations, *schedule.situations)
        self.stage = Stage()
        self.witness = Witness(self.stage)
        faults = {(fault.point, fault.number): fault for fault in schedule.faults}
        self.wire = self._open_wire(Random(schedule.seed), faults)  # noqa: S311 - no secrets
        self.exchange = self._open_exchange()
        self.ledger = self._open_ledger()
        active = TradingState(mode=TradingMode.ACTIVE, reason="on", epoch=1)
        self.switches = Switches(active, self.witness.turned)
        self.notices = MemoryNotices()
        self.witness.exchange, self.witness.ledger = self.exchange, self.ledger
        self.crew = Crew(self.stage, self.wire, self.ledger, self.task, workers=schedule.workers)
        self.crew.fleet = Fleet(self.wire, self._services(), self.situations)
        self.weather = Weather(self.stage, self.wire, self.exchange, self.ledger, self.crew)

    def _plan(self) -> Task:
        return task_of(self.schedule.shape)

    def _open_wire(self, chance: Random, faults: Mapping[tuple[str, int], Fault]) -> Wire:
        return Wire(self.stage, chance, self.witness, faults)

    def _open_exchange(self) -> Exchange:
        return _exchange(self.stage, self.shape, self.situations, dict(self.schedule.fates))

    def _open_ledger(self) -> Ledger:
        return Ledger(self._committed)

    def _committed(self, commit: Commit) -> None:
        """Let the witness see a step; the money of a shape that comes to miss some goes once a run began."""
        self.witness.committed(replace(commit, openings=self.exchange.openings))
        missing = Decimal(self.shape.missing)
        if commit.before is None and missing and len(self.ledger.records) == 1:
            self.stage.after(0, lambda: self.exchange.pay_out(missing))

    def play(self) -> Outcome:
        """Run the schedule to its end, and judge it."""
        self.crew.begin()
        for situation in self.situations:
            self.weather.expect(situation)
        until = max((_end_of(each) for each in self.situations), default=0) + self._longest() + BOUND
        self.stage.after(MINUTE, lambda: self._each_minute(until), is_background=True)
        self.stage.play(until)
        self._judge()
        self.stage.close()
        return self._outcome()

    def _longest(self) -> int:
        return sum(fault.delay for fault in self.schedule.faults)

    def _each_minute(self, until: int) -> None:
        """Let the scheduler fire, as long as anybody waits for anything."""
        is_idle = self.stage.busy == 0 and not self.crew.is_anything_open(self.notices.delivered)
        if is_idle or self.stage.now + MINUTE > until:
            return
        if self.wire.spell_over("sweep") is None:
            self.crew.sweep()
        self.stage.after(MINUTE, lambda: self._each_minute(until), is_background=True)

    def _judge(self) -> None:
        ending = Ending(
            at=self.stage.time,
            records=tuple(self.ledger.records.values()),
            events={run_id: tuple(events) for run_id, events in self.ledger.events.items()},
            view=self.exchange.view,
            requests=tuple(self.witness.requests),
            delivered=tuple(self.notices.delivered),
            answers=tuple(self.crew.answers),
            notices=tuple(self.ledger.notices.values()),
            accounts=tuple(record.state for record in self.ledger.accounts.values()),
            is_calm=self.witness.disturbed_at < 0 and not self.witness.is_overtaken,
            stuck=frozenset(name for name, fate in self.exchange.fate_of.items() if fate is Fate.STUCK),
            is_beyond=self.witness.is_restored or self.witness.is_overtaken,
        )
        for rule in ENDING_RULES:
            text = rule(ending)
            if text:
                self.witness.blame(rule.__name__, text)

    def _outcome(self) -> Outcome:
        records = self.ledger.records.values()
        self.witness.sometimes["lost CAS"] += self.ledger.lost
        self.witness.sometimes["filled while cancelled"] += self.exchange.raced
        last = (f"end {record.run.run_id} {record.run.last_event_hash}" for record in records)
        return Outcome(
            schedule=self.schedule,
            violations=tuple(self.witness.violations),
            sometimes=self.witness.sometimes,
            states=tuple(record.run.state.value for record in records),
            positions={"cash": self.exchange.view.cash, **self.exchange.view.shares},
            trace=(*self.wire.trace, *last),
            points=self.wire.counts,
            met_before=self.wire.met_before,
        )

    def _services(self) -> Services:
        tools, plans, policies = Tools(self.wire), MemoryPlans(), MemoryPolicies()
        if self.task.plan:
            plans.plans[OWNER, self.task.plan.plan_id] = self.task.plan
        policies.versions[OWNER] = [self.task.policy]
        quiet: Any = _Quiet()
        rest = dict.fromkeys((each.name for each in fields(Services)), quiet)
        used: dict[str, Any] = {
            "clock": tools,
            "identifiers": tools,
            "brokers": BrokersPort(BrokerPort(self.exchange, self.wire), self.wire),
            "policies": self._port("policies", policies),
            "plans": self._port("plans", plans),
            "runs": self._port("runs", self.ledger),
            "outbox": self._port("outbox", self.ledger),
            "trading": self._port("trading", self.switches),
            "queue": self._port("queue", self.crew),
            "notifier": self._port("notifier", self.notices),
            "dead_letters": self._port("dead_letters", MemoryDeadLetters()),
            "automation": self._automation(),
            "telling": telling(tools, quiet, quiet),
            "ahead": in_turn,
        }
        return Services(**{**rest, **used})

    def _automation(self) -> Automation:
        """Open the one port of it that an approval asks: a read, which fails as that of its plan does."""
        quiet: Any = dict.fromkeys((each.name for each in fields(Automation)), _Quiet())
        return Automation(**{**quiet, "histories": MemoryHistories(self.ledger)})

    def _port(self, name: str, far: object) -> Any:
        return Port(name, far, self.wire)


def _exchange(
    stage: Stage, shape: Shape, situations: tuple[Situation, ...], fates: Mapping[str, Fate]
) -> Exchange:
    closes_at = min((each.at * 1_000 for each in situations if each.kind is Kind.CLOSE), default=SESSION)
    held = {symbol: Decimal(quantity) for symbol, quantity in shape.held.items()}
    view = View(Decimal(shape.cash), held)
    exchange = Exchange(stage, prices(), {**shape.fates, **fates}, closes_at, view, [(0, view)])
    exchange.opens_at = shape.opens_at
    stage.after(closes_at, exchange.close_session, is_background=True)
    return exchange


def _end_of(situation: Situation) -> int:
    return situation.at * 1_000 + situation.seconds * SECOND


def play(schedule: Schedule) -> Outcome:
    """Run one schedule."""
    return World(schedule).play()
