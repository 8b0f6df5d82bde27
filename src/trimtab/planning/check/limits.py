"""The owner's limits on a plan as a whole, and the bounds it may be executed within."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from trimtab.domain.costs import Costs
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.plan import PLAN_LIFETIME, Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.planning.check.facts import Facts, value_of
from trimtab.planning.check.findings import SLACK, Finding, broken, differs, exceeds
from trimtab.planning.check.measures import goals_of

MOST_PRICE_MOVE: Final = Decimal("0.05")
"""Beyond this a price has moved too far to trade on, as a fraction."""

_OWED: Final = frozenset(
    {
        ReasonCode.LIQUIDATION,
        ReasonCode.SIGNAL_EXIT,
        ReasonCode.STOP_LOSS,
        ReasonCode.CASH_RAISED,
        ReasonCode.HARVEST,
        ReasonCode.RETURN_TO_PRIMARY,
    }
)
"""Exits, money raised and what is traded for taxes go ahead however little they gain."""


def check_limits(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find plans above the owner's turnover, cost or purchase limit (requirement 000; domain rule 37)."""
    constraints = facts.policy.constraints
    gross = sum((value_of(trade) for trade in plan.trades), ZERO)
    bought = sum((value_of(trade) for trade in plan.trades if trade.side is Side.BUY), ZERO)
    limits = (
        ("max_turnover", constraints.max_turnover, gross, 2 * facts.total),
        ("transaction_cost_limit", constraints.transaction_cost_limit, costs_of(plan), Decimal(1)),
        ("allocate_at_most", constraints.allocate_at_most, bought, Decimal(1)),
    )
    for name, limit, amount, unit in limits:
        if limit is not None:
            yield from exceeds(name, "portfolio", amount=amount, most=limit * unit)
    yield from _improvement(facts, plan)


def check_cost_sum(plan: Plan) -> Iterator[Finding]:
    """Find a cost estimate that is not the sum of its trades."""
    costs = [trade.costs for trade in plan.trades]
    expected = Costs(
        spread=sum((cost.spread for cost in costs), ZERO),
        commission=sum((cost.commission for cost in costs), ZERO),
        impact=sum((cost.impact for cost in costs), ZERO),
    )
    yield from differs("costs", "portfolio", expected=expected, found=plan.costs)


def check_envelope(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find bounds that are wider than the policy's own."""
    envelope = plan.envelope
    expires = facts.snapshot.as_of + PLAN_LIFETIME
    yield from differs("expiry", "envelope", expected=expires, found=envelope.expires_at)
    most = min(MOST_PRICE_MOVE, facts.policy.limits.max_price_move)
    is_wide = not 0 < envelope.max_price_move <= most
    yield from broken("price move", "envelope", f"is {envelope.max_price_move}", when=is_wide)
    floor = floor_of(facts, plan)
    is_low = not envelope.cash_floor >= floor * (1 - SLACK)
    yield from broken("floor", "envelope", f"is {envelope.cash_floor}, must be {floor}", when=is_low)


def floor_of(facts: Facts, plan: Plan) -> Decimal:
    """Return the cash that must stay, in base currency: the larger of cash goal and reserve.

    With swaps it is at most the cash there is.
    """
    constraints = facts.policy.constraints
    reserve = max(constraints.cash_reserve_amount, constraints.cash_reserve_weight * facts.total)
    floor = max(goals_of(plan).get(CASH, ZERO) * facts.total, reserve)
    return min(floor, facts.values[CASH]) if facts.request.swaps else floor


def costs_of(plan: Plan) -> Decimal:
    """Add up what all trades are estimated to cost."""
    costs = (trade.costs.spread + trade.costs.commission + trade.costs.impact for trade in plan.trades)
    return sum(costs, ZERO)


def _improvement(facts: Facts, plan: Plan) -> Iterator[Finding]:
    wanted = facts.policy.constraints.improvement_threshold
    before, after = (
        sum((abs(row.actual_weight - row.target_weight) for row in report.rows), ZERO) / 2
        for report in (plan.drift, plan.drift_after)
    )
    is_owed = facts.request.is_forced or bool(facts.request.cash_flow) or bool(facts.request.edits)
    is_owed |= any(trade.reason.code in _OWED for trade in plan.trades)
    gain = before - after
    is_vain = bool(plan.trades) and wanted > 0 and gain < wanted - SLACK and not is_owed
    yield from broken("improvement", "portfolio", f"is {gain}, less than {wanted}", when=is_vain)
