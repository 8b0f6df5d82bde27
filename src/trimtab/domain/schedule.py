"""When a portfolio is looked at next, and what its rules have said (requirement 002)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.drift import DriftLevel, ToleranceBand
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
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
class SettledLook:
    """The last look that left nothing over: up to it dates are met and money is counted.

    A look that was held back, refused or kept from planning leaves everything to the next one.
    `coming_session` is the session after it, as the market calendar stood then: a date that a closure moves
    afterwards is neither lost nor met twice. `counted` names the recent entries that were counted by then;
    None where no rule asked for any.
    """

    at: datetime
    session: date
    coming_session: date | None = None
    counted: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNews:
    """What the looks of one session have told under one policy: none of it is told again.

    `plan_id` is the plan that was kept or proposed, and `expires_at` when nobody can approve it any more.
    `hindrances` are why nothing came of a rule that fired.
    """

    session: date
    policy_version: int
    plan_id: str | None = None
    expires_at: datetime | None = None
    hindrances: tuple[ReasonCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Where the checks of a portfolio stand; days are sessions, None before the first check.

    `last_run_session` is that of the last run that a rule, not a person, has started: it holds a second one
    back in the same session, and nothing else. `due_since` is when the look that is owed was first due: a
    look that is put off moves `next_due_at` and not this.
    """

    portfolio: PortfolioRef
    policy_version: int
    next_due_at: datetime | None = None
    due_since: datetime | None = None
    last_checked_at: datetime | None = None
    last_session: date | None = None
    last_run_session: date | None = None
    last_outcome: VerdictOutcome | None = None
    last_reason: Reason | None = None
    settled: SettledLook | None = None
    news: SessionNews | None = None
    failures: int = 0

    def news_of(self, session: date, policy_version: int) -> SessionNews:
        """Return what a session's looks have told under a policy; nothing where no look was like that."""
        kept = self.news
        if kept and (kept.session, kept.policy_version) == (session, policy_version):
            return kept
        return SessionNews(session=session, policy_version=policy_version)


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

    `next_date` and `days_until` (calendar days) are None without a calendar rule, else `next_dates` are five.
    Those after `sessions_known_until` are weekdays: the exchange has not told its holidays yet. No targets,
    no `threshold`.
    """

    as_of: datetime
    next_date: date | None
    days_until: int | None
    next_dates: tuple[date, ...]
    sessions_known_until: date
    threshold: ThresholdStatus | None
    findings: tuple[RuleFinding, ...]
