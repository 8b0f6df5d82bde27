"""The contract of `schedule_state`: requirement 002's ScheduleState, and what each rule says."""

from __future__ import annotations

from datetime import date

from trimtab.contracts.base import Contract, DecimalText, Instant, PortfolioRequest, to_percent
from trimtab.contracts.drift import DriftLevelName
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import ScheduleSeen
from trimtab.domain.schedule import RuleFinding, ThresholdStatus
from trimtab.domain.trigger import TriggerKind


class ScheduleStateRequest(PortfolioRequest):
    """Ask for a portfolio's schedule."""

    def to_domain(self, uid: str) -> PortfolioRef:
        """Name the portfolio."""
        return PortfolioRef(uid, self.portfolio_id)


class RuleFindingView(Contract):
    """Whether a rule fires now, and why."""

    rule_id: str
    trigger_type: TriggerKind
    has_fired: bool
    reason_code: ReasonCode
    message: str

    @classmethod
    def of(cls, finding: RuleFinding) -> RuleFindingView:
        """Show what a rule says."""
        return cls(
            rule_id=finding.rule_id,
            trigger_type=finding.kind,
            has_fired=finding.has_fired,
            reason_code=finding.reason.code,
            message=finding.reason.text,
        )


class ThresholdStatusView(Contract):
    """The row that is furthest out of its band, or nearest to its edge; `$CASH` is cash."""

    symbol: str
    drift_percent: DecimalText
    tolerance_percent: DecimalText
    critical_percent: DecimalText
    drift_level: DriftLevelName

    @classmethod
    def of(cls, status: ThresholdStatus) -> ThresholdStatusView:
        """Show a row and its band."""
        return cls(
            symbol=status.key,
            drift_percent=to_percent(status.drift),
            tolerance_percent=to_percent(status.band.tolerance),
            critical_percent=to_percent(status.band.critical),
            drift_level=DriftLevelName[status.level.name],
        )


class ScheduleStateResult(Contract):
    """When something is due, how far weights are off, and what each rule says; nothing is stored.

    Of `next_dates` those after `sessions_known_until` are weekdays whose holidays are not known yet.
    """

    portfolio_id: str
    as_of: Instant
    next_date: date | None
    days_until: int | None
    next_dates: tuple[date, ...]
    sessions_known_until: date
    threshold: ThresholdStatusView | None
    rules: tuple[RuleFindingView, ...]
    next_check_at: Instant | None
    last_checked_at: Instant | None
    last_session: date | None
    last_run_session: date | None

    @classmethod
    def of(cls, seen: ScheduleSeen) -> ScheduleStateResult:
        """Show a schedule."""
        state, kept = seen.state, seen.schedule
        return cls(
            portfolio_id=kept.portfolio.portfolio_id,
            as_of=state.as_of,
            next_date=state.next_date,
            days_until=state.days_until,
            next_dates=state.next_dates,
            sessions_known_until=state.sessions_known_until,
            threshold=ThresholdStatusView.of(state.threshold) if state.threshold else None,
            rules=tuple(RuleFindingView.of(each) for each in state.findings),
            next_check_at=kept.next_due_at,
            last_checked_at=kept.last_checked_at,
            last_session=kept.last_session,
            last_run_session=kept.last_run_session,
        )
