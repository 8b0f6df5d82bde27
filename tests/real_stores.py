"""Scheduled looks on real stores: Firestore counted call by call, the broker in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from builders import policy
from telling_wiring import telling_wiring
from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.calendars import FirestoreCalendars
from trimtab.adapters.firestore.documents import Document, Documents
from trimtab.adapters.firestore.histories import FirestoreHistories
from trimtab.adapters.firestore.plans import FirestorePlans
from trimtab.adapters.firestore.policies import FirestorePolicies
from trimtab.adapters.firestore.risk import FirestoreEquityPeaks
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.firestore.schedules import FirestoreSchedules, FirestoreTicks
from trimtab.adapters.firestore.taxes import FirestoreTaxes
from trimtab.adapters.firestore.trading import FirestoreTradingStates
from trimtab.adapters.firestore.writes import Put, Write
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.automation import MemoryCheckQueue
from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.contracts.codec import to_document
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.schedule import Schedule
from trimtab.ports import Services
from trimtab.ports.automation import Automation
from worlds import World

BATCH: Final = 400
HALVES: Final[Policy] = policy({"SPY": "0.5", "TLT": "0.5"})


class CountingDocuments(Documents):
    """A Firestore database that counts documents read and written, and calls made."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.counts: Counter[str] = Counter()

    def read_together(self, paths: Sequence[str]) -> tuple[Document | None, ...]:
        """Count a read for each path, found or not."""
        self.counts.update(calls=1, reads=len(paths))
        return super().read_together(paths)

    def read_collection(self, path: str) -> tuple[Document, ...]:
        """Count what was found."""
        return self._counted(super().read_collection(path))

    def find(self, *given: Any, **named: Any) -> tuple[Document, ...]:
        """Count what was found."""
        return self._counted(super().find(*given, **named))

    def latest(self, *given: Any, **named: Any) -> tuple[Document, ...]:
        """Count what was found."""
        return self._counted(super().latest(*given, **named))

    def find_in_group(self, *given: Any, **named: Any) -> tuple[Document, ...]:
        """Count what was found."""
        return self._counted(super().find_in_group(*given, **named))

    def commit(self, writes: Sequence[Write]) -> str:
        """Count each write."""
        self.counts.update(calls=1, writes=len(writes))
        return super().commit(writes)

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """Count what happens in a block."""
        before, during = self.counts.copy(), Counter[str]()
        yield during
        during.update(self.counts - before)

    def _counted(self, found: tuple[Document, ...]) -> tuple[Document, ...]:
        # A query that finds nothing is charged as one read.
        self.counts.update(calls=1, reads=max(len(found), 1))
        return found


@dataclass(frozen=True, slots=True)
class OneAccount:
    """Everybody's brokerage account is this one."""

    broker: MemoryBroker

    def of(self, uid: str, account_key: str | None = None) -> MemoryBroker:
        """Open it, whichever is meant."""
        assert account_key is None or account_key
        assert uid
        return self.broker


def on_firestore(here: World, documents: Documents) -> Services:
    """Keep what looks need on Firestore; the broker and the queue stay in memory."""
    names, sound = RandomIdentifiers(), here.services
    telling = telling_wiring(documents, here.clock, names, here.log, here.metrics)
    return replace(
        sound,
        brokers=OneAccount(here.broker),
        policies=FirestorePolicies(documents, names),
        plans=FirestorePlans(documents),
        runs=FirestoreRuns(documents, names, here.log),
        trading=FirestoreTradingStates(documents, names),
        taxes=FirestoreTaxes(documents, names),
        equity_peaks=FirestoreEquityPeaks(documents),
        telling=replace(telling, publisher=sound.telling.publisher),
        automation=Automation(
            schedules=FirestoreSchedules(documents, names),
            ticks=FirestoreTicks(documents, names),
            checks=MemoryCheckQueue(),
            histories=FirestoreHistories(documents),
            calendars=FirestoreCalendars(documents),
        ),
    )


def crowd(documents: Documents, count: int, due_at: datetime) -> tuple[PortfolioRef, ...]:
    """Store so many schedules that are due at one moment."""
    people = tuple(PortfolioRef(f"user{number:06}") for number in range(count))
    writes = [
        Put(paths.schedule(person), {**to_document(schedule_of(person, due_at)), "nonce": ""})
        for person in people
    ]
    for start in range(0, count, BATCH):
        documents.commit(writes[start : start + BATCH])
    return people


def schedule_of(person: PortfolioRef, due_at: datetime) -> Schedule:
    """Make the schedule of somebody who is due for the first time."""
    return Schedule(portfolio=person, policy_version=1, next_due_at=due_at, due_since=due_at)
