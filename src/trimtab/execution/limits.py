"""Check a basket of legs against hard limits; one breach refuses the whole basket (I-17)."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.account_state import DayTotals
from trimtab.domain.leg import Leg
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.execution.totals import planned_value


def find_breach(legs: tuple[Leg, ...], totals: DayTotals, limits: Limits) -> Reason | None:
    """Return the first limit the basket breaks, or None; `totals` are the day's with the basket in them."""
    return _break_order(legs, limits) or _break_run(legs, limits) or _break_day(totals, limits)


def _break_order(legs: tuple[Leg, ...], limits: Limits) -> Reason | None:
    most = limits.max_order_value
    large = next((leg for leg in legs if _value(leg) > most), None)
    if large is None:
        return None
    text = f"The order for {large.symbol} is worth more than the limit of {most} US dollars."
    return Reason(ReasonCode.LIMIT_ORDER_VALUE, text)


def _break_run(legs: tuple[Leg, ...], limits: Limits) -> Reason | None:
    if len(legs) > limits.max_orders:
        text = f"{len(legs)} orders are more than the limit of {limits.max_orders} per run."
        return Reason(ReasonCode.LIMIT_ORDER_COUNT, text)
    if planned_value(legs) > limits.max_run_value:
        text = f"All orders together are worth more than the limit of {limits.max_run_value} US dollars."
        return Reason(ReasonCode.LIMIT_RUN_VALUE, text)
    return None


def _break_day(totals: DayTotals, limits: Limits) -> Reason | None:
    if totals.order_count > limits.max_day_orders:
        text = (
            f"{totals.order_count} orders on {totals.day} are more than the {limits.max_day_orders} allowed."
        )
        return Reason(ReasonCode.LIMIT_DAY_ORDERS, text)
    if totals.value > limits.max_day_value:
        most = limits.max_day_value
        text = f"The orders of {totals.day} would be worth {totals.value} US dollars; the limit is {most}."
        return Reason(ReasonCode.LIMIT_DAY_VALUE, text)
    return None


def _value(leg: Leg) -> Decimal:
    return planned_value((leg,))
