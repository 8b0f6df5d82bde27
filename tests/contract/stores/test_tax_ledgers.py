"""What every store of tax ledgers promises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from google.cloud.firestore import Client

from contract.stores import samples
from contract.stores.conftest import Stores, on_firestore
from contract.stores.tax_samples import BUY, EVERYTHING, WASHED, book, many
from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS, Document, Documents
from trimtab.contracts.tax_pages import ROWS_PER_PAGE
from trimtab.domain.errors import UnavailableError
from trimtab.domain.tax_book import CarriedLosses, TaxBook
from trimtab.domain.tax_config import TaxRates
from trimtab.ports import TaxRecord
from trimtab.tax.ledger import open_ledger, record_events

CARRIED = (CarriedLosses(year=2025, carried_short=D("1234.56"), carried_long=D(7)),)
ROOT = "userSettings/ada"


def kept(stores: Stores, new: TaxBook, before: TaxRecord | None = None) -> TaxRecord:
    """Keep a book that nobody else is about to keep, and read it again."""
    assert stores.taxes.save(samples.HOME, before, new)
    record = stores.taxes.load(samples.HOME)
    assert record
    return record


def test_a_portfolio_without_a_book_has_none(stores: Stores):
    """Nothing was kept, so nothing is there."""
    assert stores.taxes.load(samples.HOME) is None


def test_a_book_comes_back(stores: Stores):
    """Every kind of event, what they lead to, how far was read and what the owner entered."""
    everything = book(*EVERYTHING, carried=CARRIED)

    assert everything == kept(stores, everything).book


def test_an_empty_book_comes_back(stores: Stores):
    """An account in which nothing has happened was read all the same."""
    empty = replace(book(), findings=())

    assert empty == kept(stores, empty).book


def test_a_book_goes_on_where_it_was_kept(stores: Stores):
    """Later events lead to what all events would have led to."""
    first = kept(stores, book(BUY))
    later = replace(first.book, ledger=record_events(first.book.ledger, WASHED))

    assert book(BUY, *WASHED).ledger == kept(stores, later, first).book.ledger


def test_pages_are_put_together_in_order(stores: Stores):
    """A page more than one, and one less again: nothing is lost, doubled or left over."""
    long = kept(stores, book(*many(ROWS_PER_PAGE + 1)))
    short = kept(stores, book(*many(ROWS_PER_PAGE)), long)

    assert book(*many(ROWS_PER_PAGE + 1)) == long.book
    assert book(*many(ROWS_PER_PAGE)) == short.book


def test_who_comes_late_keeps_nothing(stores: Stores):
    """Two have read the same book; the second of them is told, and the first one's stays."""
    first = kept(stores, book(BUY))
    second = kept(stores, book(BUY, *WASHED), first)

    assert not stores.taxes.save(samples.HOME, first, book())
    assert second == stores.taxes.load(samples.HOME)


def test_a_book_that_is_there_is_not_begun_again(stores: Stores):
    """Two have found no book; only one begins it."""
    first = kept(stores, book(BUY))

    assert not stores.taxes.save(samples.HOME, None, book())
    assert first == stores.taxes.load(samples.HOME)


def test_what_the_owner_entered_outlives_a_save(stores: Stores):
    """New events and other rules leave the losses alone that were carried into a year."""
    first = kept(stores, book(BUY, carried=CARRIED))
    rules = replace(first.book.ledger.rules, rates=TaxRates(short_term=D("0.4")))
    rebuilt = replace(first.book, ledger=record_events(open_ledger(rules), (BUY, *WASHED)))

    assert CARRIED == kept(stores, rebuilt, first).book.carried


def test_a_book_belongs_to_its_portfolio(stores: Stores):
    """Another portfolio of the same owner has lots of its own."""
    kept(stores, book(BUY))

    assert stores.taxes.load(samples.SECOND) is None


class Watched(Documents):
    """A gateway that tells what was written."""

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.paths: list[str] = []

    def commit(self, writes):
        """Note the paths, then store."""
        self.paths = [write.path.removeprefix(f"{ROOT}/") for write in writes]
        return super().commit(writes)


@pytest.mark.emulator
def test_only_what_changed_is_written(client: Client):
    """One lot more: its document and the pages at the end; a full page and all other lots stay."""
    watched = Watched(client)
    stores = on_firestore(watched)
    first = kept(stores, book(*many(ROWS_PER_PAGE)))
    kept(stores, book(*many(ROWS_PER_PAGE + 1)), first)

    assert ["tax_ledger/events-0001", "tax_ledger/head", "tax_ledger/state-0001"] == sorted(
        path for path in watched.paths if not path.startswith("tax_lots/")
    )
    assert 1 == sum(path.startswith("tax_lots/") for path in watched.paths)


@pytest.mark.emulator
def test_a_lot_is_a_document_people_can_read(client: Client, documents: Documents):
    """Two parts of one purchase: what the wash sale has touched, and the rest."""
    kept(on_firestore(documents), book(BUY, *WASHED))
    found = [document.to_dict() or {} for document in client.collection(f"{ROOT}/tax_lots").stream(timeout=4)]
    lots = sorted(found, key=lambda lot: (lot["acquired"], lot["part"]))

    assert [("20", "2000", "0", "2000"), ("4", "364", "39.506172844", "403.506172844")] == [
        (lot["quantity"], lot["cost"], lot["wash_addition"], lot["cost_basis"]) for lot in lots
    ]
    assert [("2026-01-05", "2026-01-05"), ("2026-02-10", "2026-01-12")] == [
        (lot["acquired"], lot["held_from"]) for lot in lots
    ]


@pytest.mark.emulator
def test_a_lot_that_is_sold_has_no_document(client: Client, documents: Documents):
    """The collection is what is held, no more."""
    stores = on_firestore(documents)
    kept(stores, book(), kept(stores, book(BUY, *WASHED)))

    assert [] == list(client.collection(f"{ROOT}/tax_lots").stream(timeout=4))


@pytest.mark.emulator
def test_a_year_is_a_document_people_can_read(client: Client, documents: Documents):
    """Net gains, what was disallowed, what was carried into it and by whose word, and its bounds."""
    kept(on_firestore(documents), book(BUY, *WASHED, carried=CARRIED))
    years = {year.id: year.to_dict() for year in client.collection(f"{ROOT}/tax_years").stream(timeout=4)}

    assert {"2025", "2026"} == years.keys()
    assert {
        "year": 2026,
        "short_term": "-59.259259266",
        "long_term": "0",
        "disallowed": "39.506172844",
        "disposal_count": 1,
        "carried_short": "0",
        "carried_long": "0",
        "is_carried_entered": False,
        "gain_warning": None,
        "gain_cap": "10000",
    } == years["2026"]


@pytest.mark.emulator
@pytest.mark.parametrize("payload", [None, "text", b"broken"])
@pytest.mark.parametrize("page", ["events-0000", "state-0000"])
def test_a_damaged_page_is_an_error(client: Client, documents: Documents, page: str, payload: object):
    """What cannot be read is told, never taken for an empty ledger."""
    stores = on_firestore(documents)
    kept(stores, book(BUY))
    client.document(f"{ROOT}/tax_ledger/{page}").update({"payload": payload})

    with pytest.raises(UnavailableError, match=page):
        stores.taxes.load(samples.HOME)


@pytest.mark.emulator
def test_a_missing_page_is_an_error(client: Client, documents: Documents):
    """A ledger without a part of it is no ledger."""
    stores = on_firestore(documents)
    kept(stores, book(BUY))
    client.document(f"{ROOT}/tax_ledger/state-0000").delete()

    with pytest.raises(UnavailableError, match="missing"):
        stores.taxes.load(samples.HOME)


class Restless(Documents):
    """A gateway behind which others keep another book while one is read, so many times."""

    def __init__(self, client: Client, times: int) -> None:
        super().__init__(client)
        self._others = on_firestore(Documents(client))
        self._times = times

    def read_together(self, paths) -> tuple[Document | None, ...]:
        """Let somebody go first, before the pages are read."""
        if len(paths) > 1 and self._times:
            self._times -= 1
            kept(self._others, book(BUY, *many(self._times)), self._others.taxes.load(samples.HOME))
        return super().read_together(paths)


@pytest.mark.emulator
def test_a_book_that_changes_meanwhile_is_read_anew(client: Client):
    """Head and pages are those of one moment, never of two."""
    kept(on_firestore(Documents(client)), book())
    record = on_firestore(Restless(client, times=2)).taxes.load(samples.HOME)

    assert record
    assert book(BUY) == record.book


@pytest.mark.emulator
def test_a_book_that_never_rests_is_unavailable(client: Client):
    """Whoever asks is told to try again."""
    kept(on_firestore(Documents(client)), book())

    with pytest.raises(UnavailableError, match="changes faster"):
        on_firestore(Restless(client, times=9)).taxes.load(samples.HOME)


@pytest.mark.emulator
def test_two_thousand_lots_are_begun_in_one_batch(client: Client):
    """The first look at an old account: each lot has its document, all of them in one step."""
    large = book(*many(2_000))
    record = kept(on_firestore(Documents(client, LARGE_CALL_SECONDS)), large)

    assert large.ledger.state == record.book.ledger.state
    assert 2_000 == len(list(client.collection(f"{ROOT}/tax_lots").select([]).stream(timeout=4)))
