"""The contracts of queued work: ids only, everything else is read afresh."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from trimtab.contracts.base import Contract, PortfolioId, RunIdText
from trimtab.domain.portfolio import PortfolioRef


class AdvanceRunTask(Contract):
    """One tick of one run."""

    uid: Annotated[str, Field(min_length=1, max_length=128)]
    portfolio_id: PortfolioId
    run_id: RunIdText

    @property
    def portfolio(self) -> PortfolioRef:
        """Whose run it is."""
        return PortfolioRef(self.uid, self.portfolio_id)
