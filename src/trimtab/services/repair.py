"""Plan the repair of a portfolio as it stands, with its taxes and the limits its run would meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trimtab.domain.plan import Plan
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.request import PlanRequest
from trimtab.planning.obstacles import foresee_obstacle
from trimtab.ports import Services
from trimtab.services.limits import warned_of_limits
from trimtab.services.planning import checked_plan
from trimtab.services.tax_position import view_taxes


def plan_repair(request: PlanRequest, services: Services) -> Plan:
    """Plan with the owner's lots, and warn of limits; nothing is stored but the ledger of taxes.

    A cooldown of the policy begins with the last run that traded. Raises PlanCheckError for a plan that must
    not be shown, and InvalidRequestError for an edit that cannot be made.
    """
    request = _dated(request, services)
    taxes = view_taxes(request, services.brokers.of(request.portfolio.uid), services)
    plan = taxes.told_of(checked_plan(replace(request, tax=taxes.position)).plan)
    return warned_of_limits(plan, request.policy.limits, request.snapshot, services)


def foresee_hindrance(request: PlanRequest, services: Services) -> Reason | None:
    """Tell what would keep a repair from being planned at all, which costs far less than to plan it."""
    found = foresee_obstacle(_dated(request, services))
    return found.reason if found else None


def _dated(request: PlanRequest, services: Services) -> PlanRequest:
    if not request.policy.constraints.cooldown_days:
        return request
    return replace(request, last_rebalanced_at=last_rebalanced_at(request.portfolio, services))


def last_rebalanced_at(portfolio: PortfolioRef, services: Services) -> datetime | None:
    """Find when a run last traded, whoever has started it. Raises UnavailableError for no answer."""
    last = services.automation.histories.rebalancings(portfolio, 1)
    return last[0].execution_date if last else None
