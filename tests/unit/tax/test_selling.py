"""What a sale takes and gains."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import ACCOUNT
from tax_builders import IRA, SPOUSE, household, lot, on, pick, sold
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_event import Sale
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import Disposal, TaxLot, Term, exact_sum
from trimtab.tax.book import Book
from trimtab.tax.selling import disposal_of, sell

OLD = lot("old", price="80", bought="2025-01-06")
NEW = lot("new", price="110", bought="2026-01-05")
THREE = (("a", "80"), ("b", "120"), ("c", "100"))


def after(sale: Sale, *lots: TaxLot, method: LotMethod = LotMethod.FIFO) -> LedgerState:
    """What a sale makes of some lots."""
    book = Book(LedgerState(lots=lots), household(method))
    sell(book, sale)
    return book.freeze(sale.day)


def test_each_part_of_a_lot_is_a_disposal():
    """Fifteen shares at 100 are ten of the old lot, long, and five of the new one, short."""
    state = after(sold("2026-03-02", "15", "100"), OLD, NEW)

    assert [("old", Term.LONG, D(200)), ("new", Term.SHORT, D(-50))] == [
        (sale.lot_id, sale.term, sale.gain) for sale in state.disposals
    ]
    assert (lot("new", "5", "110"),) == state.lots


def test_a_disposal_has_all_that_a_form_8949_asks_for():
    """Shares, both dates, proceeds and cost; the basis of a wash sale stands apart."""
    part = replace(NEW, wash_addition=D(30), held_from=on("2025-12-01"), is_replacement=True)

    expected = Disposal(
        disposal_id="sold-SPY-2026-03-02-1",
        account=ACCOUNT,
        symbol="SPY",
        lot_id="new",
        quantity=D(10),
        proceeds=D(1_000),
        cost=D(1_100),
        wash_addition=D(30),
        acquired=on("2026-01-05"),
        held_from=on("2025-12-01"),
        sold=on("2026-03-02"),
        term=Term.SHORT,
    )
    sale = sold("2026-03-02", "10", "100")
    assert expected == disposal_of(sale, part, 1, proceeds=D(1_000), is_taxable=True)


@pytest.mark.parametrize(
    ("method", "left"),
    [
        (LotMethod.FIFO, ["b", "c"]),
        (LotMethod.LIFO, ["a", "b"]),
        (LotMethod.HIFO, ["a", "c"]),
        (LotMethod.MIN_TAX, ["a", "c"]),
    ],
)
def test_the_account_has_a_method(method: LotMethod, left: list[str]):
    """Of three lots at 80, 120 and 100, ten shares go; those left stand in order of purchase."""
    lots = [lot(name, price=price) for name, price in THREE]

    state = after(sold("2026-03-02", "10", "100"), *lots, method=method)

    assert left == [held.lot_id for held in state.lots]


def test_an_account_that_is_not_declared_sells_by_fifo():
    """What its custodian does is not known, so that the oldest lot goes."""
    dear, older = (lot(name, account="elsewhere", price=price) for name, price in (("b", "120"), ("a", "80")))

    state = after(
        sold("2026-03-02", "10", "100", account="elsewhere"), replace(older, acquired=on("2025-01-06")), dear
    )

    assert ["b"] == [held.lot_id for held in state.lots]


@pytest.mark.parametrize("method", LotMethod)
def test_what_is_left_stands_in_order_of_purchase(method: LotMethod):
    """Whatever a sale takes, in the book the older lots stay in front, where the next search expects them."""
    lots = [lot(name, price=price, bought=f"2026-01-0{day}") for day, (name, price) in enumerate(THREE, 1)]
    book = Book(LedgerState(lots=tuple(lots)), household(method))

    sell(book, sold("2026-03-02", "5", "100"))

    assert ["a", "b", "c"] == [held.lot_id for held in book.lots.of(ACCOUNT, "SPY")]


def test_picks_are_honoured_by_an_account_that_allows_them():
    """Four picked shares of the new lot go, then the oldest; the others stand in order of purchase."""
    sale = sold("2026-03-02", "6", "100", picks=(pick("new", "4"),))

    state = after(sale, OLD, NEW, method=LotMethod.SPECIFIC)

    assert [("new", D(4)), ("old", D(2))] == [(part.lot_id, part.quantity) for part in state.disposals]
    assert [("old", D(8)), ("new", D(6))] == [(held.lot_id, held.quantity) for held in state.lots]


def test_picks_mean_nothing_to_a_broker_that_goes_by_fifo():
    """An Alpaca account sells the oldest lot, whatever is picked (design decision 6)."""
    state = after(sold("2026-03-02", "6", "100", picks=(pick("new", "4"),)), OLD, NEW)

    assert ["old"] == [part.lot_id for part in state.disposals]


def test_proceeds_are_divided_exactly():
    """Ten dollars for three shares of three lots are 3.33… twice and the rest once."""
    lots = [lot(lot_id, "1", "5") for lot_id in "abc"]

    state = after(replace(sold("2026-03-02", "3", "1"), proceeds=D(10)), *lots)

    assert D(10) == exact_sum(part.proceeds for part in state.disposals)
    assert D("3.333333333333333333") == state.disposals[0].proceeds


def test_a_fill_is_divided_at_its_price():
    """A price and quantities of nine places give proceeds of eighteen, without any rest."""
    lots = [lot("a", "0.123456789"), lot("b", "1")]

    state = after(sold("2026-03-02", "0.999999999", "12.987654321"), *lots)

    assert [part.quantity * D("12.987654321") for part in state.disposals] == [
        part.proceeds for part in state.disposals
    ]


def test_shares_that_are_in_no_lot_are_reported():
    """Of fifteen shares ten are known: they are sold for two thirds of the proceeds, five are reported."""
    state = after(sold("2026-03-02", "15", "100"), NEW)

    assert [D(1_000)] == [part.proceeds for part in state.disposals]
    assert [(ReasonCode.MORE_THAN_HELD, "SPY")] == [
        (finding.reason.code, finding.symbol) for finding in state.findings
    ]


def test_nothing_held_is_nothing_sold():
    """A sale of shares nobody knows of is a finding and no disposal; other accounts' lots stay."""
    theirs = lot(account=SPOUSE)

    state = after(sold("2026-03-02", "15", "100"), theirs)

    assert ((), 1, (theirs,)) == (state.disposals, len(state.findings), state.lots)


def test_a_sale_at_a_loss_leaves_it_open():
    """Nothing was bought near it, so the loss stands open for 30 days."""
    state = after(sold("2026-03-02", "10", "100"), NEW)

    assert [(D(100), on("2026-03-02"))] == [(loss.loss, loss.sold) for loss in state.open_losses]


def test_a_gain_for_the_broker_may_be_a_loss():
    """Sold at 100 with a cost of 95 and a moved loss of 10 a share: 50 are lost and stand open."""
    burdened = lot("burdened", price="95", wash_addition=D(100), is_replacement=True)

    state = after(sold("2026-03-02", "10", "100"), burdened)

    assert [D(50)] == [loss.loss for loss in state.open_losses]


@pytest.mark.parametrize("price", ["100", "120"])
def test_what_an_ira_sells_is_not_taxed(price: str):
    """Its sales are listed, but no loss of theirs is open and no purchase takes it."""
    sale = sold("2026-03-02", "10", price, account=IRA)

    state = after(sale, lot("ira", price="110", account=IRA), lot("new", price="90", bought="2026-02-20"))

    assert ([False], (), ()) == (
        [part.is_taxable for part in state.disposals],
        state.open_losses,
        state.wash_sales,
    )


def test_a_sale_at_cost_is_no_loss():
    """A gain of zero opens nothing."""
    assert () == after(sold("2026-03-02", "10", "110"), NEW).open_losses
