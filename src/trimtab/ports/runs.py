"""The executor's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from trimtab.domain.account_state import AccountState
from trimtab.domain.decision import Decision
from trimtab.domain.leg import Leg
from trimtab.domain.notice import Notice
from trimtab.domain.performance import RunPerformance
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A caller's key in the caller's own key space, and the hash of the request it came with."""

    uid: str
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run with its legs as read at one revision, which is the store's own word."""

    run: Run
    legs: tuple[Leg, ...]
    revision: str

    def leg(self, number: int) -> Leg:
        """Return the leg with this number; legs count from one."""
        return self.legs[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord:
    """An account's state as read at one revision; without one nothing has been stored yet."""

    state: AccountState
    revision: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """An account's next state, the record it was decided from, and who decided where a person did."""

    before: AccountRecord
    after: AccountState
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOpening:
    """A run about to be reserved under a caller's key, with the account it takes."""

    run: Run
    legs: tuple[Leg, ...]
    event: RunEvent
    key: IdempotencyKey
    account: AccountChange


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    """A run's next state, the event that proves it, and what else must be stored with it or not at all.

    `account` gives the account back when the run ends, `performance` tells what it has cost and brought, and
    `suggestions` what became of its plan's trades. More legs than before are new ones.
    """

    run: Run
    legs: tuple[Leg, ...]
    event: RunEvent
    account: AccountChange | None = None
    notices: tuple[Notice, ...] = ()
    performance: RunPerformance | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def rebalancing(self) -> Rebalancing | None:
        """The entry of the history that goes with the figures of a run that has traded and ended."""
        return Rebalancing.of(self.run, self.legs, self.performance) if self.performance else None


@dataclass(frozen=True, slots=True)
class Reserved:
    """The run was created and holds the account."""

    record: RunRecord


@dataclass(frozen=True, slots=True)
class KeySeen:
    """The idempotency key has already started a run; `request_hash` is what it was used for."""

    run_id: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """The plan has already started a run, under a key of its own."""

    run_id: str


@dataclass(frozen=True, slots=True)
class AccountMoved:
    """The account is no longer as it was read: somebody else took it, gave it back or locked it."""


Reservation = Reserved | KeySeen | PlanSeen | AccountMoved


class RunStore(Protocol):
    """The executor's ledger: runs, legs, events, accounts and idempotency keys."""

    def account(self, account_key: str, environment: BrokerMode) -> AccountRecord:
        """Read an account's state; a free one where nothing is stored yet."""
        ...

    def reserve(self, opening: RunOpening) -> Reservation:
        """Create run, legs, event, key, the plan's claim and the account's next state in one step.

        Where somebody was first, tell who: a key has one run, and so has a plan.
        """
        ...

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell which run a caller's key has started, or None for a fresh key."""
        ...

    def find_plan(self, portfolio: PortfolioRef, plan_id: str) -> PlanSeen | None:
        """Tell which run a plan of this portfolio has started, or None for one that has started none."""
        ...

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read a run of this portfolio with its legs, or None."""
        ...

    def save(self, record: RunRecord, step: RunStep) -> RunRecord | None:
        """Store a whole step; None when the record, or the account's, is no longer the latest."""
        ...

    def change_account(self, change: AccountChange) -> bool:
        """Store an account's next state with its decision; False when it has moved since it was read."""
        ...

    def decisions_of(self, day: date) -> tuple[Decision, ...]:
        """List what was decided by hand on a day (UTC), the first decision first."""
        ...

    def busy_accounts(self) -> tuple[AccountRecord, ...]:
        """List the accounts that a run holds."""
        ...

    def locked_accounts(self) -> tuple[AccountRecord, ...]:
        """List the accounts on which nothing may start until a person has looked."""
        ...

    def accounts_to_review(self, now: datetime, limit: int) -> tuple[AccountRecord, ...]:
        """List the accounts whose next review is due, the longest waiting first."""
        ...

    def history_of(self, run: Run) -> tuple[RunEvent, ...]:
        """Read a run's whole history in order."""
        ...


class Outbox(Protocol):
    """Notices until they were delivered."""

    def due(self, now: datetime, limit: int) -> tuple[Notice, ...]:
        """List pending notices whose time has come, the longest waiting first."""
        ...

    def update(self, notice: Notice) -> None:
        """Store how far a notice has come."""
