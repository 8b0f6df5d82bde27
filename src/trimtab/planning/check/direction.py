"""Every trade brings its symbol nearer to its goal and never past it; together they never add drift."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.money import CENT, SHARE_DUST, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Destination, RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Priority, Side, Trade
from trimtab.planning.check.facts import (
    BANDED,
    Amounts,
    Facts,
    band_of,
    estimate,
    signed,
    step_of,
    value_of,
)
from trimtab.planning.check.findings import SLACK, Finding, broken, differs, exceeds
from trimtab.planning.check.limits import costs_of
from trimtab.planning.check.measures import goals_of
from trimtab.planning.check.swaps import beside_swaps

_CUTTING: Final = frozenset(
    {
        RebalancingMethod.PROPORTIONAL_REBALANCING,
        RebalancingMethod.CASH_FLOW,
        RebalancingMethod.FULL_OPTIMIZATION,
    }
)
"""Methods that may sell a part of what has no goal."""


def check_direction(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find trades away from the goal, past it, or past where the policy's destination ends.

    An owner may go past it; that an edited trade goes the way of the plan by itself is `check_edits`' matter.
    """
    is_flow = plan.method is RebalancingMethod.CASH_FLOW
    goals = goals_of(plan)
    inset = _inset(facts, goals)
    for trade in plan.trades:
        goal = goals.get(trade.symbol, ZERO)
        if is_flow:
            is_lost = trade.side is Side.BUY and not goal
            yield from broken("direction", trade.symbol, "is bought without a goal", when=is_lost)
        elif trade.symbol not in facts.request.edited:
            yield from _approach(facts, goal, beside_swaps(facts, trade), inset)
            yield from _exit(facts, goal, trade, is_cut=_is_cut(plan))


def _exit(facts: Facts, goal: Decimal, trade: Trade, *, is_cut: bool) -> Iterator[Finding]:
    """Find sales that leave a part of what has no goal; what counts together with another may stay."""
    if trade.side is Side.SELL and not goal and not is_cut and trade.symbol not in facts.paired:
        all_free = facts.available(trade.symbol)
        yield from differs("exit", trade.symbol, expected=all_free, found=trade.quantity)


def check_drift_gain(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find plans that leave the portfolio further from its goals than it was, costs and rounding apart.

    What an owner has changed may.
    """
    if plan.method is RebalancingMethod.CASH_FLOW or facts.request.edits or not plan.drift.total_value:
        return
    steps = sum((_rounding(facts, trade) for trade in plan.trades), costs_of(plan))
    steps += sum((step_of(facts, swap.bought) for swap in facts.request.swaps), ZERO)
    most = _distance(plan.drift) + 2 * steps / plan.drift.total_value + SLACK
    yield from exceeds("drift grows", "portfolio", amount=_distance(plan.drift_after), most=most)


def check_flow(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find CASH_FLOW plans that trade the other way, invest more than the money or sell more than asked.

    An owner may change how much.
    """
    flow = facts.request.cash_flow
    if plan.method is not RebalancingMethod.CASH_FLOW or not flow:
        return
    is_inflow = flow > 0
    side = Side.BUY if is_inflow else Side.SELL
    for trade in plan.trades:
        yield from differs("cash flow", trade.symbol, expected=side, found=trade.side)
    if facts.request.edits:
        return
    values = sum((value_of(trade) for trade in plan.trades), ZERO)
    steps = () if is_inflow else (step_of(facts, trade.symbol) for trade in plan.trades)
    yield from exceeds("cash flow", "portfolio", amount=values, most=abs(flow) + max(steps, default=ZERO))


def check_order(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find trades out of order, or with another urgency than their distance (domain rules 13 and 32)."""
    drifts = {row.key: row.actual_weight - row.target_weight for row in plan.drift.rows}
    goals, ranks = goals_of(plan), []
    for trade in plan.trades:
        drift = drifts.get(trade.symbol, ZERO)
        tolerance, critical = band_of(facts, trade.symbol, goals.get(trade.symbol, ZERO))
        level = 2 if abs(drift) > critical else 1 if abs(drift) > tolerance else 0
        urgency = (Priority.LOW, Priority.MEDIUM, Priority.HIGH)[level]
        yield from differs("priority", trade.symbol, expected=urgency, found=trade.priority)
        ranks.append((trade.side is Side.BUY, -level, -abs(drift), trade.symbol))
    yield from broken("order", "portfolio", "trades are not in order", when=ranks != sorted(ranks))


def _approach(facts: Facts, goal: Decimal, trade: Trade, inset: Decimal) -> Iterator[Finding]:
    if not trade.quantity:
        return
    total, before = facts.total, facts.values.get(trade.symbol, ZERO)
    aim = _destination(facts, trade.symbol, goal, before)
    after = before + signed(trade.side, trade.quantity * facts.prices.get(trade.symbol, ZERO))
    slack = _rounding(facts, trade) + SLACK * total + inset
    if facts.policy.destination is Destination.BAND_EDGE:
        slack += 3 * step_of(facts, trade.symbol)
    is_away = before > aim if trade.side is Side.BUY else before < aim
    is_past = after > aim + slack if trade.side is Side.BUY else after < aim - slack
    text = f"goes from {before} to {after}, aim {aim}"
    yield from broken("direction", trade.symbol, text, when=is_away)
    yield from broken("overshoot", trade.symbol, text, when=is_past)


def _is_cut(plan: Plan) -> bool:
    """Tell whether exits may be partial: a limit or the method makes all trades smaller."""
    is_limited = any(limit.reason.code is not ReasonCode.CASH_SHORT for limit in plan.binding)
    return is_limited or plan.method in _CUTTING


def _destination(facts: Facts, symbol: str, goal: Decimal, before: Decimal) -> Decimal:
    """Tell at what value a trade ends: the goal, the band's edge or half-way; an exit at nothing.

    Methods with bands may lead past the edge, for cash has one as well.
    """
    chosen, target = facts.policy.destination, goal * facts.total
    is_threshold = facts.request.chosen_method in BANDED
    if chosen is Destination.TARGET or not goal or symbol in facts.request.harvest:
        return target
    if chosen is Destination.HALF_WAY:
        return (target + before) / 2
    if is_threshold:
        return target
    reach = band_of(facts, symbol, goal)[0] * facts.total
    return max(target - reach, min(before, target + reach))


def _rounding(facts: Facts, trade: Trade) -> Decimal:
    """Tell how far cutting to steps may lead past a goal, in base currency."""
    known = facts.instruments.get(trade.symbol)
    if known is None or known.unit is not QuantityUnit.NOTIONAL:
        return ZERO
    return (CENT + SHARE_DUST * trade.price) * trade.fx_rate


def _inset(facts: Facts, goals: Amounts) -> Decimal:
    """Tell how far inside a band's edge costs may lead: what a trade all the way to every goal would cost."""
    if facts.policy.destination is not Destination.BAND_EDGE:
        return ZERO
    costs = ZERO
    for symbol, price in facts.prices.items():
        value = abs(goals.get(symbol, ZERO) * facts.total - facts.values.get(symbol, ZERO))
        known = facts.instruments.get(symbol)
        if known is not None:
            estimated = estimate(facts, known, value / price, value)
            costs += estimated.spread + estimated.commission + estimated.impact
    return costs


def _distance(report: DriftReport) -> Decimal:
    return sum((abs(row.actual_weight - row.target_weight) for row in report.rows), ZERO)
