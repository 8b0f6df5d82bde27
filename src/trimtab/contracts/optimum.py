"""How good an optimised plan is, as callers see it: fractions of portfolio value, and sentences."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Final

from trimtab.contracts.allocation import ReasonView
from trimtab.contracts.base import Contract, DecimalText
from trimtab.domain.optimum import Optimum, ShadowPrice

_STEP: Final = Decimal("1E-12")


class ShadowPriceView(Contract):
    """What a limit costs: how much lower the objective would be with one unit more of it."""

    limit: str
    price: DecimalText
    reason: ReasonView

    @classmethod
    def of(cls, found: ShadowPrice) -> ShadowPriceView:
        """Show a price."""
        return cls(limit=found.limit, price=found.price, reason=ReasonView.of(found.reason))


class OptimumView(Contract):
    """The objective of the plan, of doing nothing, of repairing all, and the most by which any is better.

    Each is a fraction of portfolio value; `risk` is half the yearly variance of what stays off target.
    """

    objective: DecimalText
    objective_idle: DecimalText
    objective_full: DecimalText
    gap: DecimalText
    """Never smaller than the true one."""
    risk: DecimalText
    cost: DecimalText
    tax: DecimalText
    shadow_prices: tuple[ShadowPriceView, ...]
    relaxed: tuple[ReasonView, ...]

    @classmethod
    def of(cls, found: Optimum) -> OptimumView:
        """Show it to twelve places, and the gap rounded up."""
        return cls(
            objective=found.objective.quantize(_STEP),
            objective_idle=found.idle.quantize(_STEP),
            objective_full=found.whole.quantize(_STEP),
            gap=found.gap.quantize(_STEP, rounding=ROUND_CEILING),
            risk=found.planned.risk.quantize(_STEP),
            cost=found.planned.cost.quantize(_STEP),
            tax=found.planned.tax.quantize(_STEP),
            shadow_prices=tuple(ShadowPriceView.of(price) for price in found.shadow_prices),
            relaxed=tuple(ReasonView.of(reason) for reason in found.relaxed),
        )
