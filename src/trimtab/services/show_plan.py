"""Show a plan that is stored, as it was shown when it was made."""

from __future__ import annotations

from trimtab.domain.errors import NotFoundError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import DriftChecked
from trimtab.domain.run import account_key
from trimtab.domain.trading_state import TradingPlace
from trimtab.ports import Services


def show_plan(portfolio: PortfolioRef, plan_id: str, services: Services) -> DriftChecked:
    """Read a plan and the switches that stand over it now; no broker is asked, nothing is changed.

    Raises NotFoundError for a plan that is not under the portfolio.
    """
    plan = services.plans.find(portfolio, plan_id)
    if plan is None:
        raise NotFoundError(ReasonCode.PLAN_NOT_FOUND, f"There is no plan {plan_id}; preview again.")
    place = TradingPlace(portfolio=portfolio, account_key=account_key(plan.environment, plan.account_id))
    return DriftChecked(plan=plan, trading=services.trading.current(place))
