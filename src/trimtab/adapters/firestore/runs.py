"""The ledger: runs with legs and events, accounts and idempotency keys, each step one atomic batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import audit_paths, paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import KeyRecord
from trimtab.adapters.firestore.steps import (
    account_write,
    claimed_paths,
    decision_writes,
    opening_writes,
    step_writes,
    writes_ahead,
)
from trimtab.adapters.firestore.writes import Merge, in_batches
from trimtab.domain.account_state import AccountState
from trimtab.domain.decision import Decision
from trimtab.domain.errors import UnavailableError
from trimtab.domain.leg import Leg
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import (
    AccountChange,
    AccountMoved,
    AccountRecord,
    EventLog,
    IdempotencyKey,
    Identifiers,
    KeySeen,
    PlanSeen,
    Reservation,
    Reserved,
    RunOpening,
    RunRecord,
    RunStep,
)

UNREADABLE_PAUSE: Final = timedelta(hours=1)
"""How long an account that this version cannot read is left alone; a later one may review it sooner."""


class FirestoreRuns:
    """The run store; a record's revision is the update time of the run's document."""

    def __init__(self, documents: Documents, identifiers: Identifiers, log: EventLog) -> None:
        self._documents = documents
        self._identifiers = identifiers
        self._log = log

    def account(self, account_key: str, environment: BrokerMode) -> AccountRecord:
        """Read an account's state; a free one where nothing is stored yet."""
        stored = self._documents.read(paths.account(account_key))
        fresh = AccountState(account_key=account_key, environment=environment)
        return _account(stored) if stored else AccountRecord(state=fresh, revision=None)

    def reserve(self, opening: RunOpening) -> Reservation:
        """Create run, legs, event, key and the plan's claim, and take the account, in one batch.

        One of all racers can.
        """
        try:
            revision = self._documents.commit(opening_writes(opening, self._identifiers.fresh()))
        except UnclearCommitError as error:
            return self._look_for_opening(opening, error)
        return Reserved(RunRecord(run=opening.run, legs=opening.legs, revision=revision))

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell what a caller's key has started."""
        stored = self._documents.read(paths.idempotency(key))
        return _key_seen(stored) if stored else None

    def find_plan(self, portfolio: PortfolioRef, plan_id: str) -> PlanSeen | None:
        """Tell what a plan has started."""
        stored = self._documents.read(paths.plan_claim(portfolio, plan_id))
        return PlanSeen(_key_seen(stored).run_id) if stored else None

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read a run of this portfolio with its legs at one moment; None for what is no run id."""
        head = self._documents.read(paths.run(portfolio, run_id)) if paths.is_id(run_id) else None
        return self._read_whole(head.read_as(Run)) if head else None

    def save(self, record: RunRecord, step: RunStep) -> RunRecord | None:
        """Store what changed since the record was read; None when the run or its account has moved since."""
        nonce = self._identifiers.fresh()
        try:
            for batch in in_batches(writes_ahead(step)):
                self._documents.commit(batch)
            revision = self._documents.commit(step_writes(record, step, nonce))
        except UnclearCommitError as error:
            return self._look_for_step(record, step, nonce, error)
        return RunRecord(run=step.run, legs=step.legs, revision=revision)

    def change_account(self, change: AccountChange) -> bool:
        """Store an account's next state with its decision; False when it has moved since it was read."""
        nonce = self._identifiers.fresh()
        try:
            self._documents.commit((account_write(change, nonce), *decision_writes(change.decision)))
        except UnclearCommitError as error:
            stored = self._documents.read(paths.account(change.after.account_key))
            if (stored.revision if stored else None) == change.before.revision:
                raise unavailable("it did not confirm the account's next state") from error
            return stored is not None and stored.fields.get("nonce") == nonce
        return True

    def decisions_of(self, day: date) -> tuple[Decision, ...]:
        """List what was decided by hand on a day (UTC)."""
        stored = self._documents.read_collection(audit_paths.decisions(day))
        return tuple(sorted((each.read_as(Decision) for each in stored), key=lambda made: made.at))

    def busy_accounts(self) -> tuple[AccountRecord, ...]:
        """List the accounts that a run holds."""
        return self._accounts(self._documents.find(paths.ACCOUNTS, "is_held", "==", value=True))

    def locked_accounts(self) -> tuple[AccountRecord, ...]:
        """List the accounts on which nothing may start until a person has looked."""
        return self._accounts(self._documents.find(paths.ACCOUNTS, "is_locked", "==", value=True))

    def accounts_to_review(self, now: datetime, limit: int) -> tuple[AccountRecord, ...]:
        """List the accounts whose next review is due, the longest waiting first.

        One that this version cannot read is put off, so that the others have their turn.
        """
        found = self._documents.find(paths.ACCOUNTS, "next_review_at", "<=", now, limit)
        read = [(document, self._account_or_none(document)) for document in found]
        later = {"next_review_at": now + UNREADABLE_PAUSE}
        for document in (document for document, account in read if account is None):
            self._documents.store(Merge(document.path, later))
        return tuple(account for _, account in read if account)

    def _accounts(self, found: Sequence[Document]) -> tuple[AccountRecord, ...]:
        """Read accounts; one that this version cannot read is told of and left out (F-010)."""
        return tuple(account for document in found if (account := self._account_or_none(document)))

    def _account_or_none(self, document: Document) -> AccountRecord | None:
        try:
            return _account(document)
        except UnavailableError as error:
            told = {"account_key": document.name, "error": error.message}
            self._log.write(LogLevel.ERROR, "account not readable", **told)
            return None

    def history_of(self, run: Run) -> tuple[RunEvent, ...]:
        """Read a run's whole history in order."""
        found = self._documents.read_collection(paths.events(run))
        return tuple(sorted((each.read_as(RunEvent) for each in found), key=lambda event: event.sequence))

    def _look_for_opening(self, opening: RunOpening, error: UnclearCommitError) -> Reservation:
        places = (paths.account(opening.run.account_key), *claimed_paths(opening))
        account, *claims = self._documents.read_together(places)
        key, *plan = (_key_seen(each) if each else None for each in claims)
        if key and key.run_id == opening.run.run_id:
            return Reserved(self._read_whole(opening.run))
        seen = key or next((PlanSeen(each.run_id) for each in plan if each), None)
        if seen is None and (account.revision if account else None) == opening.account.before.revision:
            raise unavailable("it did not confirm the reservation") from error
        return seen or AccountMoved()

    def _look_for_step(
        self, before: RunRecord, step: RunStep, nonce: str, error: UnclearCommitError
    ) -> RunRecord | None:
        stored = self._documents.read(paths.run(step.run.portfolio, step.run.run_id))
        if stored and stored.fields.get("nonce") == nonce:
            return RunRecord(run=step.run, legs=step.legs, revision=stored.revision)
        if stored and stored.revision == before.revision and not self._has_moved(step.account):
            raise unavailable("it did not confirm the run's next state") from error
        return None

    def _has_moved(self, change: AccountChange | None) -> bool:
        stored = self._documents.read(paths.account(change.after.account_key)) if change else None
        return change is not None and (stored.revision if stored else None) != change.before.revision

    def _read_whole(self, run: Run) -> RunRecord:
        places = [paths.leg(run, number) for number in range(1, run.leg_count + 1)]
        head, *legs = self._documents.read_together((paths.run(run.portfolio, run.run_id), *places))
        whole = tuple(leg.read_as(Leg) for leg in legs if leg)
        if head is None or len(whole) != run.leg_count:
            raise unavailable(f"run {run.run_id} is not whole")
        return RunRecord(run=head.read_as(Run), legs=whole, revision=head.revision)


def _account(stored: Document) -> AccountRecord:
    return AccountRecord(state=stored.read_as(AccountState), revision=stored.revision)


def _key_seen(stored: Document) -> KeySeen:
    record = stored.read_as(KeyRecord)
    return KeySeen(run_id=record.run_id, request_hash=record.request_hash)
