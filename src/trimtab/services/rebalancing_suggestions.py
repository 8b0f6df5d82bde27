"""Suggest the trades that restore the targets, with their taxes (requirement 001)."""

from __future__ import annotations

from trimtab.domain.commands import Simulate
from trimtab.domain.errors import RefusedError
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.request import PlanRequest
from trimtab.domain.results import ClassedSuggestion, SuggestionsMade
from trimtab.planning.suggestions import suggest
from trimtab.ports import Services
from trimtab.services.planning import checked_plan
from trimtab.services.policies import require_portfolio
from trimtab.services.simulate import supposed_request


def generate_rebalancing_suggestions(portfolio: PortfolioRef, services: Services) -> SuggestionsMade:
    """Plan on the account as it is now and read the plan as suggestions; nothing is stored (I-23).

    Raises NotFoundError for a portfolio that is not there, RefusedError where no trade is possible, and
    UnavailableError where the broker does not answer.
    """
    require_portfolio(portfolio, services)
    asked, taxes = supposed_request(Simulate(portfolio=portfolio), services)
    answer = checked_plan(asked)
    plan = taxes.told_of(answer.plan)
    if plan.status is PlanStatus.BLOCKED:
        raise RefusedError(plan.finding.code, plan.finding.text)
    return SuggestionsMade(suggestions=_by_urgency(plan, answer.request), tax=plan.tax)


def _by_urgency(plan: Plan, request: PlanRequest) -> tuple[ClassedSuggestion, ...]:
    """Sort by priority, then by how far the weight is off, then by name (domain rule 13)."""
    drifts, classes = {row.key: abs(row.drift) for row in plan.drift.rows}, request.policy.asset_classes
    made = zip(suggest(plan), plan.trades, strict=True)
    found = (
        ClassedSuggestion(
            asset_class=request.snapshot.asset_class(trade.symbol, classes), suggestion=each, trade=trade
        )
        for each, trade in made
    )
    return tuple(
        sorted(
            found,
            key=lambda row: (row.suggestion.priority_number, -drifts[row.trade.symbol], row.trade.symbol),
        )
    )
