"""Lots and open losses by symbol: what is found, in which order, and what comes out at the end."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import ACCOUNT
from tax_builders import IRA, SPOUSE, household, lot, on, open_loss, sold
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import IdenticalGroup
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import TaxLot
from trimtab.tax.book import Book, HeldLots, OpenLosses

TWINS = (IdenticalGroup(("VOO", "SPY")), IdenticalGroup(("SPY", "IVV")))


def lot_ids(lots: list[TaxLot] | tuple[TaxLot, ...]) -> list[str]:
    """The ids of lots, in order."""
    return [lot.lot_id for lot in lots]


def test_lots_of_an_account_stand_in_order_of_purchase():
    """A lot that comes in late but was bought early stands in front; on one day they stand as they came."""
    lots = HeldLots([lot("b"), lot("a"), lot("early", bought="2025-03-03"), lot("other", symbol="TLT")])

    assert ["early", "b", "a"] == lot_ids(lots.of(ACCOUNT, "SPY"))


def test_all_lots_come_out_as_they_came_in():
    """The order of purchase is for selling; the ledger lists lots in the order of its events."""
    held = (lot("b"), lot("early", bought="2025-03-03"), lot("theirs", account=SPOUSE))

    assert held == HeldLots(held).freeze()


def test_nothing_is_held_of_what_was_never_bought():
    """An unknown account or symbol has no lots."""
    lots = HeldLots([lot()])

    assert ([], []) == (lots.of(SPOUSE, "SPY"), lots.of(ACCOUNT, "TLT"))


def test_recent_lots_are_found_in_all_accounts_by_purchase():
    """The day itself counts; accounts and symbols are mixed, by day and then as they came in."""
    lots = HeldLots(
        [
            lot("late", bought="2026-01-20"),
            lot("edge", bought="2026-01-05", account=SPOUSE),
            lot("before", bought="2026-01-04"),
            lot("twin", bought="2026-01-05", symbol="VOO", account=IRA),
            lot("other", bought="2026-01-06", symbol="TLT"),
        ]
    )

    assert ["edge", "twin", "late"] == lot_ids(lots.bought_since(["SPY", "VOO"], on("2026-01-05")))


@pytest.mark.parametrize("accounts", [(ACCOUNT, SPOUSE), (SPOUSE, ACCOUNT)])
def test_parts_of_one_purchase_stand_by_account(accounts: tuple[str, str]):
    """Where a lot lies in two accounts, it does not matter which part came there first."""
    lots = HeldLots([lot("one", account=account) for account in accounts])

    recent = lots.bought_since(["SPY"], on("2026-01-05"))
    assert [ACCOUNT, SPOUSE] == [held.account for held in recent]


def test_a_lot_from_another_account_stands_by_its_purchase():
    """Bought in the morning, moved in later: it comes before what was bought here in the afternoon."""
    lots = HeldLots([lot("morning", account=SPOUSE), lot("afternoon")])

    lots.put(lot("morning"))

    assert ["morning", "afternoon"] == lot_ids(lots.of(ACCOUNT, "SPY"))


def test_a_lot_is_parted_in_its_place():
    """Both parts stand where the lot stood."""
    middle = lot("b")
    lots = HeldLots([lot("a"), middle, lot("c")])

    lots.part(middle, [lot("b", "4", is_replacement=True), lot("b", "6")])

    expected = [("a", D(10)), ("b", D(4)), ("b", D(6)), ("c", D(10))]
    assert expected == [(held.lot_id, held.quantity) for held in lots.of(ACCOUNT, "SPY")]


@pytest.mark.parametrize("left", [[], [lot("c", "1")]])
def test_what_is_left_takes_the_place_of_what_was_held(left: list[TaxLot]):
    """After a sale an account has what the sale has left, and nothing else changes."""
    lots = HeldLots([lot("a"), lot("theirs", account=SPOUSE), lot("c")])

    lots.keep(ACCOUNT, "SPY", left)

    assert (left, ["theirs"]) == (lots.of(ACCOUNT, "SPY"), lot_ids(lots.of(SPOUSE, "SPY")))


def losses() -> OpenLosses:
    """Three losses in the order in which they were sold."""
    return OpenLosses(
        [
            open_loss(day="2026-01-05", disposal_id="z"),
            open_loss(day="2026-01-06", disposal_id="twin", symbol="VOO"),
            open_loss(day="2026-01-06", disposal_id="a"),
        ]
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-02-04", ["z", "twin", "a"]), ("2026-02-05", ["twin", "a"]), ("2026-02-06", [])],
)
def test_losses_are_open_for_thirty_days(day: str, expected: list[str]):
    """A loss of 5 January can still be taken on 4 February; all come in order of sale."""
    assert expected == [loss.disposal_id for loss in losses().take(["VOO", "SPY"], on(day))]


def test_a_loss_that_is_taken_out_is_gone_until_it_is_put_back():
    """What is put back, in part too, stands again where it stood in order of sale."""
    opened = losses()
    first, *_ = opened.take(["SPY"], on("2026-01-06"))
    gone = opened.freeze(on("2026-01-06"))
    opened.put(first)

    assert [["twin"], ["z", "twin"]] == [
        [loss.disposal_id for loss in found] for found in (gone, opened.freeze(on("2026-01-06")))
    ]


def test_a_book_without_events_is_the_state_it_was_opened_with():
    """Nothing is lost by taking a state apart."""
    state = LedgerState(lots=(lot("b"), lot("a")), open_losses=(open_loss(day="2026-11-10"),))

    assert state == Book(state, household()).freeze(on("2026-11-20"))


def test_groups_need_not_be_closed():
    """SPY is identical to both others, which are not identical to each other (no one has said so)."""
    book = Book(LedgerState(), household(identical=TWINS))

    assert [{"SPY", "VOO", "IVV"}, {"VOO", "SPY"}, {"TLT"}] == [
        book.identical_to(symbol) for symbol in ("SPY", "VOO", "TLT")
    ]


@pytest.mark.parametrize(("account", "is_taxable"), [(ACCOUNT, True), (IRA, False), ("unknown", True)])
def test_only_a_declared_ira_is_not_taxed(account: str, *, is_taxable: bool):
    """An account that is not declared is taxable."""
    assert is_taxable is Book(LedgerState(), household()).is_taxable(account)


def test_a_finding_names_the_event_and_what_to_do():
    """What could not be booked says what is missing and how to repair it."""
    book = Book(LedgerState(), household())
    event = sold("2026-01-05", "3", "100")

    book.report_missing(event, D(2))
    book.report_missing(event, D(0))

    (finding,) = book.freeze(on("2026-01-05")).findings
    assert (event.event_id, ReasonCode.MORE_THAN_HELD) == (finding.event_id, finding.reason.code)
    assert "2 of 3 SPY are in no lot; enter their purchase." == finding.reason.text
