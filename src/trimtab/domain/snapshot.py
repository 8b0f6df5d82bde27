"""One instant of a portfolio: what is held, what it is worth and what may be traded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.currency import BASE_CURRENCY, CashBalance, FxRate
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import CASH, Instrument
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.past_trading import PastTrading

UNCLASSIFIED: Final = "UNCLASSIFIED"
"""The asset class of what nobody has described."""


class BrokerMode(StrEnum):
    """Whether orders move real money; it comes from the broker's host, never from a request."""

    PAPER = "PAPER"
    LIVE = "LIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lookups:
    """The parts of a snapshot by their key; of two with one key the first counts."""

    holdings: Mapping[str, Holding]
    quotes: Mapping[str, Quote]
    instruments: Mapping[str, Instrument]
    rates: Mapping[str, Decimal]
    past: Mapping[str, PastTrading]


class _Indexed:
    """A place for lookups that are built once; no field, so equality, hash and text know nothing of it."""

    __slots__ = ("_lookups",)
    _lookups: _Lookups


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(_Indexed):
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
    pending_buys: tuple[str, ...] = ()
    """Those of them that an open order will buy more of."""
    is_account_blocked: bool = False
    base_currency: str = BASE_CURRENCY
    foreign_cash: tuple[CashBalance, ...] = ()
    """Cash in other currencies, in currency order; `cash` is in base currency."""
    fx_rates: tuple[FxRate, ...] = ()
    market_as_of: datetime | None = None
    """When prices were taken, if that is known apart from `as_of`."""
    past: tuple[PastTrading, ...] = ()
    """What past days tell of the symbols that are held or wanted, as far as somebody has asked."""
    is_past_unread: bool = False
    """Whether somebody has asked and got no answer: that a symbol is not in `past` means nothing then."""

    def holding(self, symbol: str) -> Holding:
        """Find what is held of a symbol; an empty holding when nothing is."""
        found = self._index().holdings.get(symbol)
        return found or Holding(symbol=symbol, quantity=ZERO, available_quantity=ZERO)

    def quote(self, symbol: str) -> Quote | None:
        """Find the price of a symbol, or None when there is none."""
        return self._index().quotes.get(symbol)

    def instrument(self, symbol: str) -> Instrument | None:
        """Find what the broker says of a symbol, or None when it does not know it."""
        return self._index().instruments.get(symbol)

    def is_outlier(self, symbol: str) -> bool:
        """Tell whether a symbol's price is too far from its last close to be believed; unknown is not."""
        quote, past = self.quote(symbol), self._index().past.get(symbol)
        return quote is not None and past is not None and past.is_outlier(quote.price)

    def currency(self, symbol: str) -> str:
        """Tell the currency a symbol trades in; base currency for one nobody describes."""
        known = self.instrument(symbol)
        return known.currency if known else self.base_currency

    def asset_class(self, symbol: str, given: Mapping[str, str]) -> str:
        """Tell the asset class of a symbol: the one given, else the broker's; cash is a class of its own."""
        if symbol == CASH:
            return CASH
        known = self.instrument(symbol)
        return given.get(symbol) or (known.asset_class if known else UNCLASSIFIED)

    def rate(self, currency: str) -> Decimal | None:
        """Tell what one unit of a currency is worth in base currency (domain rule 35), or None."""
        if currency == self.base_currency:
            return ONE
        return self._index().rates.get(currency)

    def base_price(self, symbol: str) -> Decimal | None:
        """Tell what one share is worth in base currency, or None without a price or a rate."""
        quote, rate = self.quote(symbol), self.rate(self.currency(symbol))
        return None if quote is None or rate is None else quote.price * rate

    @property
    def unpriced_symbols(self) -> tuple[str, ...]:
        """Held symbols without a price; while there are any, no weight of the portfolio is known."""
        return tuple(held.symbol for held in self.holdings if self.base_price(held.symbol) is None)

    @property
    def market_values(self) -> dict[str, Decimal]:
        """Market value in base currency by symbol, all cash included under its own key."""
        priced = ((held, self.base_price(held.symbol)) for held in self.holdings)
        values = {held.symbol: held.quantity * price for held, price in priced if price is not None}
        foreign = ((balance.amount, self.rate(balance.currency)) for balance in self.foreign_cash)
        cash = sum((amount * rate for amount, rate in foreign if rate is not None), self.cash)
        return {**values, CASH: cash}

    @property
    def total_value(self) -> Decimal:
        """Value of everything held and of cash, in base currency."""
        return sum(self.market_values.values(), ZERO)

    def _index(self) -> _Lookups:
        try:
            return self._lookups
        except AttributeError:
            object.__setattr__(self, "_lookups", _index(self))
            return self._lookups


def _index(snapshot: Snapshot) -> _Lookups:
    return _Lookups(
        holdings={held.symbol: held for held in reversed(snapshot.holdings)},
        quotes={quote.symbol: quote for quote in reversed(snapshot.quotes)},
        instruments={known.symbol: known for known in reversed(snapshot.instruments)},
        rates={known.currency: known.rate for known in reversed(snapshot.fx_rates)},
        past={known.symbol: known for known in snapshot.past},
    )
