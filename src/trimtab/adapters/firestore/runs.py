"""The ledger: runs with legs and events, account locks and idempotency keys, each step one atomic batch."""

from __future__ import annotations

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import AccountLock, KeyRecord
from trimtab.adapters.firestore.steps import Opening, Step
from trimtab.domain.leg import Leg
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent
from trimtab.ports import (
    AccountHeld,
    IdempotencyKey,
    Identifiers,
    KeySeen,
    Reservation,
    Reserved,
    RunRecord,
)


class FirestoreRuns:
    """The run store; a record's revision is the update time of the run's document."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def reserve(self, run: Run, legs: tuple[Leg, ...], event: RunEvent, key: IdempotencyKey) -> Reservation:
        """Create run, legs, event, key and lock in one batch; exactly one of any number of racers can."""
        opening = Opening(run=run, legs=legs, event=event, key=key)
        seen, lock = self._look(opening)
        return _find_earlier(seen, lock) or self._open(opening, lock)

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell what a caller's key has started."""
        stored = self._documents.read(paths.idempotency(key))
        return _key_seen(stored) if stored else None

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read a run of this portfolio with its legs at one moment; None for what is no run id."""
        head = self._documents.read(paths.run(portfolio, run_id)) if paths.is_id(run_id) else None
        return self._read_whole(head.read_as(Run)) if head else None

    def save(self, record: RunRecord, run: Run, legs: tuple[Leg, ...], event: RunEvent) -> RunRecord | None:
        """Store what changed since the record was read; None when the run has moved since."""
        step = Step(before=record, run=run, legs=legs, event=event, nonce=self._identifiers.fresh())
        lock = self._find_own_lock(run) if run.is_final else None
        try:
            revision = self._documents.commit(step.writes(lock))
        except UnclearCommitError as error:
            return self._look_for_step(step, error)
        return RunRecord(run=run, legs=legs, revision=revision)

    def _look(self, opening: Opening) -> tuple[Document | None, Document | None]:
        places = (paths.idempotency(opening.key), paths.account(opening.run.account_key))
        seen, lock = self._documents.read_together(places)
        return seen, lock

    def _open(self, opening: Opening, lock: Document | None) -> Reservation:
        try:
            revision = self._documents.commit(opening.writes(lock))
        except UnclearCommitError as error:
            return self._look_for_opening(opening, error)
        return Reserved(RunRecord(run=opening.run, legs=opening.legs, revision=revision))

    def _look_for_opening(self, opening: Opening, error: UnclearCommitError) -> Reservation:
        earlier = _find_earlier(*self._look(opening))
        if earlier is None:
            raise unavailable("it did not confirm the reservation") from error
        is_ours = earlier.run_id == opening.run.run_id
        return Reserved(self._read_whole(opening.run)) if is_ours else earlier

    def _look_for_step(self, step: Step, error: UnclearCommitError) -> RunRecord | None:
        stored = self._documents.read(paths.run(step.run.portfolio, step.run.run_id))
        if stored is None or stored.revision == step.before.revision:
            raise unavailable("it did not confirm the run's next state") from error
        is_ours = stored.fields.get("nonce") == step.nonce
        return RunRecord(run=step.run, legs=step.legs, revision=stored.revision) if is_ours else None

    def _find_own_lock(self, run: Run) -> Document | None:
        lock = self._documents.read(paths.account(run.account_key))
        return lock if lock and lock.fields.get("active_run_id") == run.run_id else None

    def _read_whole(self, run: Run) -> RunRecord:
        places = [paths.leg(run, number) for number in range(1, run.leg_count + 1)]
        head, *legs = self._documents.read_together((paths.run(run.portfolio, run.run_id), *places))
        whole = tuple(leg.read_as(Leg) for leg in legs if leg)
        if head is None or len(whole) != run.leg_count:
            raise unavailable(f"run {run.run_id} is not whole")
        return RunRecord(run=head.read_as(Run), legs=whole, revision=head.revision)


def _find_earlier(seen: Document | None, lock: Document | None) -> KeySeen | AccountHeld | None:
    if seen:
        return _key_seen(seen)
    holder = lock.read_as(AccountLock).active_run_id if lock else None
    return AccountHeld(holder) if holder else None


def _key_seen(stored: Document) -> KeySeen:
    record = stored.read_as(KeyRecord)
    return KeySeen(run_id=record.run_id, request_hash=record.request_hash)
