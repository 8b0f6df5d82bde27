"""Tell that a rule has fired: requirement 000's event, with the trades that would repair it."""

from __future__ import annotations

from trimtab.domain.checkup import Check
from trimtab.domain.event import RebalancingTriggered, RecommendedTrade, make_event
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.schedule import Verdict
from trimtab.domain.suggestion import Recommendation
from trimtab.domain.trigger import TriggerKind
from trimtab.planning.suggestions import recommend
from trimtab.ports import Services
from trimtab.services.tell import tell


def tell_trigger(check: Check, plan: Plan | None, services: Services) -> None:
    """Tell a look that fired, and its plan if there is one; the same look again tells nothing more.

    Raises UnavailableError when the store did not take it.
    """
    body = _body(check.verdict.trigger, plan, check.plan_id)
    event = make_event(check.portfolio, body, subject=check.check_id, sequence=1, at=check.checked_at)
    tell(event, services.telling)


def tell_request(verdict: Verdict, plan: Plan, services: Services) -> None:
    """Tell what a person has triggered; one plan is told once, however often it is asked for.

    Raises UnavailableError when the store did not take it.
    """
    body = _body(verdict.trigger, plan, plan.plan_id if plan.status.is_executable else None)
    event = make_event(plan.portfolio, body, subject=plan.plan_id, sequence=1, at=plan.as_of)
    tell(event, services.telling)


def _body(trigger: TriggerKind | None, plan: Plan | None, plan_id: str | None) -> RebalancingTriggered:
    found = recommend(plan) if plan else None
    return RebalancingTriggered(
        trigger=trigger or TriggerKind.MANUAL,
        is_required=found is not None and found.rebalancing_required,
        trades=_trades(found) if found else (),
        expected_turnover=found.expected_turnover if found else ZERO,
        estimated_costs=found.estimated_costs if found else ZERO,
        plan_id=plan_id,
    )


def _trades(found: Recommendation) -> tuple[RecommendedTrade, ...]:
    return tuple(
        RecommendedTrade(
            symbol=trade.instrument_id,
            current_weight=trade.current_weight,
            target_weight=trade.target_weight,
            amount=trade.trade_amount,
        )
        for trade in found.recommended_trades
    )
