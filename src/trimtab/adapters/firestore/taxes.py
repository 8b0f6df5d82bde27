"""Tax books: everything of one in documents under the portfolio's root, changed in one batch."""

from __future__ import annotations

from typing import Final, TypeVar

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.tax_documents import TaxHead, tax_head, tax_writes
from trimtab.adapters.firestore.writes import Change, Create, Write
from trimtab.contracts.codec import to_document, unpack_value
from trimtab.contracts.tax_pages import EventPage, StatePage, join_pages
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.tax_book import TaxBook
from trimtab.ports import Identifiers, TaxRecord

_LOOKS: Final = 3
"""How often a book is looked at that changes while it is read."""

Paged = TypeVar("Paged", EventPage, StatePage)


class FirestoreTaxes:
    """The tax ledger store; a record's revision is the update time of the head."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def load(self, portfolio: PortfolioRef) -> TaxRecord | None:
        """Read the head, and then the pages together with it, at one moment."""
        head = self._documents.read(paths.tax_head(portfolio))
        for _ in range(_LOOKS):
            if head is None:
                return None
            found, events, states = self._read_pages(portfolio, head.read_as(TaxHead))
            if found and found.revision == head.revision:
                return _record(found, events, states)
            head = found
        raise unavailable("the tax ledger changes faster than it is read")

    def save(self, portfolio: PortfolioRef, before: TaxRecord | None, book: TaxBook) -> bool:
        """Change the head and whatever differs from the record, if nobody has changed the head since."""
        head = tax_head(book, self._identifiers.fresh())
        path, fields = paths.tax_head(portfolio), to_document(head)
        first: Write = Change(path, fields, before.revision) if before else Create(path, fields)
        try:
            self._documents.commit((first, *tax_writes(portfolio, before.book if before else None, book)))
        except UnclearCommitError as error:
            return self._has_won(path, before, head, error)
        return True

    def _read_pages(
        self, portfolio: PortfolioRef, head: TaxHead
    ) -> tuple[Document | None, tuple[Document | None, ...], tuple[Document | None, ...]]:
        events = [paths.tax_events(portfolio, number) for number in range(head.event_pages)]
        states = [paths.tax_state(portfolio, number) for number in range(head.state_pages)]
        found, *pages = self._documents.read_together((paths.tax_head(portfolio), *events, *states))
        return found, tuple(pages[: len(events)]), tuple(pages[len(events) :])

    def _has_won(self, path: str, before: TaxRecord | None, head: TaxHead, error: UnclearCommitError) -> bool:
        stored = self._documents.read(path)
        if stored is None or (before and stored.revision == before.revision):
            raise unavailable("it did not confirm the tax ledger") from error
        return stored.fields.get("nonce") == head.nonce


def _record(
    stored: Document, events: tuple[Document | None, ...], states: tuple[Document | None, ...]
) -> TaxRecord:
    head = stored.read_as(TaxHead)
    ledger, entries = join_pages(
        head.rules,
        [_read_page(EventPage, stored, page) for page in events],
        [_read_page(StatePage, stored, page) for page in states],
    )
    book = TaxBook(
        ledger=ledger,
        read_until=head.read_until,
        carried=head.carried,
        findings=entries,
        years=head.years,
    )
    return TaxRecord(book, stored.revision)


def _read_page(kind: type[Paged], head: Document, page: Document | None) -> Paged:
    if page is None:
        raise unavailable(f"the document {head.path} names a page that is missing")
    try:
        return unpack_value(kind, page.fields.get("payload"))
    except ValueError as error:
        raise unavailable(f"the document {page.path} is no readable page of a tax ledger") from error
