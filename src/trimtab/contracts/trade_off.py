"""The trade-off curve as callers see it: fractions of portfolio value."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.contracts.base import Contract, DecimalText
from trimtab.domain.trade_off import TradeOffPoint

_STEP: Final = Decimal("1E-12")


class TradeOffPointView(Contract):
    """What one plan leaves of drift, and what it costs; null for `risk_aversion` is doing nothing.

    Sent back, `risk_aversion` plans the point. `drift` is the yearly deviation of what stays off target,
    `price` cost and tax together, below zero where losses save more than all else costs.
    """

    risk_aversion: DecimalText | None
    drift: DecimalText
    price: DecimalText
    cost: DecimalText
    tax: DecimalText
    trades: int

    @classmethod
    def of(cls, point: TradeOffPoint) -> TradeOffPointView:
        """Show a point to twelve places."""
        return cls(
            risk_aversion=point.weighing.risk if point.weighing else None,
            drift=point.drift.quantize(_STEP),
            price=point.price.quantize(_STEP),
            cost=point.weighed.cost.quantize(_STEP),
            tax=point.weighed.tax.quantize(_STEP),
            trades=point.trades,
        )
