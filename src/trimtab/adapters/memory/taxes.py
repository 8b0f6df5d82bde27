"""Tax books as a dictionary; the contract suite holds it to what Firestore does."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from threading import Lock

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.tax_book import TaxBook
from trimtab.ports import TaxRecord


class MemoryTaxes:
    """The tax ledger store's fake; `records` holds the latest book of each portfolio."""

    def __init__(self) -> None:
        self.records: dict[PortfolioRef, TaxRecord] = {}
        self._revisions = count(1)
        self._lock = Lock()

    def load(self, portfolio: PortfolioRef) -> TaxRecord | None:
        """Return the latest book."""
        return self.records.get(portfolio)

    def save(self, portfolio: PortfolioRef, before: TaxRecord | None, book: TaxBook) -> bool:
        """Keep a book unless another one has been kept since; without its states on the way."""
        with self._lock:
            latest = self.records.get(portfolio)
            is_latest = (latest and latest.revision) == (before and before.revision)
            if is_latest:
                bare = replace(book, ledger=replace(book.ledger, checkpoints=()))
                self.records[portfolio] = TaxRecord(bare, str(next(self._revisions)))
            return is_latest
