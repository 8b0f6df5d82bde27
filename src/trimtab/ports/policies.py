"""Where policies and plans are kept."""

from __future__ import annotations

from typing import Protocol

from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.suggestion import Suggestion


class PolicyStore(Protocol):
    """Versioned policies, and the public allocation documents that mirror the current one."""

    def current(self, portfolio: PortfolioRef) -> Policy | None:
        """Read the latest policy, or None when nothing was ever saved."""
        ...

    def append(self, portfolio: PortfolioRef, policy: Policy) -> bool:
        """Store a policy as the next version, all or nothing; False when its version is already taken."""
        ...


class PlanStore(Protocol):
    """Immutable plans under their portfolio, and what became of their trades (requirements 001 and 002)."""

    def save(self, plan: Plan, suggestions: tuple[Suggestion, ...] = ()) -> None:
        """Store a plan under its own id with its trades; storing the same plan again changes nothing."""

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Read a plan of this portfolio, or None."""
        ...

    def suggestions(self, portfolio: PortfolioRef, plan_id: str) -> tuple[Suggestion, ...]:
        """List the trades of a plan as they stand, in the plan's order."""
        ...

    def drop(self, portfolio: PortfolioRef, plan_id: str, reason: ReasonCode) -> None:
        """Cancel the trades of a plan that are still pending; one that moves meanwhile is left alone."""
