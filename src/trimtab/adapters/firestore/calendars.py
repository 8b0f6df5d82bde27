"""The exchange's years, a document each."""

from __future__ import annotations

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.writes import Put
from trimtab.contracts.codec import to_document
from trimtab.domain.market_year import MarketYear


class FirestoreCalendars:
    """The store of years; whoever writes last has asked the broker last."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def find(self, year: int) -> MarketYear | None:
        """Read a year."""
        stored = self._documents.read(paths.market_year(year))
        return stored.read_as(MarketYear) if stored else None

    def keep(self, year: MarketYear) -> None:
        """Keep a year. Raises UnavailableError when the store does not confirm it."""
        self._documents.store(Put(paths.market_year(year.year), to_document(year)))
