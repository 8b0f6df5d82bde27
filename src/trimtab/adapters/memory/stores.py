"""Policies, plans and switches as dictionaries; one contract suite covers them and the real stores."""

from __future__ import annotations

from datetime import date
from threading import Lock

from trimtab.adapters.memory.automation import MemorySchedules
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import Run, RunRef
from trimtab.domain.suggestion import Suggestion, SuggestionStatus, mark_cancelled
from trimtab.domain.trading_state import (
    TradingMode,
    TradingPlace,
    TradingScope,
    TradingState,
    is_followed,
    strictest,
)

_NARROW = (TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT)


class MemoryPolicies:
    """The policy store's fake; `versions` holds each portfolio's policies in order."""

    def __init__(self, schedules: MemorySchedules | None = None) -> None:
        self._schedules = schedules or MemorySchedules()
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
                self._schedules.begin(portfolio, policy)
            return is_next


class MemoryPlans:
    """The plan store's fake."""

    def __init__(self) -> None:
        self.plans: dict[tuple[PortfolioRef, str], Plan] = {}
        self.lines: dict[tuple[PortfolioRef, str], tuple[Suggestion, ...]] = {}

    def save(self, plan: Plan, suggestions: tuple[Suggestion, ...] = ()) -> None:
        """Keep a plan under its own id, with its trades."""
        self.plans[plan.portfolio, plan.plan_id] = plan
        self.lines.setdefault((plan.portfolio, plan.plan_id), suggestions)

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Return a plan of this portfolio."""
        return self.plans.get((portfolio, plan_id))

    def suggestions(self, portfolio: PortfolioRef, plan_id: str) -> tuple[Suggestion, ...]:
        """Return the trades of a plan."""
        return self.lines.get((portfolio, plan_id), ())

    def drop(self, portfolio: PortfolioRef, plan_id: str, reason: ReasonCode) -> None:
        """Cancel what is pending."""
        self.lines[portfolio, plan_id] = tuple(
            mark_cancelled(each, reason) if each.status is SuggestionStatus.PENDING else each
            for each in self.suggestions(portfolio, plan_id)
        )


class MemoryTradingStates:
    """The kill switch's fake; without a switch over everybody it is HALTED. `changes` holds every turn."""

    def __init__(self, state: TradingState | None = None) -> None:
        self._everybody = state
        self._narrow: dict[tuple[TradingScope, str], TradingState] = {}
        self.cancels: dict[RunRef, CancelRequest] = {}
        self.changes: list[ModeChange] = []
        self._lock = Lock()

    def current(self, place: TradingPlace | None = None) -> TradingState:
        """Fold the switches over a place."""
        everybody = self._everybody or TradingState.halted(
            "no trading mode has been set yet; the operator sets one"
        )
        narrow = tuple(self.of(scope, place) for scope in _NARROW) if place else ()
        return strictest((everybody, *narrow))

    def control(self, run: Run) -> Control:
        """Return the switches over a run and its owner's wish."""
        return Control(trading=self.current(run.place), cancel=self.cancels.get(run.ref))

    def of(self, scope: TradingScope, place: TradingPlace) -> TradingState:
        """Return one switch."""
        return self._stands(scope, place)

    def _stands(self, scope: TradingScope, place: TradingPlace) -> TradingState:
        if scope is TradingScope.EVERYBODY:
            return MemoryTradingStates.current(self)
        found = self._narrow.get((scope, _name(scope, place)))
        return found or TradingState(mode=TradingMode.ACTIVE, reason="")

    def set(
        self,
        state: TradingState,
        scope: TradingScope = TradingScope.EVERYBODY,
        place: TradingPlace | None = None,
    ) -> None:
        """Keep a switch's state, and the turn."""
        change = ModeChange.of(state, scope, place)
        if change.place is None:
            self._everybody = state
        else:
            self._narrow[scope, _name(scope, change.place)] = state
        self.changes.append(change)

    def set_next(
        self,
        state: TradingState,
        scope: TradingScope,
        place: TradingPlace,
        before: TradingState | None = None,
    ) -> bool:
        """Keep a switch's next state."""
        with self._lock:
            is_next = is_followed(self._stands(scope, place), state, before)
            if is_next:
                self.set(state, scope, place)
            return is_next

    def changes_of(self, day: date) -> tuple[ModeChange, ...]:
        """Return what was turned on a day."""
        turned = (change for change in self.changes if change.day == day)
        return tuple(sorted(turned, key=lambda change: change.at))

    def request_cancel(self, run: Run, request: CancelRequest) -> None:
        """Keep the first wish."""
        self.cancels.setdefault(run.ref, request)


def _name(scope: TradingScope, place: TradingPlace) -> str:
    names = {
        TradingScope.USER: place.portfolio.uid,
        TradingScope.PORTFOLIO: f"{place.portfolio.uid}/{place.portfolio.portfolio_id}",
        TradingScope.ACCOUNT: f"{place.portfolio.uid}/{place.account_key}",
    }
    return names[scope]
