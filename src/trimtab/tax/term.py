"""Holding periods by the calendar, never by a count of days (domain §4.2)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from trimtab.domain.tax_lot import Term


@lru_cache(maxsize=4_096)
def long_term_from(held_from: date) -> date:
    """Return the first day on which a sale is long term: one year and a day after the purchase.

    The purchase date itself does not count (Rev. Rul. 66-97); 29 February has its anniversary on 1 March.
    """
    counted_from = held_from + timedelta(days=1)
    try:
        return counted_from.replace(year=counted_from.year + 1)
    except ValueError:
        return date(counted_from.year + 1, 3, 1)


def term_of(held_from: date, sold: date) -> Term:
    """Tell the term of shares held since one day and sold on another."""
    return Term.LONG if sold >= long_term_from(held_from) else Term.SHORT


def days_to_long_term(held_from: date, today: date) -> int:
    """Count the days until a sale is long term; zero once it is."""
    return max((long_term_from(held_from) - today).days, 0)
