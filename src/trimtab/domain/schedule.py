"""When a portfolio is looked at next, and what its rules have said (requirement 002)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.drift import DriftLevel, ToleranceBand
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.trigger import TriggerKind


class VerdictOutcome(StrEnum):
    """What the rules amount to; HELD_BACK when one fires but has to wait."""

    FIRED = "FIRED"
    HELD_BACK = "HELD_BACK"
    NOT_FIRED = "NOT_FIRED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFinding:
    """What one rule says, and why."""

    rule_id: str
    kind: TriggerKind
    has_fired: bool
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What all rules say at one moment; `rule_id` and `trigger` are of the rule that decides, if any does."""

    as_of: datetime
    outcome: VerdictOutcome
    reason: Reason
    findings: tuple[RuleFinding, ...] = ()
    rule_id: str | None = None
    trigger: TriggerKind | None = None

    @property
    def has_fired(self) -> bool:
        """Whether a plan is to be made."""
        return self.outcome is VerdictOutcome.FIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Where the checks of a portfolio stand; days are sessions, None before the first check.

    `coming_session` is the session after the last one checked, as the market calendar stood then: a date that
    a closure moves afterwards is neither lost nor met twice. `last_run_session` is that of the last run that
    a rule, not a person, has started. `due_since` is when the look that is owed was first due: a look that is
    put off moves `next_due_at` and not this.
    """

    portfolio: PortfolioRef
    policy_version: int
    next_due_at: datetime | None = None
    due_since: datetime | None = None
    last_checked_at: datetime | None = None
    last_session: date | None = None
    coming_session: date | None = None
    last_run_session: date | None = None
    last_outcome: VerdictOutcome | None = None
    last_reason: Reason | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdStatus:
    """The row that is furthest out of its band, or nearest to its edge; fractions of portfolio value."""

    key: str
    drift: Decimal
    band: ToleranceBand

    @property
    def level(self) -> DriftLevel:
        """Whether it is in its band, out of it, or critical."""
        return self.band.level(self.drift)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleState:
    """What an owner sees of a schedule: the calendar's next dates, drift, and what each rule says.

    `next_date` and `days_until` (calendar days) are None without a calendar rule, and `next_dates` are five
    at most: as many as the known market calendar holds. No targets, no `threshold`.
    """

    as_of: datetime
    next_date: date | None
    days_until: int | None
    next_dates: tuple[date, ...]
    threshold: ThresholdStatus | None
    findings: tuple[RuleFinding, ...]
