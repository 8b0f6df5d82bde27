"""One person's Trimtab on real parts in virtual time: the Firestore client and emulator, the paper broker."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import requests
import stamina
from google.cloud.firestore import Client
from google.cloud.firestore_v1.base_query import FieldFilter

from builders import OWNER
from emulator.faulted.endings import REAL_RULES, Books
from emulator.faulted.gates import RealBrokersPort, RealWire
from emulator.faulted.paper import KEY, TRIES, PaperExchange
from emulator.faulted.stored import Mirror, StoredOutbox, StoredRuns, WatchedDocuments, mirror_differs
from paperbroker.basics.ids import account_id
from paperbroker.server import Broker as PaperBroker
from paperbroker.server import running_broker
from simulation.faults import Fault, Schedule
from simulation.shapes import Task, task_of
from simulation.stage import START, Stage
from simulation.world import Outcome, World
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.outbox import FirestoreDeadLetters
from trimtab.adapters.firestore.plans import FirestorePlans
from trimtab.adapters.firestore.policies import FirestorePolicies
from trimtab.adapters.firestore.trading import FirestoreTradingStates
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.domain.commands import ExecutePlan
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.ports import Services

HOST: Final = "FIRESTORE_EMULATOR_HOST"
WARM_UP_SECONDS: Final = 60.0


class Dial:
    """The broker's clock on its wall: it shows the time of the stage that plays."""

    stage: Stage | None = None

    def __call__(self) -> datetime:
        """Tell the virtual time."""
        return self.stage.time if self.stage else START


@dataclass(frozen=True, slots=True)
class Rig:
    """What all schedules of a process share: a broker, a client and a project, emptied before each."""

    paper: PaperBroker
    client: Client
    dial: Dial

    def clear(self) -> None:
        """Forget everything that is stored."""
        place = f"projects/{self.client.project}/databases/(default)/documents"
        url = f"http://{os.environ[HOST]}/emulator/v1/{place}"
        requests.delete(url, timeout=10).raise_for_status()

    def play(self, schedule: Schedule) -> Outcome:
        """Run one schedule."""
        self.clear()
        return RealWorld(schedule, self).play()


@contextmanager
def open_rig() -> Iterator[Rig]:
    """Start a broker of the process's own, and take a project of its own in the emulator."""
    dial = Dial()
    with running_broker(wall=dial, seed=UUID(int=1)) as paper, _without_real_pauses():
        client = Client(project=f"demo-{uuid4().hex[:20]}")
        _warm_up(client)
        yield Rig(paper, client, dial)
        client.close()  # type: ignore[no-untyped-call]  # the client's own gap


def _warm_up(client: Client) -> None:
    """Let an emulator that has just started take its time once; the services give it three seconds."""
    place = client.collection("warm").document("up")
    place.set({"is_warm": True}, timeout=WARM_UP_SECONDS)
    list(place.parent.where(filter=FieldFilter("is_warm", "==", value=True)).stream(timeout=WARM_UP_SECONDS))


@contextmanager
def _without_real_pauses() -> Iterator[None]:
    """Let the adapter try again at once: while it paused, no virtual time would pass."""
    stamina.instrumentation.set_on_retry_hooks([])
    with stamina.set_testing(True, attempts=TRIES, cap=True):
        yield
    stamina.instrumentation.set_on_retry_hooks(None)


class RealWorld(World):
    """All of it together, for one schedule; callers, weather and rules are the simulator's."""

    exchange: PaperExchange
    ledger: Mirror
    wire: RealWire

    def __init__(self, schedule: Schedule, rig: Rig) -> None:
        self._rig = rig
        self._documents = Documents(rig.client)
        super().__init__(schedule)
        self.wire.exchange = self.exchange

    def _plan(self) -> Task:
        return real_task(self.schedule.shape, str(account_id(KEY)))

    def _open_wire(self, chance: Random, faults: Mapping[tuple[str, int], Fault]) -> RealWire:
        return RealWire(self.stage, chance, self.witness, faults)

    def _open_exchange(self) -> PaperExchange:
        self._rig.dial.stage = self.stage
        return PaperExchange(self.stage, self._rig.paper, self.shape, dict(self.schedule.fates))

    def _open_ledger(self) -> Mirror:
        mirror = Mirror(self._committed, self.witness.turned)
        mirror.put_back_with(self._documents.commit)
        return mirror

    def _services(self) -> Services:
        names, watched = RandomIdentifiers(), WatchedDocuments(self._rig.client, self.wire, self.ledger)
        self.switches: Any = FirestoreTradingStates(watched, names)
        services = super()._services()
        self._write_opening()
        return replace(
            services,
            brokers=RealBrokersPort(self.exchange, self.wire),
            policies=self._port("policies", FirestorePolicies(watched, names)),
            plans=self._port("plans", FirestorePlans(watched)),
            runs=self._port("runs", StoredRuns(watched, names, self.ledger)),
            outbox=self._port("outbox", StoredOutbox(watched, self.ledger)),
            trading=self._port("trading", self.switches),
            dead_letters=self._port("dead_letters", FirestoreDeadLetters(watched)),
        )

    def _write_opening(self) -> None:
        active = TradingState(
            mode=TradingMode.ACTIVE, reason="on", epoch=1, updated_by="rig", updated_at=START
        )
        FirestoreTradingStates(self._documents, RandomIdentifiers()).set(active)
        FirestorePolicies(self._documents, RandomIdentifiers()).append(OWNER, self.task.policy)
        if self.task.plan:
            FirestorePlans(self._documents).save(self.task.plan)

    def _judge(self) -> None:
        """Judge what is really stored, and what the broker really lists."""
        seen = self.ledger.records.copy()
        text = mirror_differs(self.ledger, self._documents)
        if text:
            self.witness.blame("x_mirror", text)
        assert seen.keys() == self.ledger.records.keys()
        self.exchange.view = self.exchange.listed_orders()
        super()._judge()
        books = Books(
            opening=self.exchange.opening,
            closing=self.exchange.view,
            records=tuple(self.ledger.records.values()),
            missing=self.shape.missing,
            is_calm=self.witness.disturbed_at < 0,
            is_overtaken=self.witness.is_overtaken,
        )
        for rule in REAL_RULES:
            text = rule(books)
            if text:
                self.witness.blame(rule.__name__, text)


@cache
def real_task(shape: str, account_id: str) -> Task:
    """Plan a shape for the broker's own account."""
    task = task_of(shape)
    if task.plan is None or not isinstance(task.command, ExecutePlan):
        return task
    made = replace(task.plan, account_id=account_id)
    command = replace(task.command, plan_id=made.plan_id, plan_hash=made.plan_hash)
    return Task(task.policy, made, command)
