"""Where studies live."""

from __future__ import annotations

from trimtab.adapters.firestore.paths import portfolio_root
from trimtab.domain.portfolio import PortfolioRef


def study(portfolio: PortfolioRef, study_id: str) -> str:
    """Give the document of a study whose id has been checked."""
    return f"{portfolio_root(portfolio)}/policy_studies/{study_id}"
