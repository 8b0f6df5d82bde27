"""Where the exchange's calendar is kept."""

from __future__ import annotations

from typing import Protocol

from trimtab.domain.market_year import MarketYear


class Calendars(Protocol):
    """The exchange's years, each as it was last read from the broker."""

    def find(self, year: int) -> MarketYear | None:
        """Read a year, or None where it was never kept. Raises UnavailableError for no answer."""
        ...

    def keep(self, year: MarketYear) -> None:
        """Keep a year in the place of what was known of it. Raises UnavailableError for no answer."""
