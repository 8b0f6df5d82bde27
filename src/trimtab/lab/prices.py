"""Daily closes as a table, read from CSV, and the growth from one day to the next."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import pairwise
from math import isfinite
from typing import Final

import numpy as np
import numpy.typing as npt

from trimtab.lab.errors import (
    BadInputError,
    BadPriceError,
    DisorderError,
    EmptyHistoryError,
    TooFewObservationsError,
    UnknownSymbolError,
    UnreadablePriceError,
)

Floats = npt.NDArray[np.float64]

LEAST_RETURNS: Final = 60
"""Returns that volatilities and correlations are learned from at least: the look-back of a live trigger."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Closes above zero, one row per date and one column per symbol, in any currency that all share."""

    dates: tuple[date, ...]
    symbols: tuple[str, ...]
    closes: Floats

    def choose(self, symbols: Sequence[str]) -> Prices:
        """Keep some symbols, in the order given. Raises UnknownSymbolError for one without prices."""
        for symbol in symbols:
            if symbol not in self.symbols:
                known = ", ".join(self.symbols)
                raise UnknownSymbolError("symbol", symbol, f"has no prices; there are {known}")
        columns = [self.symbols.index(symbol) for symbol in symbols]
        return Prices(self.dates, tuple(symbols), self.closes[:, columns])

    def growth(self, least: int = LEAST_RETURNS) -> Floats:
        """Divide each close by the one before it: days by symbols.

        Raises TooFewObservationsError where there are fewer than `least`.
        """
        found = max(len(self.dates) - 1, 0)
        if found < least:
            raise TooFewObservationsError("prices", found, f"daily returns are too few; give {least} or more")
        grown: Floats = self.closes[1:] / self.closes[:-1]
        return grown


def read_prices(text: str) -> Prices:
    """Read a `date` column and a column of closes for each symbol; every place must hold a price.

    Raises a BadInputError that names row and column.
    """
    rows = [row for row in csv.reader(StringIO(text)) if row]
    if len(rows) <= 1 or len(rows[0]) <= 1:
        raise EmptyHistoryError("prices", text[:40], "hold no day; give a header and one row a day")
    symbols = tuple(name.strip() for name in rows[0][1:])
    if len(set(symbols)) < len(symbols):
        raise BadInputError("prices", ",".join(symbols), "name a symbol twice")
    closes = [list(_closes(row, symbols)) for row in rows[1:]]
    return Prices(_dates(rows[1:]), symbols, np.array(closes, dtype=np.float64))


def _closes(row: Sequence[str], symbols: Sequence[str]) -> Iterator[float]:
    if len(row) != len(symbols) + 1:
        raise UnreadablePriceError(f"prices.{row[0]}", len(row) - 1, f"closes, must be {len(symbols)}")
    for symbol, text in zip(symbols, row[1:], strict=True):
        yield _close(f"prices.{row[0]}.{symbol}", text)


def _close(place: str, text: str) -> float:
    try:
        close = float(text)
    except ValueError as error:
        raise UnreadablePriceError(
            place, text, "is no number; fill the gap or leave the symbol out"
        ) from error
    if not isfinite(close):
        raise UnreadablePriceError(place, text, "is not finite; fill the gap or leave the symbol out")
    if close <= 0:
        raise BadPriceError(place, text, "must be above 0; returns cannot be taken from it")
    return close


def _dates(rows: Sequence[Sequence[str]]) -> tuple[date, ...]:
    days = tuple(_date(row[0]) for row in rows)
    for earlier, day in pairwise(days):
        if day <= earlier:
            raise DisorderError("prices.date", day.isoformat(), f"must come after {earlier}")
    return days


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise DisorderError("prices.date", text, "is no date such as 2026-01-31") from error
