"""Daily closes from CSV files: a `date` column, then one column per symbol."""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path

_SUFFIXES = (".csv", ".csv.gz")

Closes = Mapping[str, Decimal]


class UnknownDayError(LookupError):
    """Raised for a day without closes; names the nearest days that have them."""


@dataclass(frozen=True, slots=True)
class PriceSeries:
    """Closes in USD by day, in date order."""

    days: tuple[date, ...]
    closes: tuple[Closes, ...]

    def on(self, day: date) -> tuple[Closes, Closes]:
        """Read a day's closes and those of the day before, which are empty on the first day.

        Raises `UnknownDayError` for a day the series does not hold.
        """
        index = bisect_left(self.days, day)
        if index == len(self.days) or self.days[index] != day:
            nearest = " or ".join(str(near) for near in self.days[max(index - 1, 0) : index + 1])
            raise UnknownDayError(f"no closes on {day}; the nearest days are {nearest}")
        return self.closes[index], self.closes[index - 1] if index else {}


def series_names(folder: Path) -> dict[str, Path]:
    """List the series of a folder by name."""
    files = (path for suffix in _SUFFIXES for path in sorted(folder.glob(f"*{suffix}")))
    return {path.name.removesuffix(".gz").removesuffix(".csv"): path for path in files}


def read_series(path: Path) -> PriceSeries:
    """Read one file, compressed or not; empty cells are left out.

    Raises `ValueError` for a file without rows, `decimal.InvalidOperation` for a cell that is not a number.
    """
    lines = csv.DictReader(_text(path).splitlines())
    rows = sorted(((date.fromisoformat(row.pop("date")), row) for row in lines), key=itemgetter(0))
    if not rows:
        raise ValueError(f"{path.name} holds no closes; give it a header and at least one row")
    return PriceSeries(
        days=tuple(day for day, _ in rows),
        closes=tuple({symbol: Decimal(cell) for symbol, cell in row.items() if cell} for _, row in rows),
    )


def _text(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
