"""One instant of a portfolio: what is held, what it is worth and what may be traded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import CASH, Instrument
from trimtab.domain.money import ZERO


class BrokerMode(StrEnum):
    """Whether orders move real money; it comes from the broker's host, never from a request."""

    PAPER = "PAPER"
    LIVE = "LIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Holdings, cash, prices and instruments at `as_of`; every tuple is in symbol order."""

    account_id: str
    environment: BrokerMode
    as_of: datetime
    cash: Decimal
    holdings: tuple[Holding, ...]
    quotes: tuple[Quote, ...]
    instruments: tuple[Instrument, ...]
    busy_symbols: tuple[str, ...] = ()
    """Symbols with open orders that are not ours to touch."""
    is_account_blocked: bool = False

    def holding(self, symbol: str) -> Holding:
        """Find what is held of a symbol; an empty holding when nothing is."""
        found = next((held for held in self.holdings if held.symbol == symbol), None)
        return found or Holding(symbol=symbol, quantity=ZERO, available_quantity=ZERO)

    def quote(self, symbol: str) -> Quote | None:
        """Find the price of a symbol, or None when there is none."""
        return next((quote for quote in self.quotes if quote.symbol == symbol), None)

    def instrument(self, symbol: str) -> Instrument | None:
        """Find what the broker says of a symbol, or None when it does not know it."""
        return next((known for known in self.instruments if known.symbol == symbol), None)

    @property
    def unpriced_symbols(self) -> tuple[str, ...]:
        """Held symbols without a price; while there are any, no weight of the portfolio is known."""
        priced = {quote.symbol for quote in self.quotes}
        return tuple(held.symbol for held in self.holdings if held.symbol not in priced)

    @property
    def market_values(self) -> dict[str, Decimal]:
        """Market value in US dollars by symbol, cash included under its own key."""
        prices = {quote.symbol: quote.price for quote in self.quotes}
        values = {
            held.symbol: held.quantity * prices[held.symbol]
            for held in self.holdings
            if held.symbol in prices
        }
        return {**values, CASH: self.cash}

    @property
    def total_value(self) -> Decimal:
        """Value of everything held and of cash, in US dollars."""
        return sum(self.market_values.values(), ZERO)
