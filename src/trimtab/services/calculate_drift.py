"""Measure how far each asset class is from its target (requirement 001)."""

from __future__ import annotations

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import ClassDrift
from trimtab.drift.classes import measure_by_class
from trimtab.ports import Services
from trimtab.services.policies import require_portfolio
from trimtab.services.snapshots import require_prices, take_snapshot, targeted_symbols


def calculate_drift(portfolio: PortfolioRef, services: Services) -> ClassDrift:
    """Measure the account as it is now, without any side effect (I-23); cash is a class.

    Raises NotFoundError for a portfolio that is not there, UnavailableError where the broker does not answer
    or does not know a price.
    """
    policy, now = require_portfolio(portfolio, services), services.clock.now()
    broker = services.brokers.of(portfolio.uid)
    taken = take_snapshot(broker, targeted_symbols(policy.targets), now, services.ahead)
    return ClassDrift(as_of=now, report=measure_by_class(require_prices(taken), policy))
