"""History from a series: its days laid backwards over the sessions before the day that is replayed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from paperbroker.basics.sessions import NEW_YORK, sessions_back, sessions_from
from paperbroker.market.marks import Mark
from paperbroker.market.series import PriceSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """Which day of which series stands for the session of an instant, or the next one after it."""

    series: str
    day: date
    at: datetime


class ReplayedCloses:
    """The closes of a series as marks at the end of each session up to the replayed instant.

    Raises `UnknownDayError` for a day the series does not hold.
    """

    def __init__(self, replayed: Replayed, series: PriceSeries) -> None:
        series.on(replayed.day)
        self._replayed = replayed
        self._series = series

    def latest(self, listing: str, at: datetime) -> Mark | None:
        """Find the close in force at an instant."""
        index = bisect_right(self._closings, at) - 1
        return self._mark(listing, index) if index >= 0 else None

    def between(self, listing: str, after: datetime, until: datetime) -> Sequence[Mark]:
        """List the closes after an instant and up to another, in order."""
        first, last = bisect_right(self._closings, after), bisect_right(self._closings, until)
        marks = (self._mark(listing, index) for index in range(first, last))
        return [mark for mark in marks if mark]

    @cached_property
    def _closings(self) -> tuple[datetime, ...]:
        """Closing times of the sessions laid under the series' days, as far as they are past."""
        at = self._replayed.at
        session = next(sessions_from(at.astimezone(NEW_YORK).date()))
        count = bisect_left(self._series.days, self._replayed.day) + 1
        closings = [one.closes_at for one in islice(sessions_back(session.day), count)]
        return tuple(close for close in reversed(closings) if close < at)

    def _mark(self, listing: str, index: int) -> Mark | None:
        close = self._series.closes[index].get(listing)
        return None if close is None else Mark(close, self._closings[index])
