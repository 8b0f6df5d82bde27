"""The checker's own estimate of a year's tax."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_ledger import YearToDate
from trimtab.planning.check.year_tax import tax_of_year
from trimtab.tax.estimate import estimate_tax

EMPTY = YearToDate(year=2026)


@pytest.mark.parametrize(
    ("short", "long", "tax"),
    [
        ("1000", "0", "350"),
        ("0", "1000", "150"),
        ("1000", "-400", "210"),
        ("-400", "1000", "90"),
        ("-1000", "0", "-350"),
        ("-2000", "-4000", "-1050"),
        ("-5000", "1000", "-1050"),
        ("100", "-1000", "-315"),
        ("0.5", "1000", "150.175"),
        ("1000", "0.5", "350.075"),
        ("-400", "1", "-139.65"),
        ("1", "-400", "-139.65"),
    ],
)
def test_losses_go_against_the_other_term_then_against_income(short: str, long: str, tax: str):
    """Up to 3,000 dollars of income, at the short-term rate; the rest is worth nothing yet."""
    assert D(tax) == tax_of_year(EMPTY, D(short), D(long), TaxConfig())


def test_the_year_so_far_and_what_was_carried_into_it_count():
    """700 and 300 short, less 400 carried; 500 long, less 100 carried."""
    year = YearToDate(
        year=2026, short_term=D(700), long_term=D(500), carried_short=D(400), carried_long=D(100)
    )

    assert D(600) * D("0.35") + D(400) * D("0.15") == tax_of_year(year, D(300), D(0), TaxConfig())


@pytest.mark.parametrize("short", range(-4_000, 4_001, 1_000))
@pytest.mark.parametrize("long", range(-4_000, 4_001, 1_000))
def test_it_agrees_with_the_engine_s_own(short: int, long: int):
    """Two formulas, one law (Schedule D)."""
    year = YearToDate(year=2026, short_term=D(short), long_term=D(long))
    config = TaxConfig()

    assert estimate_tax(year, config.rates, config.deduction_limit) == tax_of_year(year, D(0), D(0), config)
