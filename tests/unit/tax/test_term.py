"""Holding periods by the calendar; numbers of Publication 550, Rev. Rul. 66-7 and 66-97 (domain §4.2)."""

from __future__ import annotations

import pytest

from tax_builders import on
from trimtab.domain.tax_lot import Term
from trimtab.tax.term import days_to_long_term, long_term_from, term_of


@pytest.mark.parametrize(
    ("bought", "first_long_day"),
    [
        ("2012-09-19", "2013-09-20"),
        ("2015-02-28", "2016-03-01"),
        ("2023-03-01", "2024-03-02"),
        ("2024-02-28", "2025-03-01"),
        ("2024-02-29", "2025-03-01"),
        ("2023-02-27", "2024-02-28"),
        ("2023-02-28", "2024-03-01"),
        ("2025-12-31", "2027-01-01"),
    ],
)
def test_a_year_and_a_day_make_a_sale_long_term(bought: str, first_long_day: str):
    """The first long day is the anniversary of the day after the purchase; 29 February has its on 1 March."""
    assert on(first_long_day) == long_term_from(on(bought))


@pytest.mark.parametrize(
    ("bought", "sold", "term"),
    [
        ("2012-09-19", "2013-09-19", Term.SHORT),
        ("2012-09-19", "2013-09-20", Term.LONG),
        ("2015-02-28", "2016-02-29", Term.SHORT),
        ("2015-02-28", "2016-03-01", Term.LONG),
        ("2023-03-01", "2024-03-01", Term.SHORT),
        ("2026-01-05", "2026-01-05", Term.SHORT),
    ],
)
def test_the_day_of_the_sale_counts_and_that_of_the_purchase_does_not(bought: str, sold: str, term: Term):
    """Shares bought on 1 March 2023 and sold on 1 March 2024, after 366 days, are still short term."""
    assert term is term_of(on(bought), on(sold))


@pytest.mark.parametrize(
    ("today", "days"), [("2025-06-02", 366), ("2026-06-02", 1), ("2026-06-03", 0), ("2030-01-01", 0)]
)
def test_days_to_long_term_count_down_to_zero(today: str, days: int):
    """Shares bought on 2 June 2025 are long term from 3 June 2026."""
    assert days == days_to_long_term(on("2025-06-02"), on(today))
