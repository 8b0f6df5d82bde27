"""Where the peaks are kept that drawdowns are measured from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from trimtab.domain.equity import EquityPeak
from trimtab.domain.portfolio import PortfolioRef


@dataclass(frozen=True, slots=True)
class PeakRecord:
    """A peak as read at one revision, which is the store's own word."""

    peak: EquityPeak
    revision: str


class EquityPeaks(Protocol):
    """The peak of each portfolio whose drawdown is watched."""

    def load(self, portfolio: PortfolioRef) -> PeakRecord | None:
        """Read the peak, or None where the portfolio was never watched."""
        ...

    def save(self, portfolio: PortfolioRef, before: PeakRecord | None, peak: EquityPeak) -> bool:
        """Keep a peak in the place of the one it was made from; False when somebody else was first."""
        ...
