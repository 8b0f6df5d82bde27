"""Net a year's gains and losses: within a term, across terms, against ordinary income, into the next year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_lot import EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class YearResult:
    """What is left of a year after netting, in US dollars; nothing of it is negative.

    `short_term` and `long_term` are the net gains that are taxed, `deduction` is the loss set against
    ordinary income, and the rest of the loss is carried into the next year with its character.
    """

    short_term: Decimal = ZERO
    long_term: Decimal = ZERO
    deduction: Decimal = ZERO
    carried_short: Decimal = ZERO
    carried_long: Decimal = ZERO


def net_year(year: YearToDate, deduction_limit: Decimal) -> YearResult:
    """Net short with short, long with long, then one against the other (Schedule D, Publication 550).

    A loss that is left goes against ordinary income up to `deduction_limit` US dollars, short-term first.
    """
    short_term, long_term = _across(
        EXACT.subtract(year.short_term, year.carried_short), EXACT.subtract(year.long_term, year.carried_long)
    )
    short_loss, long_loss = max(EXACT.minus(short_term), ZERO), max(EXACT.minus(long_term), ZERO)
    from_short = min(short_loss, deduction_limit)
    from_long = min(long_loss, EXACT.subtract(deduction_limit, from_short))
    return YearResult(
        short_term=max(short_term, ZERO),
        long_term=max(long_term, ZERO),
        deduction=EXACT.add(from_short, from_long),
        carried_short=EXACT.subtract(short_loss, from_short),
        carried_long=EXACT.subtract(long_loss, from_long),
    )


def _across(short_term: Decimal, long_term: Decimal) -> tuple[Decimal, Decimal]:
    """Let a loss of one term take from the gain of the other."""
    total = EXACT.add(short_term, long_term)
    if short_term * long_term >= 0:
        return short_term, long_term
    short_is_larger = abs(short_term) > abs(long_term)
    return (total, ZERO) if short_is_larger else (ZERO, total)
