"""The documents of a tax book: a head, packed pages, and for people one for each lot and each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.writes import Delete, Fields, Put, Write
from trimtab.contracts.codec import pack_value, to_document
from trimtab.contracts.packing import ENCODING
from trimtab.contracts.tax_pages import EventPage, StatePage, event_pages, state_pages
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.tax_book import CarriedLosses, ReadUntil, TaxBook, TaxYear
from trimtab.domain.tax_ledger import LedgerRules, TaxLedger
from trimtab.domain.tax_lot import LotSource, TaxLot

_NAME_LENGTH: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxHead:
    """Everything of a tax book but its pages, of which it tells the numbers; the nonce is the writer's."""

    rules: LedgerRules
    read_until: tuple[ReadUntil, ...]
    carried: tuple[CarriedLosses, ...]
    years: tuple[TaxYear, ...]
    event_pages: int
    state_pages: int
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRecord:
    """One lot as its owner reads it; parts of one purchase count from 1, amounts are US dollars."""

    lot_id: str
    part: int
    account: str
    symbol: str
    quantity: Decimal
    cost: Decimal
    wash_addition: Decimal
    cost_basis: Decimal
    acquired: date
    held_from: date
    source: LotSource
    is_replacement: bool


Stored = TypeVar("Stored", EventPage | StatePage, LotRecord, TaxYear)


def tax_head(book: TaxBook, nonce: str) -> TaxHead:
    """Describe a book."""
    return TaxHead(
        rules=book.ledger.rules,
        read_until=book.read_until,
        carried=book.carried,
        years=book.years,
        event_pages=len(event_pages(book.ledger)),
        state_pages=len(state_pages(book.ledger.state, book.findings)),
        nonce=nonce,
    )


def tax_writes(portfolio: PortfolioRef, before: TaxBook | None, book: TaxBook) -> Iterator[Write]:
    """Write the pages, lots and years that are not what they were, and delete those that are gone."""
    old = before or TaxBook(ledger=TaxLedger(rules=LedgerRules()))
    yield from _changes(_pages(portfolio, old), _pages(portfolio, book), _page_fields)
    yield from _changes(_lots(portfolio, old), _lots(portfolio, book), to_document)
    yield from _changes(_years(portfolio, old), _years(portfolio, book), to_document)


def _changes(
    before: Mapping[str, Stored], after: Mapping[str, Stored], fields: Callable[[Stored], Fields]
) -> Iterator[Write]:
    for path, value in after.items():
        if before.get(path) != value:
            yield Put(path, fields(value))
    for path in before.keys() - after.keys():
        yield Delete(path)


def _pages(portfolio: PortfolioRef, book: TaxBook) -> dict[str, EventPage | StatePage]:
    events, states = event_pages(book.ledger), state_pages(book.ledger.state, book.findings)
    return {
        **{paths.tax_events(portfolio, number): page for number, page in enumerate(events)},
        **{paths.tax_state(portfolio, number): page for number, page in enumerate(states)},
    }


def _page_fields(page: EventPage | StatePage) -> Fields:
    return {"payload": pack_value(page), "payload_encoding": ENCODING}


def _years(portfolio: PortfolioRef, book: TaxBook) -> dict[str, TaxYear]:
    return {paths.tax_year(portfolio, year.year): year for year in book.years}


def _lots(portfolio: PortfolioRef, book: TaxBook) -> dict[str, LotRecord]:
    """Name each lot after account and purchase: the broker's own ids may not be fit for a path."""
    seen: Counter[str] = Counter()
    records: dict[str, LotRecord] = {}
    for lot in book.ledger.state.lots:
        name = canonical_hash((lot.account, lot.lot_id))[:_NAME_LENGTH]
        seen[name] += 1
        records[paths.tax_lot(portfolio, f"{name}-{seen[name]}")] = _lot_record(lot, seen[name])
    return records


def _lot_record(lot: TaxLot, part: int) -> LotRecord:
    return LotRecord(
        lot_id=lot.lot_id,
        part=part,
        account=lot.account,
        symbol=lot.symbol,
        quantity=lot.quantity,
        cost=lot.cost,
        wash_addition=lot.wash_addition,
        cost_basis=lot.basis,
        acquired=lot.acquired,
        held_from=lot.held_from,
        source=lot.source,
        is_replacement=lot.is_replacement,
    )
