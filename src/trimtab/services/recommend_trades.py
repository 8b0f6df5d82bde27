"""Answer requirement 000: analyse a portfolio, or fire one of its triggers, and recommend trades."""

from __future__ import annotations

from trimtab.domain.commands import CheckDrift
from trimtab.domain.results import DriftChecked
from trimtab.domain.suggestion import Recommendation
from trimtab.planning.suggestions import recommend
from trimtab.ports import Services
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.policies import require_portfolio
from trimtab.services.tell_trigger import tell_request


def analyze_portfolio(command: CheckDrift, services: Services) -> Recommendation:
    """Check a portfolio and read its plan as a recommendation.

    Raises NotFoundError for a portfolio that is not there, and what a check raises.
    """
    return recommend(_checked(command, services).plan)


def trigger_rebalancing(command: CheckDrift, services: Services) -> Recommendation:
    """Fire a kind of rule by hand, and tell it where it has fired; nothing is executed.

    Method and limits are the stored rule's (domain rule 39). Raises what an analysis raises.
    """
    checked = _checked(command, services)
    if checked.verdict and checked.verdict.has_fired:
        tell_request(checked.verdict, checked.plan, services)
    return recommend(checked.plan)


def _checked(command: CheckDrift, services: Services) -> DriftChecked:
    require_portfolio(command.portfolio, services)
    return check_rebalance_drift(command, services)
