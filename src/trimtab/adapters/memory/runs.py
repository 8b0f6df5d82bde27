"""The executor's ledger as dictionaries; one contract suite covers it and the real one."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from threading import Lock

from trimtab.adapters.memory.stores import MemoryPlans
from trimtab.domain.account_state import AccountState
from trimtab.domain.dead_letter import DeadLetter
from trimtab.domain.decision import Decision
from trimtab.domain.notice import Notice, NoticeStatus
from trimtab.domain.performance import RunPerformance
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.snapshot import BrokerMode
from trimtab.ports import (
    AccountChange,
    AccountMoved,
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


class MemoryRuns:
    """The run store's fake, and the outbox; `events` holds each run's history in order."""

    def __init__(self, plans: MemoryPlans | None = None, decisions: list[Decision] | None = None) -> None:
        self._plans = plans or MemoryPlans()
        self.decisions = [] if decisions is None else decisions
        self.records: dict[tuple[PortfolioRef, str], RunRecord] = {}
        self.events: dict[str, list[RunEvent]] = {}
        self.accounts: dict[str, AccountRecord] = {}
        self.notices: dict[str, Notice] = {}
        self.performances: list[RunPerformance] = []
        self.rebalancings: dict[tuple[PortfolioRef, str], Rebalancing] = {}
        self._keys: dict[tuple[str, str], KeySeen] = {}
        self._claims: dict[tuple[PortfolioRef, str], PlanSeen] = {}
        self._revisions = count(1)
        self._lock = Lock()

    def account(self, account_key: str, environment: BrokerMode) -> AccountRecord:
        """Return an account's state."""
        fresh = AccountState(account_key=account_key, environment=environment)
        return self.accounts.get(account_key) or AccountRecord(state=fresh, revision=None)

    def reserve(self, opening: RunOpening) -> Reservation:
        """Reserve the run unless the key or the plan was seen or the account has moved."""
        with self._lock:
            key, run = opening.key, opening.run
            seen = self.find_key(key) or self.find_plan(run.portfolio, run.plan_id or "")
            if seen:
                return seen
            if not self._is_latest(opening.account):
                return AccountMoved()
            self._keys[key.uid, key.key] = KeySeen(run_id=run.run_id, request_hash=key.request_hash)
            if run.plan_id:
                self._claims[run.portfolio, run.plan_id] = PlanSeen(run.run_id)
            self._keep_account(opening.account)
            return Reserved(self._keep(RunStep(run=run, legs=opening.legs, event=opening.event)))

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell what a caller's key has started."""
        return self._keys.get((key.uid, key.key))

    def find_plan(self, portfolio: PortfolioRef, plan_id: str) -> PlanSeen | None:
        """Tell what a plan has started."""
        return self._claims.get((portfolio, plan_id))

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Return a run of this portfolio."""
        return self.records.get((portfolio, run_id))

    def save(self, record: RunRecord, step: RunStep) -> RunRecord | None:
        """Keep the run's next state unless it, or its account, has moved since."""
        with self._lock:
            latest = self.records.get((step.run.portfolio, step.run.run_id))
            if latest is None or latest.revision != record.revision:
                return None
            if step.account:
                if not self._is_latest(step.account):
                    return None
                self._keep_account(step.account)
            if step.suggestions and step.run.plan_id:
                self._plans.lines[step.run.portfolio, step.run.plan_id] = step.suggestions
            if step.performance:
                self.performances.append(step.performance)
            if step.rebalancing:
                self.rebalancings[step.run.portfolio, step.run.run_id] = step.rebalancing
            self.notices.update({notice.notice_id: notice for notice in step.notices})
            return self._keep(step)

    def change_account(self, change: AccountChange) -> bool:
        """Keep an account's next state unless it has moved."""
        with self._lock:
            is_latest = self._is_latest(change)
            if is_latest:
                self._keep_account(change)
                self.decisions.extend([change.decision] if change.decision else [])
            return is_latest

    def decisions_of(self, day: date) -> tuple[Decision, ...]:
        """Return what was decided on a day."""
        made = (decision for decision in self.decisions if decision.day == day)
        return tuple(sorted(made, key=lambda decision: decision.at))

    def busy_accounts(self) -> tuple[AccountRecord, ...]:
        """Return the accounts that a run holds."""
        return tuple(record for record in self.accounts.values() if record.state.active_run)

    def locked_accounts(self) -> tuple[AccountRecord, ...]:
        """Return the accounts on which nothing may start."""
        return tuple(record for record in self.accounts.values() if record.state.locked)

    def accounts_to_review(self, now: datetime, limit: int) -> tuple[AccountRecord, ...]:
        """Return the accounts whose review is due."""
        asked = ((record.state.next_review_at, record) for record in self.accounts.values())
        due = [(at, record) for at, record in asked if at is not None and at <= now]
        return tuple(record for _, record in sorted(due, key=lambda line: line[0]))[:limit]

    def due(self, now: datetime, limit: int) -> tuple[Notice, ...]:
        """Return pending notices whose time has come."""
        pending = (each for each in self.notices.values() if each.status is NoticeStatus.PENDING)
        waiting = ((each.due_at, each.notice_id, each) for each in pending if each.due_at)
        return tuple(each for due_at, _, each in sorted(waiting, key=lambda line: line[:2]) if due_at <= now)[
            :limit
        ]

    def update(self, notice: Notice) -> None:
        """Keep how far a notice has come."""
        self.notices[notice.notice_id] = notice

    def history_of(self, run: Run) -> tuple[RunEvent, ...]:
        """Return a run's whole history."""
        return tuple(self.events.get(run.run_id, ()))

    def _is_latest(self, change: AccountChange) -> bool:
        stored = self.accounts.get(change.after.account_key)
        return (stored.revision if stored else None) == change.before.revision

    def _keep_account(self, change: AccountChange) -> None:
        record = AccountRecord(state=change.after, revision=str(next(self._revisions)))
        self.accounts[change.after.account_key] = record

    def _keep(self, step: RunStep) -> RunRecord:
        run = step.run
        record = RunRecord(run=run, legs=step.legs, revision=str(next(self._revisions)))
        self.records[run.portfolio, run.run_id] = record
        self.events.setdefault(run.run_id, []).append(step.event)
        return record


class MemoryDeadLetters:
    """The fake of where dead letters are kept."""

    def __init__(self) -> None:
        self.letters: list[DeadLetter] = []

    def bury(self, letter: DeadLetter) -> None:
        """Keep a letter."""
        self.letters.append(letter)
