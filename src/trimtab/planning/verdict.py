"""Sum a plan up: is there something to do, and what is the one sentence to say about it."""

from __future__ import annotations

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import SkippedTrade, Trade
from trimtab.planning.explain import points_text


def judge_lines(
    trades: tuple[Trade, ...], skipped: tuple[SkippedTrade, ...], drift: DriftReport
) -> tuple[PlanStatus, Reason]:
    """Judge a plan by its lines: ready, nothing to do, or nothing that can be done."""
    if trades:
        return PlanStatus.READY, Reason(ReasonCode.REBALANCE_DRIFT, _ready_text(trades, drift))
    if not drift.breached:
        return PlanStatus.NO_ACTION, Reason(
            ReasonCode.EVERYTHING_IN_BAND, "Everything is inside its band: nothing to do."
        )
    breached = {row.key for row in drift.breached}
    reasons = [line.reason for line in skipped if line.symbol in breached]
    text = " ".join(reason.text for reason in reasons) or _worst_text(drift)
    code = reasons[0].code if len({reason.code for reason in reasons}) == 1 else ReasonCode.NOTHING_TRADABLE
    return PlanStatus.NO_ACTION, Reason(code, f"Nothing can be traded now. {text}")


def _ready_text(trades: tuple[Trade, ...], drift: DriftReport) -> str:
    count = f"{len(trades)} trade{'s' if len(trades) > 1 else ''}"
    return f"{_worst_text(drift)} {count} {'repair' if len(trades) > 1 else 'repairs'} the portfolio."


def _worst_text(drift: DriftReport) -> str:
    worst = max(drift.rows, key=lambda row: (abs(row.drift), row.key))
    direction = "over" if worst.drift > 0 else "under"
    return f"{_name(worst)} is {points_text(worst.drift)} {direction} its target."


def _name(row: DriftRow) -> str:
    return "Cash" if row.key == CASH else row.key
