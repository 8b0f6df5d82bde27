"""When symbols are free again; today is 20 November 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tax_builders import IRA, SPOUSE, TODAY, household, lot, on, open_loss, position
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import IdenticalGroup
from trimtab.domain.tax_ledger import ExpectedPurchase, PurchaseKind
from trimtab.domain.tax_lot import TaxLot
from trimtab.domain.tax_preview import WashWindowKind
from trimtab.tax.wash_windows import buys_free_on, expects_purchase, loss_sales_free_on, wash_windows

GROUP = household(identical=(IdenticalGroup(("SPY", "VOO")),))
OLD = lot("old", bought="2026-03-02")


def recent(bought: str = "2026-11-10", **fields: Any) -> TaxLot:
    """Shares bought within the last 30 days."""
    return lot("recent", bought=bought, **fields)


def expected(first: str, last: str, symbol: str = "SPY") -> ExpectedPurchase:
    """A dividend that will be reinvested."""
    return ExpectedPurchase(symbol=symbol, kind=PurchaseKind.REINVESTMENT, first=on(first), last=on(last))


@pytest.mark.parametrize(
    ("day", "free_on"), [("2026-11-10", "2026-12-11"), ("2026-12-10", "2026-12-11"), ("2026-12-11", None)]
)
def test_a_symbol_may_be_bought_on_the_31st_day_after_a_loss(day: str, free_on: str | None):
    """Sold at a loss on 10 November: 10 December is day 30 and still inside, 11 December is free."""
    asked = position(losses=[open_loss(day="2026-11-10")])

    assert (on(free_on) if free_on else None) == buys_free_on(asked, "SPY", on(day))


def test_the_last_loss_counts():
    """Of two losses the later one decides, in whatever order they are listed."""
    asked = position(losses=[open_loss(day="2026-11-12"), open_loss(day="2026-10-25")])

    assert on("2026-12-13") == buys_free_on(asked, "SPY", TODAY)


def test_a_loss_bars_what_is_identical_and_nothing_else():
    """A loss in SPY bars VOO of its group, not TLT; without the group VOO is free."""
    losses = [open_loss(day="2026-11-10")]
    grouped, plain = position(losses=losses, rules=GROUP), position(losses=losses)

    free = [buys_free_on(grouped, "VOO", TODAY), buys_free_on(grouped, "TLT", TODAY)]
    assert [on("2026-12-11"), None, None] == [*free, buys_free_on(plain, "VOO", TODAY)]


@pytest.mark.parametrize(
    ("lots", "free_on"),
    [
        ([OLD, recent("2026-11-10")], "2026-12-11"),
        ([OLD, recent("2026-10-21")], "2026-11-21"),
        ([OLD, recent("2026-10-20")], None),
        ([OLD, recent("2026-11-10", is_replacement=True)], None),
        ([OLD, recent("2026-11-10", account=IRA)], "2026-12-11"),
        ([OLD, recent("2026-11-10", account=SPOUSE)], "2026-12-11"),
        ([OLD, recent("2026-11-10", symbol="VOO")], "2026-12-11"),
        ([OLD, recent("2026-11-10", symbol="TLT")], None),
        ([recent("2026-11-10")], None),
        ([recent("2026-11-10", quantity="4"), recent("2026-11-10", quantity="6")], None),
        ([lot("old", account=IRA), recent("2026-11-10", account=IRA)], None),
        ([], None),
    ],
    ids=[
        "bought ten days ago",
        "thirty days ago is inside",
        "thirty-one days ago is outside",
        "replaces another loss already",
        "bought in an IRA",
        "bought by the spouse",
        "identical",
        "something else",
        "the same lot never replaces itself",
        "nor do parts of it",
        "an IRA has no loss to lose",
        "nothing held",
    ],
)
def test_a_loss_counts_from_the_31st_day_after_a_purchase(lots: list[TaxLot], free_on: str | None):
    """A purchase within 30 days before takes the loss of other lots, wherever in the household it was."""
    free = loss_sales_free_on(position(lots, rules=GROUP), "SPY", TODAY)

    assert (on(free_on) if free_on else None) == free


def test_a_dispute_frees_nothing():
    """That ledger and broker do not agree about SPY is no reason to think that its losses would count."""
    asked = position([OLD, recent()], disputed=("SPY",))

    assert on("2026-12-11") == loss_sales_free_on(asked, "SPY", TODAY)


@pytest.mark.parametrize(("is_matched", "free_on"), [(True, on("2026-12-06")), (False, None)])
def test_purchases_before_the_sold_lot_are_a_switch(is_matched: bool, free_on: date | None):  # noqa: FBT001 -- a table's column
    """Whether the spouse's shares of 5 November replace those of 10 November is disputed (domain §4.1)."""
    rules = household(match_earlier_purchases=is_matched)
    asked = position([recent("2026-11-10"), lot("spouse", bought="2026-11-05", account=SPOUSE)], rules=rules)

    assert free_on == loss_sales_free_on(asked, "SPY", TODAY)


@pytest.mark.parametrize(
    ("coming", "free_on"),
    [
        ([expected("2026-12-20", "2026-12-22")], "2027-01-22"),
        ([expected("2026-12-21", "2026-12-22")], None),
        ([expected("2026-10-15", "2026-10-21")], "2026-11-21"),
        ([expected("2026-10-15", "2026-10-20")], None),
        ([expected("2026-12-30", "2027-02-01"), expected("2026-11-30", "2026-12-01")], "2027-03-04"),
        ([expected("2026-12-01", "2026-12-01", "VOO")], "2027-01-01"),
        ([expected("2026-12-01", "2026-12-01", "TLT")], None),
        ([expected("2026-12-01", "9999-12-31")], "9999-12-31"),
    ],
    ids=[
        "thirty days ahead is inside",
        "thirty-one days ahead is outside",
        "thirty days back is inside",
        "thirty-one days back is outside",
        "one after the other",
        "identical",
        "something else",
        "without end",
    ],
)
def test_an_expected_purchase_takes_a_loss_on_either_side(
    coming: list[ExpectedPurchase], free_on: str | None
):
    """A loss counts where no expected purchase lies within 30 days before or after it."""
    asked = position([OLD], expected=tuple(coming), rules=GROUP)

    assert (on(free_on) if free_on else None) == loss_sales_free_on(asked, "SPY", TODAY)
    assert (free_on is not None) is expects_purchase(asked, "SPY", TODAY)


def test_the_calendar_lists_what_is_not_free_with_its_reason():
    """A loss in SPY bars SPY and VOO; the spouse's TLT was bought ten days ago; GLD is awaited."""
    lots = [
        lot("tlt-1", symbol="TLT", account=SPOUSE),
        lot("tlt-2", symbol="TLT", bought="2026-11-10", account=SPOUSE),
        lot("gld", symbol="GLD", account=IRA),
        lot("iau", symbol="IAU"),
    ]
    coming = (expected("2026-12-01", "2026-12-01", "IAU"),)
    calendar = wash_windows(
        position(lots, [open_loss(day="2026-11-12")], rules=GROUP, expected=coming), TODAY
    )

    assert [
        ("IAU", WashWindowKind.NO_LOSS_SALE, on("2027-01-01"), ReasonCode.PURCHASE_EXPECTED),
        ("SPY", WashWindowKind.NO_BUY, on("2026-12-13"), ReasonCode.SOLD_AT_A_LOSS),
        ("TLT", WashWindowKind.NO_LOSS_SALE, on("2026-12-11"), ReasonCode.BOUGHT_RECENTLY),
        ("VOO", WashWindowKind.NO_BUY, on("2026-12-13"), ReasonCode.SOLD_AT_A_LOSS),
    ] == [(window.symbol, window.kind, window.free_on, window.reason.code) for window in calendar]


def test_the_calendar_knows_that_an_ira_has_nothing_to_lose():
    """The only taxable lot is the recent one itself; that the IRA holds older shares changes nothing."""
    assert () == wash_windows(position([lot("ira", account=IRA), recent()]), TODAY)


def test_reasons_name_symbol_and_day():
    """Each sentence says what happened when, so that it can be checked."""
    coming = (expected("2027-01-04", "2027-01-08"),)
    asked = position([OLD, recent()], [open_loss(day="2026-11-12")], expected=coming)

    first, second = (window.reason.text for window in wash_windows(asked, TODAY))
    assert "SPY was sold at a loss on 2026-11-12; to buy within 30 days would take the loss." == first
    assert (
        "A reinvested dividend will buy SPY from 2027-01-04 to 2027-01-08; "
        "a loss within 30 days of that would not count."
    ) == second
