"""The trade-off curve: what drift is left for what price, from doing nothing to exact targets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.optimum import Weighed, Weighing
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffPoint:
    """One plan on the curve, exactly re-evaluated, and the weighing under which the optimiser makes it.

    Without a weighing it is doing nothing. `request` is what the plan answers, aims and what taxes forbid
    included.
    """

    weighing: Weighing | None
    request: PlanRequest
    plan: Plan
    weighed: Weighed

    @property
    def drift(self) -> Decimal:
        """Risk distance from the targets: the yearly deviation of what stays off target, a fraction."""
        return (2 * self.weighed.risk).sqrt()

    @property
    def price(self) -> Decimal:
        """Cost and tax together, a fraction of portfolio value; below zero where losses save more."""
        return self.weighed.cost + self.weighed.tax

    @property
    def trades(self) -> int:
        """How many trades the plan has."""
        return len(self.plan.trades)
