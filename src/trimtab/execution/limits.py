"""Check a basket of legs against hard limits; one breach refuses the whole basket (I-17)."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import Reason, ReasonCode


def find_breach(legs: tuple[Leg, ...], limits: Limits) -> Reason | None:
    """Return the first limit the basket breaks, or None."""
    if len(legs) > limits.max_orders:
        text = f"{len(legs)} orders are more than the limit of {limits.max_orders} per run."
        return Reason(ReasonCode.LIMIT_ORDER_COUNT, text)
    too_large = next((leg for leg in legs if _value(leg) > limits.max_order_value), None)
    if too_large:
        limit = limits.max_order_value
        text = f"The order for {too_large.symbol} is worth more than the limit of {limit} US dollars."
        return Reason(ReasonCode.LIMIT_ORDER_VALUE, text)
    if sum((_value(leg) for leg in legs), ZERO) > limits.max_run_value:
        text = f"All orders together are worth more than the limit of {limits.max_run_value} US dollars."
        return Reason(ReasonCode.LIMIT_RUN_VALUE, text)
    return None


def _value(leg: Leg) -> Decimal:
    return leg.planned_quantity * leg.reference_price
