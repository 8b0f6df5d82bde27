"""Measure a run against its plan: cost, turnover and the drift that is left (requirement 002)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.performance import RunPerformance
from trimtab.domain.plan import Plan
from trimtab.domain.run import RunState
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.execution.chain import is_filled, originals


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run has ended, and the account then; None where it could not be read."""

    run_id: str
    state: RunState
    ended_at: datetime
    legs: tuple[Leg, ...]
    after: Snapshot | None


def measure_performance(plan: Plan, outcome: Outcome) -> RunPerformance:
    """Set what was done beside what was planned."""
    after = drift_at(plan.drift, outcome.after) if outcome.after else None
    value = plan.drift.total_value
    traded = sum((leg.filled_value for leg in outcome.legs), ZERO)
    return RunPerformance(
        run_id=outcome.run_id,
        plan_id=plan.plan_id,
        state=outcome.state,
        ended_at=outcome.ended_at,
        total_value=value,
        planned_orders=len(plan.trades),
        filled_orders=sum(is_filled(leg, outcome.legs) for leg in originals(outcome.legs)),
        planned_turnover=plan.turnover,
        turnover=traded / (2 * value) if value else ZERO,
        estimated_cost=plan.costs.total,
        cost=shortfall(outcome.legs),
        max_drift_before=plan.drift.max_drift,
        max_drift_planned=plan.drift_after.max_drift,
        max_drift_after=after.max_drift if after else None,
        rmse_before=plan.drift.rmse_drift,
        rmse_planned=plan.drift_after.rmse_drift,
        rmse_after=after.rmse_drift if after else None,
    )


def shortfall(legs: Iterable[Leg]) -> Decimal:
    """Add up what was paid above, or got below, the reference prices, in US dollars; a gain is negative."""
    return sum((_shortfall(leg) for leg in legs), ZERO)


def _shortfall(leg: Leg) -> Decimal:
    if leg.filled_average_price is None:
        return ZERO
    above = (leg.filled_average_price - leg.reference_price) * leg.filled_quantity
    return above if leg.side is Side.BUY else -above


def drift_at(before: DriftReport, account: Snapshot) -> DriftReport:
    """Measure an account by the targets and bands of an earlier report; of nothing all weights are zero."""
    values, total = account.market_values, account.total_value
    rows = tuple(_row_at(row, values.get(row.key, ZERO), total) for row in before.rows)
    return DriftReport(total_value=total, rows=rows)


def _row_at(row: DriftRow, value: Decimal, total: Decimal) -> DriftRow:
    return replace(row, market_value=value, actual_weight=value / total if total else ZERO)
