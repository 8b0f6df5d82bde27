"""Sum the ledger up by calendar year, each with the losses that the one before has left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from trimtab.domain.tax_book import CarriedLosses, TaxBook, TaxYear
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_lot import Disposal, WashSale, exact_sum
from trimtab.tax.estimate import year_to_date
from trimtab.tax.netting import YearResult, net_year

Dated = TypeVar("Dated", Disposal, WashSale)


def tax_years(book: TaxBook, config: TaxConfig, this_year: int) -> tuple[TaxYear, ...]:
    """Sum up every year from the first sale, or the first entry of the owner, to the last, in order.

    This year is among them. What the owner has entered as carried into a year takes the place of what the
    year before leaves; `config` tells the deduction limit, and the bounds of this year.
    """
    years = _years(book, config, this_year)
    return tuple(_bounded(year, config) if year.year == this_year else year for year in years)


def year_of(years: Iterable[TaxYear], year: int) -> YearToDate:
    """Return what is known of one year as planning counts it; nothing was realised in one that is missing."""
    found = next((known for known in years if known.year == year), None)
    if found is None:
        return YearToDate(year=year)
    return YearToDate(
        year=year,
        short_term=found.short_term,
        long_term=found.long_term,
        carried_short=found.carried_short,
        carried_long=found.carried_long,
    )


def _years(book: TaxBook, config: TaxConfig, this_year: int) -> Iterator[TaxYear]:
    sold, washed = _by_year(book.ledger.state.disposals), _by_year(book.ledger.state.wash_sales)
    entered = {entry.year: entry for entry in book.carried}
    named = (*sold, *entered, this_year)
    left: YearResult | None = None
    for year in range(min(named), max(named) + 1):
        entry = entered.get(year)
        carried = _as_carried(entry) if entry else left
        realised = year_to_date(sold.get(year, ()), washed.get(year, ()), year, carried)
        left = net_year(realised, config.deduction_limit)
        yield _year(realised, sold.get(year, ()), washed.get(year, ()), is_entered=entry is not None)


def _bounded(year: TaxYear, config: TaxConfig) -> TaxYear:
    return replace(year, gain_warning=config.gain_warning, gain_cap=config.gain_cap)


def _as_carried(entry: CarriedLosses) -> YearToDate:
    return YearToDate(year=entry.year, carried_short=entry.carried_short, carried_long=entry.carried_long)


def _year(
    realised: YearToDate, sold: Sequence[Disposal], washed: Sequence[WashSale], *, is_entered: bool
) -> TaxYear:
    return TaxYear(
        year=realised.year,
        short_term=realised.short_term,
        long_term=realised.long_term,
        disallowed=exact_sum(wash.disallowed for wash in washed),
        disposal_count=len(sold),
        carried_short=realised.carried_short,
        carried_long=realised.carried_long,
        is_carried_entered=is_entered,
    )


def _by_year(sales: Iterable[Dated]) -> dict[int, list[Dated]]:
    found: defaultdict[int, list[Dated]] = defaultdict(list)
    for sale in sales:
        found[sale.sold.year].append(sale)
    return found
