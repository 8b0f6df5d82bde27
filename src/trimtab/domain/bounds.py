"""What the orders of one run are held to, taken down when it was reserved (I-17, F-171)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits, and what they are measured against; US dollars.

    The day's limits are the strictest of all portfolios that have traded the account that day. `day_orders`
    and `day_value` are what earlier runs of the day have sent: while a run holds the account nobody adds to
    them. `past` knows of the run's symbols what can be known.
    """

    limits: Limits
    account_value: Decimal
    day_orders: int = 0
    day_value: Decimal = ZERO
    past: tuple[PastTrading, ...] = ()

    def average_volume(self, symbol: str) -> Decimal | None:
        """Tell how many shares of a symbol are traded in a day, or None."""
        return next((each.average_volume for each in self.past if each.symbol == symbol), None)

    def without_volume(self, symbols: Iterable[str]) -> tuple[str, ...]:
        """Name the symbols whose volume is not known: no share of it bounds their orders."""
        return tuple(symbol for symbol in sorted(set(symbols)) if self.average_volume(symbol) is None)
