"""Tell that a rule has fired: requirement 000's event, with the trades that would repair it."""

from __future__ import annotations

from trimtab.domain.checkup import Check
from trimtab.domain.event import RebalancingTriggered, RecommendedTrade, make_event
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.trade import Side
from trimtab.domain.trigger import TriggerKind
from trimtab.ports import Services
from trimtab.services.tell import tell


def tell_trigger(check: Check, plan: Plan | None, services: Services) -> None:
    """Tell a look that fired, and its plan if there is one; the same look again tells nothing more.

    Raises UnavailableError when the store did not take it.
    """
    trades = _trades(plan) if plan else ()
    body = RebalancingTriggered(
        trigger=check.verdict.trigger or TriggerKind.MANUAL,
        is_required=bool(trades),
        trades=trades,
        expected_turnover=plan.turnover if plan else ZERO,
        estimated_costs=plan.costs.total if plan else ZERO,
        plan_id=check.plan_id,
    )
    event = make_event(check.portfolio, body, subject=check.check_id, sequence=1, at=check.checked_at)
    tell(event, services.telling)


def _trades(plan: Plan) -> tuple[RecommendedTrade, ...]:
    rows = {row.key: row for row in plan.drift.rows}
    return tuple(
        RecommendedTrade(
            symbol=trade.symbol,
            current_weight=rows[trade.symbol].actual_weight,
            target_weight=rows[trade.symbol].target_weight,
            amount=trade.value if trade.side is Side.BUY else -trade.value,
        )
        for trade in plan.trades
    )
