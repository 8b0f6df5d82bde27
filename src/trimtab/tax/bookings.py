"""Gather the broker's entries into bookings: shares out, shares in and cash that belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import AccountEntry
from trimtab.domain.money import ZERO
from trimtab.domain.tax_lot import exact_sum

SPLITS: Final = frozenset({"SPLIT", "SSP"})
RENAMES: Final = frozenset({"NC", "SC"})
MERGERS: Final = frozenset({"MA"})
DIVIDEND, STOCK_DIVIDEND, REINVESTMENT, RETURN_OF_CAPITAL = "DIV", "SDIV", "DRIP", "ROC"
CASH_IN_LIEU: Final = "CIL"

# Their quantity is what was charged or paid for; none of it moves.
_CASH_ONLY: Final = frozenset(
    {
        *("FEE", "CFEE", "INT", "INTNRA", "INTTW", "CSD", "CSW", "JNLC", "ACATC", "PTC", "PTR"),
        *("SWP", "DIVCGL", "DIVCGS", "DIVFEE", "DIVFT", "DIVNRA", "DIVTW", "DIVTXEX", "DIVWH"),
    }
)
_LOT_DIVIDENDS: Final = frozenset({STOCK_DIVIDEND, REINVESTMENT, RETURN_OF_CAPITAL})


@dataclass(frozen=True, slots=True)
class Booking:
    """Entries that tell of one thing that happened to an account's shares."""

    entries: tuple[AccountEntry, ...]

    @property
    def leaving(self) -> tuple[AccountEntry, ...]:
        """Those by which shares went out."""
        return tuple(entry for entry in self.entries if (entry.quantity or ZERO) < ZERO)

    @property
    def coming(self) -> tuple[AccountEntry, ...]:
        """Those by which shares came in."""
        return tuple(entry for entry in self.entries if (entry.quantity or ZERO) > ZERO)

    @property
    def cash(self) -> Decimal:
        """US dollars that came with them."""
        return exact_sum(entry.net_amount for entry in self.entries)

    @property
    def first(self) -> AccountEntry:
        """The entry the booking goes by: that of the shares that leave, where there is one."""
        return (self.leaving or self.entries)[0]


def concerns_shares(entry: AccountEntry) -> bool:
    """Tell whether an entry may change lots; cash dividends, fees, interest and journals of cash do not."""
    if entry.kind == DIVIDEND:
        return entry.detail in _LOT_DIVIDENDS or _buys_unnamed(entry)
    if entry.kind in MERGERS or entry.kind in {CASH_IN_LIEU, "DIVROC"}:
        return True
    return entry.kind not in _CASH_ONLY and bool(entry.symbol and entry.quantity)


def gather(entries: Iterable[AccountEntry]) -> tuple[Booking, ...]:
    """Put together what shares a group; without a group, what tells the same day the same story."""
    found: dict[tuple[object, ...], list[AccountEntry]] = {}
    for entry in entries:
        found.setdefault(_group(entry), []).append(entry)
    return tuple(Booking(tuple(together)) for together in found.values())


def _buys_unnamed(entry: AccountEntry) -> bool:
    """A dividend without a kind that costs money for shares: bought with it, or taken back."""
    return not entry.detail and entry.net_amount < ZERO and (entry.quantity or ZERO) > ZERO


def _group(entry: AccountEntry) -> tuple[object, ...]:
    if not _comes_in_parts(entry):
        return (entry.activity_id,)
    if entry.group_id is not None:
        return entry.kind, entry.group_id
    if entry.kind in SPLITS:
        return entry.kind, entry.day, entry.symbol
    if entry.kind in RENAMES:
        return entry.kind, entry.day, abs(entry.quantity or ZERO)
    return entry.kind, entry.day, entry.description


def _comes_in_parts(entry: AccountEntry) -> bool:
    is_grouped_dividend = entry.detail == STOCK_DIVIDEND and entry.group_id is not None
    return entry.kind in SPLITS | RENAMES | MERGERS or is_grouped_dividend
