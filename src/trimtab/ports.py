"""What the use cases need of the world outside, as small protocols the callers own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from trimtab.domain.activity import Activity
from trimtab.domain.broker_keys import BrokerKeys
from trimtab.domain.holdings import Account, DailyClose, Holding, PriceAdjustment, Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.intent import OrderChange, OrderIntent
from trimtab.domain.leg import Leg
from trimtab.domain.order import MarketClock, Order, Session, SubmitOutcome
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingState


class Clock(Protocol):
    """The time, and a way to let some of it pass."""

    def now(self) -> datetime:
        """Tell the time, aware and in UTC."""
        ...

    def pause(self, seconds: Decimal) -> None:
        """Return when the seconds have passed."""


class Identifiers(Protocol):
    """A source of names that nobody has used before."""

    def fresh(self) -> str:
        """Make a new name of 20 letters and digits that cannot be guessed."""
        ...


class Broker(Protocol):
    """One brokerage account; every read raises UnavailableError when no usable answer comes in time.

    Its reason is BROKER_CREDENTIALS_REFUSED where only a new link to the account can help.
    """

    @property
    def environment(self) -> BrokerMode:
        """Tell whether orders move real money."""
        ...

    def account(self) -> Account:
        """Read cash and whether the account may trade."""
        ...

    def holdings(self) -> tuple[Holding, ...]:
        """Read every position, in symbol order."""
        ...

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up; a symbol the broker does not know is left out."""
        ...

    def market_clock(self) -> MarketClock:
        """Read the broker's clock and session."""
        ...

    def sessions(self, first: date, last: date) -> tuple[Session, ...]:
        """List the trading days from first to last, both included, in order."""
        ...

    def open_orders(self) -> tuple[Order, ...]:
        """List the orders that may still fill, ours and others'."""
        ...

    def orders_since(self, after: datetime) -> tuple[Order, ...]:
        """List every order submitted after an instant, open or ended, oldest first."""
        ...

    def submit(self, intent: OrderIntent) -> SubmitOutcome:
        """Send one order once. Never raises for what the network does: an unclear answer is `Unknown`.

        A repeat under the id of an order that is equal to this one is `Accepted` with that order.
        """
        ...

    def replace(self, order_id: str, change: OrderChange) -> SubmitOutcome:
        """Ask once for a working order to be replaced; `Accepted` shows the order that takes its place.

        The old order may still fill first: only look-ups of both ids tell.
        """
        ...

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id; None means "not known yet", not "never sent"."""
        ...

    def cancel(self, order_id: str) -> None:
        """Ask for the cancellation of an order; what became of it only a look-up tells."""

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """List fills and the broker's own entries of that day (UTC) and later, oldest first; all by default.

        Raises UnavailableError also when there are too many to be read at once.
        """
        ...


class MarketData(Protocol):
    """Prices of US stocks; raises UnavailableError when no usable answer comes in time."""

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read current prices; a symbol without a usable price is left out."""
        ...

    def daily_closes(
        self,
        symbols: tuple[str, ...],
        first: date,
        last: date,
        adjustment: PriceAdjustment = PriceAdjustment.SPLIT,
    ) -> Mapping[str, tuple[DailyClose, ...]]:
        """Read the closes from first to last, both included, in order; a symbol without any is left out."""
        ...


class Brokerage(Broker, MarketData, Protocol):
    """A brokerage account together with the prices its owner may see."""


class Secrets(Protocol):
    """What opens people's brokerage accounts."""

    def of(self, uid: str) -> BrokerKeys | None:
        """Read the keys of the account linked to a person, or None when none is linked."""
        ...


class Brokers(Protocol):
    """Finds the brokerage account of a person."""

    def of(self, uid: str) -> Brokerage:
        """Open the account linked to a person. Raises RefusedError when none is linked."""
        ...


class PolicyStore(Protocol):
    """Versioned policies, and the public allocation documents that mirror the current one."""

    def current(self, portfolio: PortfolioRef) -> Policy | None:
        """Read the latest policy, or None when nothing was ever saved."""
        ...

    def append(self, portfolio: PortfolioRef, policy: Policy) -> bool:
        """Store a policy as the next version, all or nothing; False when its version is already taken."""
        ...


class PlanStore(Protocol):
    """Immutable plans under their portfolio."""

    def save(self, plan: Plan) -> None:
        """Store a plan under its own id; storing the same plan again changes nothing."""

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Read a plan of this portfolio, or None."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run with its legs as read at one revision, which is the store's own word."""

    run: Run
    legs: tuple[Leg, ...]
    revision: str

    def leg(self, number: int) -> Leg:
        """Return the leg with this number; legs count from one."""
        return self.legs[number - 1]


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
class AccountHeld:
    """Another run holds the account."""

    run_id: str


Reservation = Reserved | KeySeen | AccountHeld


class RunStore(Protocol):
    """The executor's ledger: runs, legs, events, the account's lock and idempotency keys."""

    def reserve(self, run: Run, legs: tuple[Leg, ...], event: RunEvent, key: IdempotencyKey) -> Reservation:
        """Create run, legs, first event, key and account lock in one step, or tell who was first."""
        ...

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell which run a caller's key has started, or None for a fresh key."""
        ...

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read a run of this portfolio with its legs, or None."""
        ...

    def save(self, record: RunRecord, run: Run, legs: tuple[Leg, ...], event: RunEvent) -> RunRecord | None:
        """Store changed legs, run and event in one step; None when the record is no longer the latest.

        A run in a final state gives the account's lock back in the same step.
        """
        ...


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A caller's key in the caller's own key space, and the hash of the request it came with."""

    uid: str
    key: str
    request_hash: str


class TradingStates(Protocol):
    """The kill switch's storage."""

    def current(self) -> TradingState:
        """Read the switch; missing, unreadable or malformed is HALTED, never an error."""
        ...

    def set(self, state: TradingState) -> None:
        """Store a new state with a plain write that nothing can delay."""


class TaskQueue(Protocol):
    """Work to be done soon, at least once."""

    def advance_run(self, portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Ask for one tick of a run; the same tick of a run asked for twice may be done once.

        Raises UnavailableError when the queue cannot be reached.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Every port of one deployment, as a use case is given them."""

    clock: Clock
    identifiers: Identifiers
    brokers: Brokers
    policies: PolicyStore
    plans: PlanStore
    runs: RunStore
    trading: TradingStates
    queue: TaskQueue
