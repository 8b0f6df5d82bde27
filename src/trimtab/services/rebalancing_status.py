"""Show where a portfolio's rebalancing stands (requirement 000)."""

from __future__ import annotations

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import RebalancingSeen
from trimtab.ports import Services
from trimtab.services.policies import require_portfolio
from trimtab.services.schedule_state import schedule_state


def rebalancing_status(portfolio: PortfolioRef, services: Services) -> RebalancingSeen:
    """Judge the rules as they are now and look up the last rebalancing, without any side effect (I-23).

    Raises NotFoundError for a portfolio that is not there, UnavailableError where broker or store do not
    answer.
    """
    require_portfolio(portfolio, services)
    last = services.automation.histories.rebalancings(portfolio, 1)
    return RebalancingSeen(seen=schedule_state(portfolio, services), last=last[0] if last else None)
