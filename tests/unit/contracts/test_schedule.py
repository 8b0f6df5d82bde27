"""What is shown of a schedule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

from trimtab.contracts.schedule import ScheduleStateResult
from trimtab.domain.drift import ToleranceBand
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import ScheduleSeen
from trimtab.domain.schedule import RuleFinding, Schedule, ScheduleState, ThresholdStatus
from trimtab.domain.trigger import TriggerKind

NOON = datetime(2026, 1, 5, 17, tzinfo=UTC)
STATE = ScheduleState(
    as_of=NOON,
    next_date=date(2026, 1, 9),
    days_until=4,
    next_dates=(date(2026, 1, 9),),
    sessions_known_until=date(2027, 12, 31),
    threshold=ThresholdStatus(key="$CASH", drift=D("0.0612"), band=ToleranceBand.of(D("0.05"))),
    findings=(
        RuleFinding(
            rule_id="drift",
            kind=TriggerKind.THRESHOLD,
            has_fired=True,
            reason=Reason(ReasonCode.THRESHOLD_BREACHED, "Cash is off."),
        ),
    ),
)


def test_a_schedule_is_shown_in_days_and_percent():
    """What comes, how far the worst row is off, and what each rule says."""
    kept = Schedule(portfolio=PortfolioRef("anna"), policy_version=1, next_due_at=NOON)
    shown = ScheduleStateResult.of(ScheduleSeen(schedule=kept, state=STATE)).model_dump(mode="json")

    assert {
        "portfolio_id": "default",
        "as_of": "2026-01-05T17:00:00.000000Z",
        "next_date": "2026-01-09",
        "days_until": 4,
        "next_dates": ["2026-01-09"],
        "sessions_known_until": "2027-12-31",
        "threshold": {
            "symbol": "$CASH",
            "drift_percent": "6.12",
            "tolerance_percent": "5",
            "critical_percent": "10",
            "drift_level": "WARNING",
        },
        "rules": [
            {
                "rule_id": "drift",
                "trigger_type": "THRESHOLD",
                "has_fired": True,
                "reason_code": "THRESHOLD_BREACHED",
                "message": "Cash is off.",
            }
        ],
        "next_check_at": "2026-01-05T17:00:00.000000Z",
        "last_checked_at": None,
        "last_session": None,
        "last_run_session": None,
    } == shown
