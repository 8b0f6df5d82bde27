"""What is really stored, step by step: each confirmed batch of Firestore is read back into the mirror."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar

from google.cloud.firestore import Client

from builders import OWNER
from simulation.faults import Mode
from simulation.ledger import Backup, Commit, Ledger
from simulation.stage import Crash, current_actor
from simulation.wire import PATIENCE, Wire
from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError
from trimtab.adapters.firestore.outbox import FirestoreOutbox
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.firestore.trading import trading_state
from trimtab.adapters.firestore.writes import Create, Delete, Fields, Put, Write
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.contracts.codec import from_document
from trimtab.domain.account_state import AccountState
from trimtab.domain.leg import Leg
from trimtab.domain.notice import Notice
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingState
from trimtab.ports import AccountRecord, IdempotencyKey, RunRecord, RunStep

COMMIT: Final = "store.commit"
"""The effect beneath every write to the store: the one call that stores a batch."""

COMMIT_MODES: Final = (Mode.PRE, Mode.POST, Mode.DUP, Mode.ZOMBIE, Mode.ERR, Mode.LOST, Mode.SLOW)
RUNS: Final = "rebalance_runs"
_KEPT: Final = ("risk_management", "requests", "rebalance_plans", "policy_versions")
"""What no backup holds: switches and wishes, and what never changes."""


class Mirror(Ledger):
    """The ledger as the rules read it, fed with the batches that were stored and with nothing else."""

    def __init__(
        self, tell: Callable[[Commit], None], turned: Callable[[TradingState, str | None], None]
    ) -> None:
        super().__init__(tell)
        self.documents: dict[str, Fields] = {}
        self._turned = turned
        self._backup: dict[str, Fields] = {}
        self._put_back: Callable[[Sequence[Write]], object]

    def hear(self, writes: Sequence[Write], revision: str) -> None:
        """Take in a batch that was stored."""
        for write in writes:
            self._write_down(write)
        for write in writes:
            self._hear_one(write, revision)
        for write in writes:
            if _kind(write) == RUNS:
                self._hear_step(write, writes, revision)

    def _write_down(self, write: Write) -> None:
        if isinstance(write, Delete):
            self.documents.pop(write.path, None)
            return
        known = {} if isinstance(write, Create | Put) else self.documents.get(write.path, {})
        self.documents[write.path] = {**known, **write.fields}

    def _hear_one(self, write: Write, revision: str) -> None:
        path = write.path
        name = path.rpartition("/")[2]
        if path == paths.RISK_MANAGEMENT:
            self._turned(trading_state(Document(path, self.documents[path], "")), None)
        elif _kind(write) == "requests":
            self._turned(TradingState.halted("a wish"), path.split("/")[-3])
        elif _kind(write) == paths.ACCOUNTS:
            state = self.read(AccountState, path)
            self.accounts[state.account_key] = AccountRecord(state=state, revision=revision)
        elif _kind(write) == paths.OUTBOX:
            self.notices[name] = self.read(Notice, path)

    def _hear_step(self, head: Write, writes: Sequence[Write], revision: str) -> None:
        run = self.read(Run, head.path)
        legs = tuple(self.read(Leg, paths.leg(run, number)) for number in range(1, run.leg_count + 1))
        event = next(self.read(RunEvent, write.path) for write in writes if _kind(write) == "events")
        place = run.portfolio, run.run_id
        before, after = self.records.get(place), RunRecord(run=run, legs=legs, revision=revision)
        self.records[place] = after
        self.events.setdefault(run.run_id, []).append(event)
        if before:
            self.older[run.run_id] = before
        self._tell(before, after, event)

    def read(self, kind: type[_Stored], path: str) -> _Stored:
        """Read a document that was stored."""
        return from_document(kind, self.documents[path])

    def put_back_with(self, put_back: Callable[[Sequence[Write]], object]) -> None:
        """Say how a backup is written to the store."""
        self._put_back = put_back

    def back_up(self) -> Backup:
        """Copy everything, documents among it."""
        self._backup = {path: fields for path, fields in self.documents.items() if _is_backed_up(path)}
        return super().back_up()

    def restore(self, backup: Backup) -> None:
        """Go back to the copy in the store itself."""
        super().restore(backup)
        gone = [path for path in self.documents if _is_backed_up(path) and path not in self._backup]
        writes: list[Write] = [
            *(Put(path, fields) for path, fields in self._backup.items()),
            *map(Delete, gone),
        ]
        for write in writes:
            self._write_down(write)
        if writes:
            self._put_back(writes)


_Stored = TypeVar("_Stored", Run, Leg, RunEvent, AccountState, Notice)


def _kind(write: Write) -> str:
    return write.path.split("/")[-2]


def _is_backed_up(path: str) -> bool:
    return not any(part in _KEPT for part in path.split("/"))


class WatchedDocuments(Documents):
    """The real client; its commits are an effect of their own, beneath the one of the port."""

    def __init__(self, client: Client, wire: Wire, mirror: Mirror) -> None:
        super().__init__(client)
        self._wire = wire
        self._mirror = mirror

    def commit(self, writes: Sequence[Write]) -> str:
        """Store a batch; an answer that fails, is lost or comes late leaves the caller in doubt.

        What comes late itself has no caller any more who could be in doubt.
        """
        fault = self._wire.meet(COMMIT) if current_actor() else None
        mode = fault.mode if fault else None
        if mode is Mode.ERR:
            raise UnclearCommitError
        if fault and mode is Mode.SLOW:
            self._wire.stage.after(fault.delay, lambda: self._store_late(writes))
            self._wire.stage.sleep(PATIENCE)
            raise UnclearCommitError
        revision = self._store(writes)
        if mode is Mode.POST:
            raise Crash
        if mode is Mode.LOST:
            self._wire.stage.sleep(PATIENCE)
            raise UnclearCommitError
        return revision

    def _store(self, writes: Sequence[Write]) -> str:
        revision = super().commit(writes)
        self._mirror.hear(writes, revision)
        return revision

    def _store_late(self, writes: Sequence[Write]) -> None:
        with suppress(UnclearCommitError):
            self._store(writes)


class StoredRuns(FirestoreRuns):
    """The real run store; an old read shows what the mirror has seen before."""

    def __init__(self, documents: Documents, tools: object, mirror: Mirror) -> None:
        super().__init__(documents, tools, MemoryLog())  # type: ignore[arg-type]  # anything that makes names
        self._mirror = mirror

    def save(self, record: RunRecord, step: RunStep) -> RunRecord | None:
        """Save, and count what was lost to a faster one."""
        saved = super().save(record, step)
        self._mirror.lost += saved is None
        return saved

    def stale_load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read what a run was before its last step."""
        return self._mirror.stale_load(portfolio, run_id)

    def stale_find_key(self, key: IdempotencyKey) -> None:
        """Read what keys were there a while ago."""

    def stale_busy_accounts(self) -> tuple[AccountRecord, ...]:
        """Read which accounts were busy a while ago."""
        return ()

    def stale_account(self, account_key: str, environment: BrokerMode) -> AccountRecord:
        """Read what an account was before anybody took it."""
        return self._mirror.stale_account(account_key, environment)


class StoredOutbox(FirestoreOutbox):
    """The real outbox."""

    def __init__(self, documents: Documents, mirror: Mirror) -> None:
        super().__init__(documents, MemoryLog())
        self._mirror = mirror

    def stale_due(self, now: datetime, limit: int) -> tuple[Notice, ...]:
        """Read what was due a while ago, delivered or not."""
        return self._mirror.stale_due(now, limit)


def mirror_differs(mirror: Mirror, documents: Documents) -> str:
    """Tell whether the store holds anything but what the rules have seen, and read it into the mirror."""
    runs = FirestoreRuns(documents, None, MemoryLog())  # type: ignore[arg-type]  # nothing is written
    for (portfolio, run_id), known in tuple(mirror.records.items()):
        found = runs.load(portfolio, run_id)
        if found is None or (found.run, found.legs) != (known.run, known.legs):
            return f"run {run_id} is stored as {found}, and was seen as {known}"
        mirror.records[portfolio, run_id] = found
        mirror.events[run_id] = list(runs.history_of(found.run))
    mirror.accounts = {
        each.name: AccountRecord(state=each.read_as(AccountState), revision=each.revision)
        for each in documents.read_collection(paths.ACCOUNTS)
    }
    mirror.notices = {each.name: each.read_as(Notice) for each in documents.read_collection(paths.OUTBOX)}
    stored = {each.name for each in documents.read_collection(f"{paths.portfolio_root(OWNER)}/{RUNS}")}
    return "" if stored == {run_id for _, run_id in mirror.records} else f"runs {stored} are stored"
