"""The exchange's years, in memory."""

from __future__ import annotations

from trimtab.domain.market_year import MarketYear


class MemoryCalendars:
    """Keeps years by number."""

    def __init__(self) -> None:
        self._years: dict[int, MarketYear] = {}

    def find(self, year: int) -> MarketYear | None:
        """Return a year."""
        return self._years.get(year)

    def keep(self, year: MarketYear) -> None:
        """Keep a year."""
        self._years[year.year] = year
