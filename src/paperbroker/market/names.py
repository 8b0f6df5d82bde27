"""Which asset a symbol meant, and when: data follows names through the day the caller asks as of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paperbroker.market.actions import NameChange


@dataclass(frozen=True, slots=True)
class Bearer:
    """The asset that bore a symbol, by its name of today, and the days its prices may be shown for.

    `first` is included, `until` is not; None means no bound.
    """

    symbol: str
    first: date | None = None
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.until is None or day < self.until)


def bearer(symbol: str, asof: date, changes: Iterable[NameChange]) -> Bearer | None:
    """Find who bore a symbol on a day, whose prices then show under every name it ever had.

    None where today's bearer took the name only later.
    """
    later = [change for change in _ordered(changes) if change.ex_date > asof]
    name = _followed(symbol, later)
    taken_later = any(change.new_symbol == symbol for change in later)
    return None if name == symbol and taken_later else Bearer(name)


def unmapped(symbol: str, changes: Iterable[NameChange]) -> Bearer:
    """Take a symbol by its letters: prices show only for the days the name was borne."""
    ordered = _ordered(changes)
    taken = [change.ex_date for change in ordered if change.new_symbol == symbol]
    given_up = [change.ex_date for change in ordered if change.old_symbol == symbol]
    return Bearer(_followed(symbol, ordered), min(taken, default=None), min(given_up, default=None))


def _ordered(changes: Iterable[NameChange]) -> list[NameChange]:
    return sorted(changes, key=lambda change: change.ex_date)


def _followed(symbol: str, changes: Iterable[NameChange]) -> str:
    for change in changes:
        symbol = change.new_symbol if change.old_symbol == symbol else symbol
    return symbol
