"""Apply given trades to a copy of the allocation (requirement 001)."""

from __future__ import annotations

from trimtab.domain.commands import Simulate
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.what_if import WhatIf
from trimtab.ports import Services
from trimtab.services.policies import require_portfolio
from trimtab.services.simulate import simulate


def what_if_analysis(command: Simulate, services: Services) -> WhatIf:
    """Tell what trades would do to a portfolio that is there, without any side effect (I-23).

    Raises NotFoundError for one that is not, InvalidRequestError for trades that cannot be, and
    UnavailableError where the broker does not answer or does not know a price.
    """
    require_portfolio(command.portfolio, services)
    simulated = simulate(command, services)
    finding = simulated.plan.finding
    if simulated.what_if is None or finding.code is ReasonCode.PRICE_MISSING:
        raise UnavailableError(finding.code, finding.text)
    return simulated.what_if
