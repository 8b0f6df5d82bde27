"""The documents a client may watch of what checks, runs and alerts leave; decimals and times as text."""

from __future__ import annotations

from datetime import date, datetime

from trimtab.contracts.base import Contract
from trimtab.contracts.study import StoredQuestion, StudyResultDocument
from trimtab.domain.alert import AlertKind, AlertLevel
from trimtab.domain.checkup import CheckResult
from trimtab.domain.event import EventKind
from trimtab.domain.policy import Autonomy
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.schedule import VerdictOutcome
from trimtab.domain.study import StudyState
from trimtab.domain.trigger import TriggerKind


class RebalancingDocument(Contract):
    """`rebalancing_history/{run_id}`: a rebalancing that was done (requirement 000)."""

    run_id: str
    plan_id: str
    portfolio_id: str
    trigger_type: TriggerKind
    is_automatic: bool
    state: RunState
    trades_executed: int
    turnover_achieved: str
    actual_costs: str
    execution_date: datetime
    created_at: datetime


class PerformanceDocument(Contract):
    """`rebalance_performance_log/{run_id}`: cost and effect of a rebalancing; weights are fractions."""

    run_id: str
    plan_id: str
    state: RunState
    ended_at: datetime
    total_value: str
    planned_orders: int
    filled_orders: int
    planned_turnover: str
    turnover: str
    estimated_cost: str
    cost: str
    max_drift_before: str
    max_drift_planned: str
    max_drift_after: str | None
    rmse_before: str
    rmse_planned: str
    rmse_after: str | None


class RunEventDocument(Contract):
    """`rebalance_runs/{run_id}/events/{sequence}`: a line of a run's history."""

    sequence: int
    at: datetime
    text: str
    run_state: RunState
    leg_states: tuple[str, ...]
    previous_hash: str
    hash: str


class BandEdges(Contract):
    """How far a weight may stray, fractions of the portfolio."""

    tolerance: str
    critical: str


class SnapshotRow(Contract):
    """One symbol or asset class of a day; weights are fractions."""

    key: str
    market_value: str
    actual_weight: str
    target_weight: str
    band: BandEdges
    is_targeted: bool


class SnapshotReport(Contract):
    """All rows of a day under one roll-up."""

    total_value: str
    rows: tuple[SnapshotRow, ...]


class SnapshotView(Contract):
    """One valuation, rolled up two ways."""

    by_symbol: SnapshotReport
    by_class: SnapshotReport


class DriftSnapshotDocument(Contract):
    """`drift_snapshots/{day}`: drift as the last look of a session saw it (requirements 001 and 002)."""

    day: date
    calculated_at: datetime
    policy_version: int
    max_drift: str
    mean_drift: str
    rmse_drift: str
    view: SnapshotView


class StoredReason(Contract):
    """A reason as documents hold it."""

    code: ReasonCode
    text: str


class FindingDocument(Contract):
    """What one rule has said."""

    rule_id: str
    kind: TriggerKind
    has_fired: bool
    reason: StoredReason


class VerdictDocument(Contract):
    """What all rules have said at one moment."""

    as_of: datetime
    outcome: VerdictOutcome
    reason: StoredReason
    findings: tuple[FindingDocument, ...]
    rule_id: str | None
    trigger: TriggerKind | None


class CheckDocument(Contract):
    """`rebalance_schedules/current/checks/{check_id}`: a look by the schedule."""

    check_id: str
    due_at: datetime
    checked_at: datetime
    session: date
    verdict: VerdictDocument
    autonomy: Autonomy
    result: CheckResult
    reason: StoredReason
    plan_id: str | None
    run_id: str | None


class ScheduleDocument(Contract):
    """`rebalance_schedules/current`: where the checks of a portfolio stand (requirement 002)."""

    policy_version: int
    next_due_at: datetime | None
    last_checked_at: datetime | None
    last_session: date | None
    last_run_session: date | None
    last_outcome: VerdictOutcome | None
    last_reason: StoredReason | None
    failures: int


class StudyDocument(Contract):
    """`policy_studies/{study_id}`: which schedule suits a portfolio, as far as that is known yet."""

    study_id: str
    state: StudyState
    progress: int
    question: StoredQuestion
    asked_at: datetime
    updated_at: datetime
    result: StudyResultDocument | None
    reason: StoredReason | None


class AlertDocument(Contract):
    """`drift_alert_history/{alert_id}`: an alert from its opening to its end."""

    alert_id: str
    kind: AlertKind
    key: str
    level: AlertLevel
    text: str
    opened_at: datetime
    changed_at: datetime
    resolved_at: datetime | None
    is_open: bool
    sequence: int


class InboxDocument(Contract):
    """`inbox/{event_id}`: what the owner was told in the application."""

    entry_id: str
    kind: EventKind
    level: AlertLevel
    title: str
    text: str
    at: datetime


class StoredQuietHours(Contract):
    """Minutes after midnight by the owner's clock."""

    begins: int
    ends: int


class StoredChannelRule(Contract):
    """Which events take which channels."""

    kind: AlertKind | None
    least: AlertLevel
    channels: tuple[Channel, ...]
    is_digested: bool


class PreferencesDocument(Contract):
    """`preferences/telling`: how a person wants to be told."""

    address: str | None
    webhook_url: str | None
    zone: str
    quiet: StoredQuietHours | None
    digest_hour: int | None
    rules: tuple[StoredChannelRule, ...]


class DeviceDocument(Contract):
    """`devices/{device_id}`: a browser that asked for push notes."""

    device_id: str
    seen_at: datetime


class LiveConsentDocument(Contract):
    """`live_trading/{account_key}`: what its owner has last said about trading an account with real money."""

    account_label: str
    is_given: bool
    changed_at: datetime


class SessionDocument(Contract):
    """One trading day."""

    day: date
    opens_at: datetime
    closes_at: datetime


class MarketCalendarDocument(Contract):
    """`marketCalendar/{year}`: the exchange's sessions."""

    year: int
    read_at: datetime
    sessions: tuple[SessionDocument, ...]
