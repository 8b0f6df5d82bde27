"""The checker's own lots: which go first, what a share of each gains, and for how long it was held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from trimtab.domain.money import ZERO
from trimtab.domain.tax_config import LotMethod, TaxRates
from trimtab.domain.tax_lot import LotSource, TaxLot


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Shares of one purchase while a plan is booked; `basis` is what all of `shares` cost, in US dollars.

    `rank` tells what came into the ledger first; `held_before` is when the holding began as the plan was
    made, whatever its own sales have tacked on.
    """

    lot_id: str
    account: str
    symbol: str
    shares: Decimal
    basis: Decimal
    bought: date
    held_from: date
    held_before: date
    rank: int = 0
    is_replacement: bool = False

    @classmethod
    def of(cls, lot: TaxLot, rank: int = 0) -> Parcel:
        """Read a lot."""
        return cls(
            lot_id=lot.lot_id,
            account=lot.account,
            symbol=lot.symbol,
            shares=lot.quantity,
            basis=lot.quantity * lot.unit_cost + lot.rest + lot.wash_addition,
            bought=lot.acquired,
            held_from=lot.held_from,
            held_before=lot.held_from,
            rank=rank,
            # Shares of a merger were not bought, so they replace nothing (Reg. 1.1091-1(f)).
            is_replacement=lot.is_replacement or lot.source is LotSource.MERGER,
        )

    def part(self, shares: Decimal) -> Parcel:
        """Return some of the shares with their part of the basis."""
        return replace(self, shares=shares, basis=self.basis * shares / self.shares)


@dataclass(frozen=True, slots=True)
class Terms:
    """At what price a share is sold, on which day, and at what rates gains are taxed."""

    price: Decimal
    day: date
    rates: TaxRates


def is_long(held_from: date, sold: date) -> bool:
    """Tell whether shares were held for more than a year."""
    return sold >= first_long_day(held_from)


def first_long_day(held_from: date) -> date:
    """Return the day on which the day after the purchase comes round; 29 February does on 1 March."""
    first = held_from + timedelta(days=1)
    is_leap_day = (first.month, first.day) == (2, 29)
    return date(first.year + 1, 3, 1) if is_leap_day else date(first.year + 1, first.month, first.day)


def in_order(parcels: list[Parcel], method: LotMethod, terms: Terms) -> list[Parcel]:
    """Put an account's parcels of a symbol in the order in which a sale takes them."""
    oldest = sorted(parcels, key=lambda parcel: (parcel.bought, parcel.rank))
    if method is LotMethod.LIFO:
        return oldest[::-1]
    key = _KEYS.get(method)
    return sorted(oldest, key=lambda parcel: key(parcel, terms)) if key else oldest


def gain_of(parcel: Parcel, price: Decimal) -> Decimal:
    """Tell what selling all of a parcel gains."""
    return parcel.shares * price - parcel.basis


def _share_gain(parcel: Parcel, terms: Terms) -> Decimal:
    return gain_of(parcel, terms.price) / parcel.shares


def _least_tax(parcel: Parcel, terms: Terms) -> tuple[Decimal, bool, date, str]:
    was_long = is_long(parcel.held_from, terms.day)
    rate = terms.rates.long_term if was_long else terms.rates.short_term
    return _share_gain(parcel, terms) * rate, not was_long, parcel.bought, parcel.lot_id


_KEYS: Final[Mapping[LotMethod, Callable[[Parcel, Terms], Any]]] = {
    LotMethod.HIFO: _share_gain,
    LotMethod.LOSS_FIRST: lambda parcel, terms: min(_share_gain(parcel, terms), ZERO),
    LotMethod.MIN_TAX: _least_tax,
}
