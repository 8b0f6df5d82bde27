"""The peaks of watched portfolios; a record's revision is its document's update time."""

from __future__ import annotations

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Change, Create, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.equity import EquityPeak
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import PeakRecord


class FirestoreEquityPeaks:
    """The store of peaks; of two equal ones it does not matter whose was stored."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def load(self, portfolio: PortfolioRef) -> PeakRecord | None:
        """Read the peak."""
        stored = self._documents.read(paths.equity_peak(portfolio))
        return PeakRecord(stored.read_as(EquityPeak), stored.revision) if stored else None

    def save(self, portfolio: PortfolioRef, before: PeakRecord | None, peak: EquityPeak) -> bool:
        """Change the document if nobody has since it was read. Raises UnavailableError for no answer."""
        path, fields = paths.equity_peak(portfolio), to_document(peak)
        write: Write = Change(path, fields, before.revision) if before else Create(path, fields)
        try:
            self._documents.commit((write,))
        except UnclearCommitError as error:
            stored = self.load(portfolio)
            if stored is None or (before and stored.revision == before.revision):
                raise unavailable("it did not confirm the equity peak") from error
            return stored.peak == peak
        return True
