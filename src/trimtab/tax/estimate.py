"""Estimate a year's tax on gains; only the owner's whole return tells what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.tax_config import TaxRates
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_lot import EXACT, Disposal, Term, WashSale, exact_sum
from trimtab.tax.netting import YearResult, net_year


def estimate_tax(year: YearToDate, rates: TaxRates, deduction_limit: Decimal) -> Decimal:
    """Estimate the tax on a year's gains in US dollars; negative is tax saved on ordinary income.

    Net gains are taxed at the rate of their term, and a loss set against ordinary income saves tax at the
    short-term rate. Losses carried on are worth nothing yet. The difference of two estimates is what a plan
    costs or saves this year.
    """
    result = net_year(year, deduction_limit)
    ordinary = EXACT.subtract(result.short_term, result.deduction)
    return EXACT.fma(ordinary, rates.short_term, EXACT.multiply(result.long_term, rates.long_term))


def year_to_date(
    disposals: Iterable[Disposal],
    wash_sales: Iterable[WashSale],
    year: int,
    carried: YearToDate | YearResult | None = None,
) -> YearToDate:
    """Sum up what a calendar year has realised, in US dollars: gains, and losses as far as they are allowed.

    What an IRA sold is left out. A loss that a wash sale takes away leaves the year of its sale, whenever the
    replacement was bought. `carried` tells the losses carried into the year, as the owner entered them or as
    the year before left them; none without it.
    """
    start = YearToDate(
        year=year,
        carried_short=carried.carried_short if carried else ZERO,
        carried_long=carried.carried_long if carried else ZERO,
    )
    return add_to_year(start, disposals, wash_sales)


def add_to_year(
    year: YearToDate, disposals: Iterable[Disposal], wash_sales: Iterable[WashSale]
) -> YearToDate:
    """Add what was or would be sold to a year so far; other years' sales change nothing."""
    counted = [
        *((sold.term, sold.gain) for sold in disposals if sold.is_taxable and sold.sold.year == year.year),
        *((wash.term, wash.disallowed) for wash in wash_sales if wash.sold.year == year.year),
    ]
    return replace(
        year,
        short_term=exact_sum((year.short_term, *(gain for term, gain in counted if term is Term.SHORT))),
        long_term=exact_sum((year.long_term, *(gain for term, gain in counted if term is Term.LONG))),
    )
