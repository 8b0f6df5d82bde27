"""What a rebalancing has really cost and brought, beside what was estimated (requirement 002)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trimtab.domain.run import RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPerformance:
    """A run in figures: US dollars, and fractions of the portfolio's value.

    The cost is what was paid above, or got below, the plan's prices; a gain is negative. `drift_after` is
    None where the account could not be read at the end.
    """

    run_id: str
    plan_id: str
    state: RunState
    ended_at: datetime
    total_value: Decimal
    planned_orders: int
    filled_orders: int
    planned_turnover: Decimal
    turnover: Decimal
    estimated_cost: Decimal
    cost: Decimal
    max_drift_before: Decimal
    max_drift_planned: Decimal
    max_drift_after: Decimal | None
    rmse_before: Decimal
    rmse_planned: Decimal
    rmse_after: Decimal | None
