"""How far an account has fallen from its peak, and whether that is more than its owner allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from trimtab.domain.equity import EquityPeak, MoneyFlow
from trimtab.domain.money import CENT, HUNDRED, ONE, ZERO, round_down, round_to_cents, to_text
from trimtab.domain.reasons import Reason, ReasonCode


def new_flow(peak: EquityPeak, listed: Sequence[MoneyFlow]) -> Decimal:
    """Add up what was paid in and taken out and is not in the peak yet, in US dollars.

    A flow that is listed late and was booked before the peak was seen is in it already. One that amounts to
    nothing any more was taken back.
    """
    known = {flow.activity_id: flow.amount for flow in peak.flows}
    fresh = (flow.amount for flow in listed if flow.activity_id not in known and flow.booked_at > peak.at)
    undone = (-known.get(flow.activity_id, ZERO) for flow in listed if not flow.amount)
    return sum((*fresh, *undone), ZERO)


def counted_flows(peak: EquityPeak, listed: Sequence[MoneyFlow]) -> tuple[MoneyFlow, ...]:
    """Return what is to be remembered of listed flows: one that was counted before keeps its amount."""
    known = {flow.activity_id: flow for flow in peak.flows}
    return tuple(known.get(flow.activity_id, flow) if flow.amount else flow for flow in listed)


def raise_peak(peak: EquityPeak, value: Decimal, flow: Decimal, now: datetime) -> EquityPeak:
    """Correct a peak for a flow that is in the value already, and raise it to the value if that is higher.

    Money paid in raises the peak by as much: no loss is made by it, and none is made good. Money taken out
    lowers the peak in proportion, for what is left has fallen just as far as the whole had; taken off the
    peak as it is, a withdrawal alone would deepen the drawdown.
    """
    corrected = peak.value + flow if flow >= ZERO else _lowered(peak.value, value, flow)
    if value > corrected:
        return replace(peak, value=value, at=now)
    return replace(peak, value=corrected)


def _lowered(peak: Decimal, value: Decimal, flow: Decimal) -> Decimal:
    """Cut to cents, so that rounding never makes a breach; nothing is left of an account that is empty."""
    before = value - flow
    return round_down(peak * max(value, ZERO) / before, CENT) if before > ZERO else peak


def drawdown(peak: EquityPeak, value: Decimal) -> Decimal:
    """Return the fall from the peak as a fraction of it; 0 at the peak, and for an account without value."""
    return max(ONE - value / peak.value, ZERO) if peak.value > ZERO else ZERO


def find_drawdown_breach(peak: EquityPeak, value: Decimal, limit: Decimal) -> Reason | None:
    """Return why the portfolio may only be reduced, or None; a fall of exactly the limit is allowed."""
    if peak.value <= ZERO or peak.value - value <= limit * peak.value:
        return None
    fallen, allowed = (to_text(round_to_cents(each * HUNDRED)) for each in (drawdown(peak, value), limit))
    text = (
        f"The value of {to_text(round_to_cents(value))} US dollars is {fallen} % below the peak of "
        f"{to_text(round_to_cents(peak.value))} on {peak.at.date().isoformat()}; {allowed} % is allowed."
    )
    return Reason(ReasonCode.DRAWDOWN_LIMIT, text)
