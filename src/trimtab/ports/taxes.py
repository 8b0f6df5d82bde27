"""Where the lots of a household are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.tax_book import TaxBook


@dataclass(frozen=True, slots=True)
class TaxRecord:
    """A tax book as read at one revision, which is the store's own word."""

    book: TaxBook
    revision: str


class TaxLedgerStore(Protocol):
    """The tax book of a portfolio, with a document for each lot and each year beside it."""

    def load(self, portfolio: PortfolioRef) -> TaxRecord | None:
        """Read the book, or None where none was ever kept; states on the way are not in it."""
        ...

    def save(self, portfolio: PortfolioRef, before: TaxRecord | None, book: TaxBook) -> bool:
        """Keep a book in the place of the one it was made from; False when somebody else was first."""
        ...
