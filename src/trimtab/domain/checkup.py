"""What one look at a portfolio by the schedule has found and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trimtab.domain.drift import DriftView
from trimtab.domain.policy import Autonomy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.schedule import Verdict


class CheckResult(StrEnum):
    """How a look has ended.

    QUIET: no rule fired, or one that has to wait. UNPLANNED: a rule fired and no trade repairs anything, or
    none may be planned. SHADOWED: the plan is kept and nobody is asked (requirement 003). PROPOSED: the plan
    waits for approval. STARTED: a run was reserved. REFUSED: a run was wanted and not allowed.
    """

    QUIET = "QUIET"
    UNPLANNED = "UNPLANNED"
    SHADOWED = "SHADOWED"
    PROPOSED = "PROPOSED"
    STARTED = "STARTED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCheck:
    """A portfolio whose time has come; `due_at` is the time itself, and so names this one check."""

    portfolio: PortfolioRef
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look that was done: the rules' verdict, and what became of it under the owner's autonomy."""

    check_id: str
    portfolio: PortfolioRef
    due_at: datetime
    checked_at: datetime
    session: date
    verdict: Verdict
    autonomy: Autonomy
    result: CheckResult
    reason: Reason
    plan_id: str | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftSnapshot:
    """Drift as it stood at the last look of a session (requirements 001 and 002)."""

    portfolio: PortfolioRef
    day: date
    calculated_at: datetime
    policy_version: int
    view: DriftView


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The proof that everybody due was looked at in a session; `missed` names the first who were not.

    A number is None when it cannot be known any more: the count came after looks of a later session. `missed`
    are those then who have not been looked at since.
    """

    day: date
    counted_at: datetime
    checked_count: int | None
    missed_count: int | None
    missed: tuple[PortfolioRef, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether it is known that nobody was missed."""
        return self.missed_count == 0
