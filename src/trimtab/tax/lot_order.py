"""The order in which a sale consumes lots: one walk from the first to the last, by a key for each method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from trimtab.domain.money import ZERO
from trimtab.domain.tax_config import LotMethod, TaxRates
from trimtab.domain.tax_event import LotPick
from trimtab.domain.tax_lot import EXACT, TaxLot, Term, exact_sum
from trimtab.tax.shares import put_back, take_shares
from trimtab.tax.term import term_of


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """For what price in US dollars a share is sold, on which day, and how its gain would be taxed."""

    price: Decimal
    day: date
    rates: TaxRates


def order_lots(
    lots: Sequence[TaxLot], method: LotMethod, terms: SaleTerms, picks: tuple[LotPick, ...] = ()
) -> tuple[TaxLot, ...]:
    """Put lots in the order in which a sale consumes them; what is equal stays as it stands in the ledger.

    LOSS_FIRST takes the largest loss a share first, and gains like FIFO. MIN_TAX takes the lowest marginal
    tax a share first, the best there is at linear rates (domain §4.4). SPECIFIC takes the picks, then FIFO: a
    lot that is picked in part stands in the order twice.
    """
    oldest = sorted(lots, key=attrgetter("acquired"))
    if method is LotMethod.FIFO:
        return tuple(oldest)
    if method is LotMethod.LIFO:
        return tuple(reversed(oldest))
    if method is LotMethod.SPECIFIC:
        return _picked_first(oldest, picks)
    key = _KEYS[method]
    return tuple(sorted(oldest, key=lambda lot: key(lot, terms)))


def gain_per_share(lot: TaxLot, price: Decimal) -> Decimal:
    """Return the gain of selling a share of a lot at a price, in US dollars; negative is a loss."""
    return EXACT.subtract(price, EXACT.divide(lot.basis, lot.quantity))


def tax_per_share(lot: TaxLot, terms: SaleTerms) -> Decimal:
    """Return the tax that selling a share of a lot adds, in US dollars; negative saves tax."""
    rate = terms.rates.of(term_of(lot.held_from, terms.day))
    return EXACT.multiply(rate, gain_per_share(lot, terms.price))


def _picked_first(lots: Sequence[TaxLot], picks: tuple[LotPick, ...]) -> tuple[TaxLot, ...]:
    picked: list[TaxLot] = []
    left = list(lots)
    for pick in picks:
        own = [lot for lot in left if lot.lot_id == pick.lot_id]
        taken = take_shares(own, min(pick.quantity, exact_sum(lot.quantity for lot in own)))
        others = [lot for lot in left if lot.lot_id != pick.lot_id]
        picked += taken.parts
        left = put_back(lots, (*others, *taken.left))
    return (*picked, *left)


def _hifo(lot: TaxLot, terms: SaleTerms) -> Decimal:
    return gain_per_share(lot, terms.price)


def _loss_first(lot: TaxLot, terms: SaleTerms) -> Decimal:
    return min(gain_per_share(lot, terms.price), ZERO)


def _min_tax(lot: TaxLot, terms: SaleTerms) -> tuple[Decimal, bool, date, str]:
    # Ties: long before short, then the older, then the id (domain §5.5.2).
    is_short = term_of(lot.held_from, terms.day) is Term.SHORT
    return tax_per_share(lot, terms), is_short, lot.acquired, lot.lot_id


_KEYS: Final[dict[LotMethod, Callable[[TaxLot, SaleTerms], Any]]] = {
    LotMethod.HIFO: _hifo,
    LotMethod.LOSS_FIRST: _loss_first,
    LotMethod.MIN_TAX: _min_tax,
}
