"""The stores as dictionaries, for tests that need no emulator; one contract suite covers both."""

from __future__ import annotations

from itertools import count
from threading import Lock

from trimtab.domain.leg import Leg
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run, RunEvent
from trimtab.domain.trading_state import TradingState
from trimtab.ports import AccountHeld, IdempotencyKey, KeySeen, Reservation, Reserved, RunRecord


class MemoryPolicies:
    """The policy store's fake; `versions` holds each portfolio's policies in order."""

    def __init__(self) -> None:
        self.versions: dict[PortfolioRef, list[Policy]] = {}
        self._lock = Lock()

    def current(self, portfolio: PortfolioRef) -> Policy | None:
        """Return the last version."""
        versions = self.versions.get(portfolio)
        return versions[-1] if versions else None

    def append(self, portfolio: PortfolioRef, policy: Policy) -> bool:
        """Keep the next version; False for any other."""
        with self._lock:
            versions = self.versions.setdefault(portfolio, [])
            is_next = policy.version == len(versions) + 1
            if is_next:
                versions.append(policy)
            return is_next


class MemoryPlans:
    """The plan store's fake."""

    def __init__(self) -> None:
        self.plans: dict[tuple[PortfolioRef, str], Plan] = {}

    def save(self, plan: Plan) -> None:
        """Keep a plan under its own id."""
        self.plans[PortfolioRef(plan.uid, plan.portfolio_id), plan.plan_id] = plan

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Return a plan of this portfolio."""
        return self.plans.get((portfolio, plan_id))


class MemoryRuns:
    """The run store's fake; `events` holds each run's history in order."""

    def __init__(self) -> None:
        self.records: dict[tuple[PortfolioRef, str], RunRecord] = {}
        self.events: dict[str, list[RunEvent]] = {}
        self._keys: dict[tuple[str, str], KeySeen] = {}
        self._holders: dict[str, str] = {}
        self._revisions = count(1)
        self._lock = Lock()

    def reserve(self, run: Run, legs: tuple[Leg, ...], event: RunEvent, key: IdempotencyKey) -> Reservation:
        """Reserve the run unless the key or the account is taken."""
        with self._lock:
            earlier = self.find_key(key) or self._find_holder(run)
            return earlier or self._open(run, legs, event, key)

    def find_key(self, key: IdempotencyKey) -> KeySeen | None:
        """Tell what a caller's key has started."""
        return self._keys.get((key.uid, key.key))

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Return a run of this portfolio."""
        return self.records.get((portfolio, run_id))

    def save(self, record: RunRecord, run: Run, legs: tuple[Leg, ...], event: RunEvent) -> RunRecord | None:
        """Keep the run's next state unless it has moved since the record was read."""
        with self._lock:
            latest = self.records.get((run.portfolio, run.run_id))
            if latest is None or latest.revision != record.revision:
                return None
            if run.is_final and self._holders.get(run.account_key) == run.run_id:
                del self._holders[run.account_key]
            return self._keep(run, legs, event)

    def _find_holder(self, run: Run) -> AccountHeld | None:
        holder = self._holders.get(run.account_key)
        return AccountHeld(holder) if holder else None

    def _open(self, run: Run, legs: tuple[Leg, ...], event: RunEvent, key: IdempotencyKey) -> Reserved:
        self._keys[key.uid, key.key] = KeySeen(run_id=run.run_id, request_hash=key.request_hash)
        self._holders[run.account_key] = run.run_id
        return Reserved(self._keep(run, legs, event))

    def _keep(self, run: Run, legs: tuple[Leg, ...], event: RunEvent) -> RunRecord:
        record = RunRecord(run=run, legs=legs, revision=str(next(self._revisions)))
        self.records[run.portfolio, run.run_id] = record
        self.events.setdefault(run.run_id, []).append(event)
        return record


class MemoryTradingStates:
    """The kill switch's fake; without a state it is HALTED."""

    def __init__(self, state: TradingState | None = None) -> None:
        self._state = state

    def current(self) -> TradingState:
        """Return the state."""
        return self._state or TradingState.halted("no trading mode has been set yet; the operator sets one")

    def set(self, state: TradingState) -> None:
        """Keep a state."""
        self._state = state
