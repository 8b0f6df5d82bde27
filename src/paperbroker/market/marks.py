"""Prices through time: what was in force, since when, and the range a stretch of time saw.

A price belongs to a listing, the symbol an asset first had, so that a change of name moves nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Final, Protocol

from paperbroker.basics.money import ONE

ALWAYS: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PLACES: Final = Decimal("0.0001")
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A price in USD and the instant it came into force; `ALWAYS` means it was there from the start."""

    price: Decimal
    since: datetime


@dataclass(frozen=True, slots=True)
class Range:
    """The prices of a stretch of time, in USD."""

    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal

    def join(self, later: Range) -> Range:
        """Append a later stretch."""
        return Range(self.open, max(self.high, later.high), min(self.low, later.low), later.close)

    def scaled(self, ratio: Decimal) -> Range:
        """Multiply the prices, to four decimals; a ratio of one changes nothing."""
        if ratio == ONE:
            return self
        opened, high, low, close = (
            (price * ratio).quantize(_PLACES) for price in (self.open, self.high, self.low, self.close)
        )
        return Range(opened, high, low, close)


class History(Protocol):
    """Marks of the past, by listing."""

    def latest(self, listing: str, at: datetime) -> Mark | None:
        """Find the mark in force at an instant; None where nothing is known yet."""

    def between(self, listing: str, after: datetime, until: datetime) -> Sequence[Mark]:
        """List the marks set after an instant and up to another, in order."""
        ...


class Motion(Protocol):
    """How a price moves by itself after a mark."""

    def price(self, listing: str, mark: Mark, at: datetime) -> Decimal:
        """Move a mark's price on to an instant."""
        ...

    def range(self, listing: str, mark: Mark, first: datetime, last: datetime) -> Range:
        """Tell the range of a mark's price between two instants, both included."""
        ...


class Still:
    """The motion of a fixed price: none."""

    def price(self, listing: str, mark: Mark, at: datetime) -> Decimal:  # noqa: ARG002 - a protocol's signature
        """Keep the mark's price."""
        return mark.price

    def range(self, listing: str, mark: Mark, first: datetime, last: datetime) -> Range:  # noqa: ARG002 - as above
        """Stay at the mark's price."""
        return Range(mark.price, mark.price, mark.price, mark.price)


@dataclass(frozen=True, slots=True)
class Merged:
    """Several histories as one; where two marks came into force together the first history wins."""

    histories: tuple[History, ...]

    def latest(self, listing: str, at: datetime) -> Mark | None:
        """Find the mark that came into force last."""
        found = (history.latest(listing, at) for history in self.histories)
        return max((mark for mark in found if mark), key=attrgetter("since"), default=None)

    def between(self, listing: str, after: datetime, until: datetime) -> Sequence[Mark]:
        """List the marks of all histories in order."""
        marks = (mark for one in reversed(self.histories) for mark in one.between(listing, after, until))
        return sorted(marks, key=attrgetter("since"))


@dataclass(frozen=True, slots=True)
class Path:
    """One listing's price through a stretch of time; the first mark is in force when it begins."""

    listing: str
    marks: Sequence[Mark]
    motion: Motion

    def mark(self, at: datetime) -> Mark:
        """Find the mark in force, its price moved on to the instant."""
        found = self.marks[max(bisect_right(self.marks, at, key=attrgetter("since")) - 1, 0)]
        return Mark(self.motion.price(self.listing, found, at), found.since)

    def range(self, first: datetime, last: datetime) -> Range:
        """Tell the range between two instants, both included."""
        low = max(bisect_right(self.marks, first, key=attrgetter("since")) - 1, 0)
        high = max(bisect_right(self.marks, last, key=attrgetter("since")), low + 1)
        seen = self._piece(low, first, last, high)
        for n in range(low + 1, high):
            seen = seen.join(self._piece(n, self.marks[n].since, last, high))
        return seen

    def _piece(self, n: int, first: datetime, last: datetime, high: int) -> Range:
        until = self.marks[n + 1].since - _MOMENT if n + 1 < high else last
        return self.motion.range(self.listing, self.marks[n], first, until)


@dataclass(frozen=True, slots=True)
class PriceSource:
    """The price of every listing at any instant: its marks, and how it moves after them."""

    history: History
    motion: Motion

    def price(self, listing: str, at: datetime) -> Mark | None:
        """Find the price at an instant and since when its mark is in force; None for an unknown listing."""
        mark = self.history.latest(listing, at)
        return mark and Mark(self.motion.price(listing, mark, at), mark.since)

    def path(self, listing: str, first: datetime, last: datetime) -> Path | None:
        """Follow a price between two instants; None for an unknown listing."""
        start = self.history.latest(listing, first)
        if start is None:
            return None
        return Path(listing, (start, *self.history.between(listing, first, last)), self.motion)
