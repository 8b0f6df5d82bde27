"""A rebalancing that was done, by the columns of requirement 000's history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trimtab.domain.leg import Leg
from trimtab.domain.performance import RunPerformance
from trimtab.domain.run import Run, RunState
from trimtab.domain.trigger import TriggerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebalancing:
    """What a run with a plan has done: the turnover is a fraction (domain rule 37), the costs US dollars.

    `execution_date` is when the run was reserved, `created_at` when it ended. `trades_executed` counts trades
    of which anything was filled. A person who ran no rule is MANUAL.
    """

    run_id: str
    plan_id: str
    portfolio_id: str
    trigger_type: TriggerKind
    is_automatic: bool
    state: RunState
    trades_executed: int
    turnover_achieved: Decimal
    actual_costs: Decimal
    execution_date: datetime
    created_at: datetime

    @classmethod
    def of(cls, run: Run, legs: Iterable[Leg], measured: RunPerformance) -> Rebalancing | None:
        """Put down a run that has ended; None where it traded nothing, which rebalances nothing."""
        # A plan trades each symbol once, in however many orders.
        traded = {leg.symbol for leg in legs if leg.filled_quantity}
        if not traded:
            return None
        return cls(
            run_id=run.run_id,
            plan_id=measured.plan_id,
            portfolio_id=run.portfolio_id,
            trigger_type=run.trigger,
            is_automatic=run.is_automatic,
            state=run.state,
            trades_executed=len(traded),
            turnover_achieved=measured.turnover,
            actual_costs=measured.cost,
            execution_date=run.created_at,
            created_at=measured.ended_at,
        )
