"""The checker's own estimate of a year's tax."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_ledger import YearToDate


def tax_of_year(year: YearToDate, short_term: Decimal, long_term: Decimal, config: TaxConfig) -> Decimal:
    """Estimate the tax of a year with these gains added; losses go against the other term, then income."""
    short = year.short_term + short_term - year.carried_short
    long = year.long_term + long_term - year.carried_long
    if short < 0 < long:
        short, long = min(short + long, ZERO), max(short + long, ZERO)
    elif long < 0 < short:
        short, long = max(short + long, ZERO), min(short + long, ZERO)
    lost = -min(short, ZERO) - min(long, ZERO)
    ordinary = max(short, ZERO) - min(lost, config.deduction_limit)
    return ordinary * config.rates.short_term + max(long, ZERO) * config.rates.long_term
