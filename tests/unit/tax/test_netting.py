"""Netting a year, with the published examples."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.tax_config import DEDUCTION_LIMIT
from trimtab.domain.tax_ledger import YearToDate
from trimtab.tax.netting import YearResult, net_year


def year(short_term: str, long_term: str, carried_short: str = "0", carried_long: str = "0") -> YearToDate:
    """Gains of 2026 by term, and losses carried into it."""
    return YearToDate(
        year=2026,
        short_term=D(short_term),
        long_term=D(long_term),
        carried_short=D(carried_short),
        carried_long=D(carried_long),
    )


def left(
    short_term: str, long_term: str, deduction: str, carried_short: str, carried_long: str
) -> YearResult:
    """What is left of a year."""
    return YearResult(
        short_term=D(short_term),
        long_term=D(long_term),
        deduction=D(deduction),
        carried_short=D(carried_short),
        carried_long=D(carried_long),
    )


@pytest.mark.parametrize(
    ("realised", "expected"),
    [
        # Schedule D: -15,500 short; +11,600 and -4,500 long; 8,400 is lost, 3,000 deducted, 5,400 carried.
        (year("-15500", "7100"), left("0", "0", "3000", "5400", "0")),
        # Publication 550: a loss of 7,000 is 3,000 now and 4,000 carried, whatever its term.
        (year("-7000", "0"), left("0", "0", "3000", "4000", "0")),
        (year("0", "-7000"), left("0", "0", "3000", "0", "4000")),
        # Schedule D, carry-over: -2,000 short and -4,000 long; the short loss is used first.
        (year("-2000", "-4000"), left("0", "0", "3000", "0", "3000")),
    ],
)
def test_published_examples_come_out(realised: YearToDate, expected: YearResult):
    """The examples of Schedule D and Publication 550 (domain §4.3) give their published figures."""
    assert expected == net_year(realised, DEDUCTION_LIMIT)


@pytest.mark.parametrize(
    ("realised", "expected"),
    [
        (year("100", "200"), left("100", "200", "0", "0", "0")),
        (year("-50", "200"), left("0", "150", "0", "0", "0")),
        (year("200", "-50"), left("150", "0", "0", "0", "0")),
        (year("-200", "200"), left("0", "0", "0", "0", "0")),
        (year("100", "-500"), left("0", "0", "400", "0", "0")),
        (year("100", "-5000"), left("0", "0", "3000", "0", "1900")),
        (year("-5000", "100"), left("0", "0", "3000", "1900", "0")),
        (year("0.50", "0.50"), left("0.50", "0.50", "0", "0", "0")),
        (year("0", "0"), left("0", "0", "0", "0", "0")),
    ],
)
def test_terms_are_netted_by_themselves_then_across(realised: YearToDate, expected: YearResult):
    """A loss of one term takes from the gain of the other; what is left keeps its term."""
    assert expected == net_year(realised, DEDUCTION_LIMIT)


def test_carried_losses_net_in_their_own_term_first():
    """1,000 of short and 400 of long loss carried meet gains of 600 and 900: 100 of long gain is left."""
    assert left("0", "100", "0", "0", "0") == net_year(year("600", "900", "1000", "400"), DEDUCTION_LIMIT)


def test_separate_returns_deduct_half():
    """The limit is a parameter: 1,500 for married people who file apart."""
    assert left("0", "0", "1500", "500", "4000") == net_year(year("-2000", "-4000"), D(1500))


def test_nothing_is_rounded():
    """Amounts of more digits than the usual 28 stay exact."""
    loss = "12345678901234567890.123456789012"

    assert D("12345678901234564890.123456789012") == net_year(year(f"-{loss}", "0"), D(3000)).carried_short
