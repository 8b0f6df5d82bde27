"""Estimates of a year's tax."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import RATES, on
from trimtab.domain.tax_config import DEDUCTION_LIMIT
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_lot import Disposal, Term, WashSale
from trimtab.tax.estimate import add_to_year, estimate_tax, year_to_date
from trimtab.tax.netting import net_year


def disposal(gain: str, term: Term = Term.SHORT, sold: str = "2026-11-20", **fields: Any) -> Disposal:
    """Shares that cost 1,000 and were sold for that and a gain."""
    return Disposal(
        disposal_id="sold-1",
        account="PA-0001",
        symbol="SPY",
        lot_id="lot-1",
        quantity=D(10),
        proceeds=D(1000) + D(gain),
        cost=D(1000),
        acquired=on("2026-01-05"),
        held_from=on("2026-01-05"),
        sold=on(sold),
        term=term,
        **fields,
    )


def wash_sale(disallowed: str, sold: str = "2026-11-20") -> WashSale:
    """A short-term loss that a purchase in January takes away."""
    return WashSale(
        disposal_id="sold-1",
        symbol="SPY",
        replacement_lot_id="lot-2",
        replacement_account="PA-0001",
        replacement_symbol="SPY",
        quantity=D(10),
        disallowed=D(disallowed),
        term=Term.SHORT,
        sold=on(sold),
        bought=on("2027-01-04"),
    )


@pytest.mark.parametrize(
    ("short_term", "long_term", "expected"),
    [
        ("1000", "0", "350"),
        ("0", "1000", "150"),
        ("1000", "1000", "500"),
        ("-1000", "1000", "0"),
        ("-1000", "0", "-350"),
        ("0", "-1000", "-350"),
        ("-10000", "0", "-1050"),
    ],
)
def test_net_gains_are_taxed_by_term_and_losses_save_at_the_short_rate(
    short_term: str, long_term: str, expected: str
):
    """35 % and 15 %; a net loss of any term saves 35 % of at most 3,000."""
    realised = YearToDate(year=2026, short_term=D(short_term), long_term=D(long_term))

    assert D(expected) == estimate_tax(realised, RATES, DEDUCTION_LIMIT)


def test_a_year_sums_gains_by_term():
    """Short and long stay apart, and gains and losses of a term are one figure."""
    sold = [disposal("500"), disposal("-200"), disposal("70", Term.LONG)]

    expected = YearToDate(year=2026, short_term=D(300), long_term=D(70))
    assert expected == year_to_date(sold, (), 2026)


def test_an_ira_is_left_out():
    """What an IRA sells is not taxed."""
    assert YearToDate(year=2026) == year_to_date([disposal("500", is_taxable=False)], (), 2026)


def test_only_the_year_itself_counts():
    """A sale on the last day of December belongs to its year, one on New Year's Day to the next."""
    sold = [disposal("500", sold="2026-12-31"), disposal("70", sold="2027-01-01")]

    assert [D(500), D(70)] == [year_to_date(sold, (), year).short_term for year in (2026, 2027)]


def test_a_loss_taken_by_a_wash_sale_does_not_count():
    """Of a loss of 200, 150 is disallowed in the year of the sale, though the purchase is of the next."""
    sold, washed = [disposal("-200")], [wash_sale("150")]

    years = [year_to_date(sold, washed, year).short_term for year in (2026, 2027)]
    assert [D(-50), D(0)] == years


def test_losses_are_carried_in_from_the_year_before():
    """What 2026 could not use, 2027 begins with, by term."""
    before = net_year(YearToDate(year=2026, short_term=D(-2000), long_term=D(-4000)), DEDUCTION_LIMIT)

    assert YearToDate(year=2027, carried_long=D(3000)) == year_to_date((), (), 2027, carried=before)


def test_a_plan_adds_to_the_year_so_far():
    """Gains before, what would be sold, and an earlier loss that a purchase would take away."""
    so_far = YearToDate(year=2026, short_term=D(-100), long_term=D(5), carried_short=D(7))

    added = add_to_year(so_far, [disposal("40", Term.LONG)], [wash_sale("60", "2026-11-10")])

    expected = YearToDate(year=2026, short_term=D(-40), long_term=D(45), carried_short=D(7))
    assert expected == added
