"""A store in virtual time: the ledger in memory, its older versions, and copies to go back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from trimtab.adapters.memory.runs import MemoryRuns
from trimtab.adapters.memory.stores import MemoryTradingStates
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.notice import Notice
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingPlace, TradingScope, TradingState, strictest
from trimtab.ports import (
    AccountRecord,
    IdempotencyKey,
    KeySeen,
    PlanSeen,
    Reservation,
    Reserved,
    RunOpening,
    RunRecord,
    RunStep,
)


@dataclass(frozen=True, slots=True)
class Commit:
    """A step of a run as it was stored: what stood there before, and what stands there now.

    `openings` are those of the exchange that were or are still to come when the world began.
    """

    before: RunRecord | None
    after: RunRecord
    event: RunEvent
    account: AccountRecord | None
    openings: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of everything in the store but the switches."""

    records: dict[tuple[PortfolioRef, str], RunRecord]
    events: dict[str, list[RunEvent]]
    accounts: dict[str, AccountRecord]
    notices: dict[str, Notice]
    keys: dict[tuple[str, str], KeySeen]
    claims: dict[tuple[PortfolioRef, str], PlanSeen]


class Ledger(MemoryRuns):
    """The run store and outbox; `tell` hears of every stored step, `older` holds what stood there before."""

    def __init__(self, tell: Callable[[Commit], None]) -> None:
        super().__init__()
        self.tell = tell
        self.older: dict[str, RunRecord] = {}
        self.lost = 0

    def reserve(self, opening: RunOpening) -> Reservation:
        """Reserve, and tell of it."""
        outcome = super().reserve(opening)
        if isinstance(outcome, Reserved):
            self._tell(None, outcome.record, opening.event)
        return outcome

    def save(self, record: RunRecord, step: RunStep) -> RunRecord | None:
        """Save, and tell of it."""
        before = self.records.get((step.run.portfolio, step.run.run_id))
        saved = super().save(record, step)
        if saved is None or before is None:
            self.lost += 1
            return None
        self.older[step.run.run_id] = before
        self._tell(before, saved, step.event)
        return saved

    def _tell(self, before: RunRecord | None, after: RunRecord, event: RunEvent) -> None:
        self.tell(Commit(before, after, event, self.accounts.get(after.run.account_key)))

    def stale_load(self, _portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read what a run was before its last step."""
        return self.older.get(run_id)

    def stale_find_key(self, _key: IdempotencyKey) -> None:
        """Read what keys were there a while ago."""

    def stale_find_plan(self, _portfolio: PortfolioRef, _plan_id: str) -> None:
        """Read which plans had runs a while ago."""

    def stale_busy_accounts(self) -> tuple[AccountRecord, ...]:
        """Read which accounts were busy a while ago."""
        return ()

    def stale_due(self, _now: datetime, _limit: int) -> tuple[Notice, ...]:
        """Read what was due a while ago, delivered or not."""
        return tuple(self.notices.values())

    def stale_account(self, account_key: str, environment: BrokerMode) -> AccountRecord:
        """Read what an account was before anybody took it."""
        fresh = super().account("", environment)
        return replace(fresh, state=replace(fresh.state, account_key=account_key))

    def back_up(self) -> Backup:
        """Copy everything."""
        events = {run_id: list(events) for run_id, events in self.events.items()}
        return Backup(
            records=dict(self.records),
            events=events,
            accounts=dict(self.accounts),
            notices=dict(self.notices),
            keys=dict(self._keys),
            claims=dict(self._claims),
        )

    def restore(self, backup: Backup) -> None:
        """Go back to a copy; what is written anew has new revisions, as everything an import writes.

        An old read shows what stood there before the import, not that nothing did.
        """
        self.older = {run_id: record for (_, run_id), record in self.records.items()}
        self.records = {name: self._anew(record) for name, record in backup.records.items()}
        self.accounts = {
            name: replace(record, revision=str(next(self._revisions)))
            for name, record in backup.accounts.items()
        }
        self.events = {run_id: list(events) for run_id, events in backup.events.items()}
        self.notices, self._keys = dict(backup.notices), dict(backup.keys)
        self._claims = dict(backup.claims)

    def _anew(self, record: RunRecord) -> RunRecord:
        return replace(record, revision=str(next(self._revisions)))


class Switches(MemoryTradingStates):
    """The kill switches and wishes; `turned` hears of each change at the moment it is stored."""

    def __init__(self, state: TradingState, turned: Callable[[TradingState, str | None], None]) -> None:
        super().__init__(state)
        self.turned = turned
        self._folded: dict[TradingPlace | None, TradingState] = {}

    def current(self, place: TradingPlace | None = None) -> TradingState:
        """Fold the switches over a place, once between two turns: every look at a run asks for it."""
        folded = self._folded.get(place) or super().current(place)
        return self._folded.setdefault(place, folded)

    def set(
        self,
        state: TradingState,
        scope: TradingScope = TradingScope.EVERYBODY,
        place: TradingPlace | None = None,
    ) -> None:
        """Set, and tell of it."""
        super().set(state, scope, place)
        self._folded.clear()
        # There is one owner with one portfolio and one account: whatever is turned is over all runs.
        self.turned(strictest((self.current(), *self._narrow.values())), None)

    def request_cancel(self, run: Run, request: CancelRequest) -> None:
        """Keep the wish, and tell of it."""
        super().request_cancel(run, request)
        self.turned(TradingState.halted(request.reason), run.run_id)


def unreadable_switch() -> TradingState:
    """Stand for a switch that cannot be read."""
    return TradingState.halted("the switch cannot be read")


def unreadable_control() -> Control:
    """Stand for switches that cannot be read."""
    return Control(trading=unreadable_switch())
