"""The two batches of the ledger: the one that reserves a run, and the one that takes it a step further."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document
from trimtab.adapters.firestore.records import given_back, held_by, key_record
from trimtab.adapters.firestore.writes import Change, Create, Put, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.leg import Leg
from trimtab.domain.run import Run, RunEvent
from trimtab.ports import IdempotencyKey, RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A run about to be reserved under a caller's key."""

    run: Run
    legs: tuple[Leg, ...]
    event: RunEvent
    key: IdempotencyKey

    def writes(self, lock: Document | None) -> tuple[Write, ...]:
        """Create everything the run begins with and take the free lock; the run's document comes first."""
        return (
            Create(paths.run(self.run.portfolio, self.run.run_id), to_document(self.run)),
            *(Create(paths.leg(self.run, leg.number), to_document(leg)) for leg in self.legs),
            Create(paths.event(self.run, self.event.sequence), to_document(self.event)),
            Create(paths.idempotency(self.key), to_document(key_record(self.run, self.key))),
            self._lock(lock),
        )

    def _lock(self, free: Document | None) -> Write:
        path, fields = paths.account(self.run.account_key), to_document(held_by(self.run))
        return Change(path, fields, free.revision) if free else Create(path, fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A run's next state; the nonce tells it from an equal step that another worker takes."""

    before: RunRecord
    run: Run
    legs: tuple[Leg, ...]
    event: RunEvent
    nonce: str

    def writes(self, lock: Document | None) -> tuple[Write, ...]:
        """Store what is new, if the run has not moved since, and give back the lock that is passed.

        The run's document comes first.
        """
        head = {**to_document(self.run), "nonce": self.nonce}
        return (
            Change(paths.run(self.run.portfolio, self.run.run_id), head, self.before.revision),
            *(Put(paths.leg(self.run, leg.number), to_document(leg)) for leg in self._changed_legs),
            Create(paths.event(self.run, self.event.sequence), to_document(self.event)),
            *((self._unlock(lock),) if lock else ()),
        )

    @property
    def _changed_legs(self) -> tuple[Leg, ...]:
        pairs = zip(self.before.legs, self.legs, strict=True)
        return tuple(after for before, after in pairs if before != after)

    def _unlock(self, held: Document) -> Write:
        return Change(held.path, to_document(given_back(self.run, self.nonce)), held.revision)
