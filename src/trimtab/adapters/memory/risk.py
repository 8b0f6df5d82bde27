"""Equity peaks as a dictionary; the contract suite holds it to what Firestore does."""

from __future__ import annotations

from itertools import count
from threading import Lock

from trimtab.domain.equity import EquityPeak
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import PeakRecord


class MemoryEquityPeaks:
    """The fake of the store of peaks; `records` holds the latest peak of each portfolio."""

    def __init__(self) -> None:
        self.records: dict[PortfolioRef, PeakRecord] = {}
        self._revisions = count(1)
        self._lock = Lock()

    def load(self, portfolio: PortfolioRef) -> PeakRecord | None:
        """Return the latest peak."""
        return self.records.get(portfolio)

    def save(self, portfolio: PortfolioRef, before: PeakRecord | None, peak: EquityPeak) -> bool:
        """Keep a peak unless another one has been kept since."""
        with self._lock:
            latest = self.records.get(portfolio)
            is_latest = (latest and latest.revision) == (before and before.revision)
            if is_latest:
                self.records[portfolio] = PeakRecord(peak, str(next(self._revisions)))
            return is_latest
