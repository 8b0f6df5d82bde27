"""One execution of a plan or of a single order: its state, and what it was approved for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from trimtab.domain.bounds import Bounds
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.errors import RefusedError
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.lease import Lease
from trimtab.domain.opening import Opening
from trimtab.domain.plan import Envelope
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingPlace
from trimtab.domain.trigger import TriggerKind

RUN_FORM: Final = 1
"""The form in which this version stores a run; a worker leaves a run of a later form alone (F-170)."""


class RunKind(StrEnum):
    """What started the run."""

    REBALANCE = "REBALANCE"
    SINGLE_TRADE = "SINGLE_TRADE"


class RunState(StrEnum):
    """Where a run stands, in the order it goes through."""

    RESERVED = "RESERVED"
    SELLING = "SELLING"
    SELLS_OPEN = "SELLS_OPEN"
    BUY_SEALED = "BUY_SEALED"
    BUYING = "BUYING"
    BUYS_OPEN = "BUYS_OPEN"
    RECONCILING = "RECONCILING"
    COMPLETED = "COMPLETED"
    PARTIAL = "PARTIAL"
    NO_ACTION = "NO_ACTION"
    BLOCKED = "BLOCKED"
    CANCELLED = "CANCELLED"
    HALTED = "HALTED"
    NEEDS_OPERATOR = "NEEDS_OPERATOR"


FINAL_STATES: Final = frozenset(
    {
        RunState.COMPLETED,
        RunState.PARTIAL,
        RunState.NO_ACTION,
        RunState.BLOCKED,
        RunState.CANCELLED,
        RunState.HALTED,
    }
)


@dataclass(frozen=True, slots=True)
class StateChange:
    """A state and when it was reached."""

    state: RunState
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRef:
    """Names a run: whose it is, and its id."""

    uid: str
    portfolio_id: str
    run_id: str

    @property
    def portfolio(self) -> PortfolioRef:
        """Whose run it is."""
        return PortfolioRef(self.uid, self.portfolio_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person has acknowledged about a plan before it ran: broken soft rules by id, and a note."""

    rules: tuple[str, ...]
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunOrigin:
    """What asked for a run: a kind of rule, and whether it did so by itself or because a person ran it.

    `is_approved` is whether a person has seen its plan and approved it, who may think better of it. `review`
    is what that person has said about it.
    """

    trigger: TriggerKind = TriggerKind.MANUAL
    is_automatic: bool = False
    is_approved: bool = False
    review: Review | None = None


BY_HAND: Final = RunOrigin()
"""A person, without any rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run's head; its legs and events are separate records. `sequence` grows with every saved change.

    `fence` counts the workers that have held it. `next_tick_at` is when a worker is due, None once the run
    has ended or is parked; `tick_failures` counts the ticks in a row that came to nothing, from
    `failing_since` on.
    """

    run_id: str
    uid: str
    portfolio_id: str
    kind: RunKind
    account_id: str
    account_key: str
    environment: BrokerMode
    plan_id: str | None
    plan_hash: str | None
    policy_version: int | None
    engine_version: str
    envelope: Envelope
    trading_epoch: int
    state: RunState
    leg_count: int
    created_at: datetime
    updated_at: datetime
    history: tuple[StateChange, ...]
    sequence: int = 0
    last_event_hash: str = ""
    reason_code: ReasonCode | None = None
    message: str = ""
    execution: ExecutionConfig = field(default_factory=ExecutionConfig)
    """How its orders are priced, as the policy said when it was reserved (F-171)."""
    opening: Opening | None = None
    """What the account held then; None for runs of versions that did not take it down."""
    bounds: Bounds | None = None
    """What its orders are held to; None for runs of versions that did not take it down."""
    fence: int = 0
    lease: Lease | None = None
    next_tick_at: datetime | None = None
    form: int = RUN_FORM
    tick_failures: int = 0
    failing_since: datetime | None = None
    trigger: TriggerKind = TriggerKind.MANUAL
    """What asked for it, as of a rule; also for runs of versions that did not take it down."""
    is_automatic: bool = False
    """Whether it was started without a person."""
    hold_until: datetime | None = None
    """When its first order may leave, by the clock it was reserved by; None for at once."""
    review: Review | None = None
    """What its owner has acknowledged; None where nothing was, and for runs of versions without reviews."""

    @property
    def portfolio(self) -> PortfolioRef:
        """Whose run it is."""
        return PortfolioRef(self.uid, self.portfolio_id)

    @property
    def ref(self) -> RunRef:
        """The run's name."""
        return RunRef(uid=self.uid, portfolio_id=self.portfolio_id, run_id=self.run_id)

    @property
    def place(self) -> TradingPlace:
        """Where its orders go; the switches over it are found by that."""
        return TradingPlace(portfolio=self.portfolio, account_key=self.account_key)

    @property
    def leaves_at(self) -> datetime:
        """When its first order may leave at the earliest: limits of a day are those of that one."""
        return self.hold_until or self.created_at

    def hold_left(self, now: datetime) -> timedelta:
        """Tell how long its first order may not leave yet; zero when it may, or has."""
        if self.hold_until is None or self.state is not RunState.RESERVED:
            return timedelta()
        return max(self.hold_until - now, timedelta())

    @property
    def is_of_later_form(self) -> bool:
        """Whether it is stored in a form that this version does not know, and so must not write (F-170)."""
        return self.form > RUN_FORM

    @property
    def is_over(self) -> bool:
        """Tell whether no worker has anything to do: the run has ended, or waits for a person."""
        return self.is_final or self.state is RunState.NEEDS_OPERATOR

    @property
    def is_final(self) -> bool:
        """Tell whether the run has ended; a parked run has not."""
        return self.state in FINAL_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvent:
    """One line of a run's history; each hash covers the line and the hash before it."""

    sequence: int
    at: datetime
    text: str
    run_state: RunState
    leg_states: tuple[str, ...]
    previous_hash: str
    hash: str
    fence: int = 0


def require_account(expected: str, environment: BrokerMode, account_id: str) -> None:
    """Raise RefusedError for keys that open another account than the one a run was reserved on (I-22)."""
    if account_key(environment, account_id) != expected:
        text = f"The keys open another account ({environment}) now; link the keys of {expected} again."
        raise RefusedError(ReasonCode.ACCOUNT_CHANGED, text)


def account_key(environment: BrokerMode, account_id: str) -> str:
    """Name the lock of a brokerage account without telling its number."""
    return f"acct_{canonical_hash((environment, account_id))[:24]}"


def account_label(account_id: str) -> str:
    """Name an account to its owner by the end of its id, which tells accounts apart and opens none."""
    return account_id[-4:]
