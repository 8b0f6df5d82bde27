"""The years of a ledger."""

from __future__ import annotations

from decimal import Decimal as D

from tax_builders import IRA, bought, household, sold
from trimtab.domain.tax_book import CarriedLosses, TaxBook, TaxYear
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_event import TaxEvent
from trimtab.domain.tax_ledger import YearToDate
from trimtab.tax.ledger import open_ledger, record_events
from trimtab.tax.years import tax_years, year_of

CONFIG = TaxConfig(gain_warning=D(5_000), gain_cap=D(10_000))
LOSS_OF_5000 = (bought("2024-01-03", "10", "1000"), sold("2024-03-04", "10", "500"))


def book(*events: TaxEvent, carried: tuple[CarriedLosses, ...] = ()) -> TaxBook:
    """A book of these events."""
    return TaxBook(ledger=record_events(open_ledger(household()), events), carried=carried)


def test_a_book_without_sales_has_this_year():
    """Nothing was realised, and the bounds are the policy's."""
    expected = TaxYear(
        year=2026,
        short_term=D(0),
        long_term=D(0),
        disallowed=D(0),
        disposal_count=0,
        gain_warning=D(5_000),
        gain_cap=D(10_000),
    )

    assert (expected,) == tax_years(book(), CONFIG, 2026)


def test_gains_stand_in_the_year_and_the_term_of_their_sale():
    """Ten months are short, thirteen are long."""
    short = (bought("2024-01-03", "1", "100"), sold("2024-11-04", "1", "130"))
    long = (bought("2024-12-02", "1", "100"), sold("2026-01-05", "1", "150"))

    years = tax_years(book(*short, *long), CONFIG, 2026)

    assert [(2024, D(30), D(0), 1), (2025, D(0), D(0), 0), (2026, D(0), D(50), 1)] == [
        (year.year, year.short_term, year.long_term, year.disposal_count) for year in years
    ]


def test_a_loss_beyond_the_limit_is_carried_from_year_to_year():
    """Of 5,000 the first year deducts 3,000 and the second the rest (domain §4.3)."""
    years = tax_years(book(*LOSS_OF_5000), CONFIG, 2026)

    assert [D(0), D(2_000), D(0)] == [year.carried_short for year in years]


def test_what_the_owner_enters_takes_the_place_of_what_follows():
    """The return of the year before knows more than the ledger does."""
    entry = CarriedLosses(year=2025, carried_short=D(700), carried_long=D(4_000))

    years = tax_years(book(*LOSS_OF_5000, carried=(entry,)), CONFIG, 2026)

    assert [(D(0), D(0), False), (D(700), D(4_000), True), (D(0), D(1_700), False)] == [
        (year.carried_short, year.carried_long, year.is_carried_entered) for year in years
    ]


def test_an_entry_makes_its_year_known():
    """Nothing was sold that year, yet what was carried into it counts."""
    years = tax_years(book(carried=(CarriedLosses(year=2025, carried_short=D(10_000)),)), CONFIG, 2026)

    assert [(2025, D(10_000)), (2026, D(7_000))] == [(year.year, year.carried_short) for year in years]


def test_a_disallowed_loss_is_told_apart():
    """It is out of the year's net, and an IRA's sales are in no figure but the count."""
    again = bought("2024-03-05", "10", "500")
    in_ira = (bought("2023-11-06", "1", "9", account=IRA), sold("2024-05-06", "1", "99", account=IRA))

    (year, *_) = tax_years(book(*LOSS_OF_5000, again, *in_ira), CONFIG, 2026)

    assert (D(0), D(5_000), 2) == (year.short_term, year.disallowed, year.disposal_count)


def test_bounds_are_those_of_the_year_that_is_not_over():
    """What the policy says now was not what it said then."""
    years = tax_years(book(*LOSS_OF_5000), CONFIG, 2026)

    assert [None, None, D(10_000)] == [year.gain_cap for year in years]


def test_a_year_is_found_as_planning_counts_it():
    """A year that is not there has realised nothing."""
    years = tax_years(book(*LOSS_OF_5000), CONFIG, 2026)

    assert YearToDate(year=2024, short_term=D(-5_000)) == year_of(years, 2024)
    assert YearToDate(year=2025, carried_short=D(2_000)) == year_of(years, 2025)
    assert YearToDate(year=2030) == year_of(years, 2030)
