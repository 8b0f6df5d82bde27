"""The market as it stands at one instant: what everything costs, who quotes it, and how it came there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.money import ZERO
from paperbroker.basics.sessions import NEW_YORK, Session, sessions_back
from paperbroker.market.actions import Action
from paperbroker.market.assets import Asset
from paperbroker.market.marks import Mark, Path, PriceSource
from paperbroker.market.quotes import Quote, quote_round

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Conditions:
    """How trading goes: the spread in basis points, and the symbols that are out of the ordinary.

    `halted` and `stale` tell since when; a stale symbol's quote stops while its trading goes on, and nobody
    offers a one-sided symbol in the quotes shown.
    """

    spread_bps: Decimal = ZERO
    halted: Mapping[str, datetime] = field(default_factory=dict)
    stale: Mapping[str, datetime] = field(default_factory=dict)
    one_sided: frozenset[str] = frozenset()


ORDINARY: Final = Conditions()


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote as the data API shows it, and the instant it carries."""

    quote: Quote
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Prices, quotes and names at the clock's instant; give a stopped clock for answers that agree.

    A look-up raises `KeyError` for a symbol without asset or price.
    """

    clock: MarketClock
    assets: Mapping[str, Asset]
    source: PriceSource
    conditions: Conditions = ORDINARY
    actions: tuple[Action, ...] = ()
    shows_easy_to_borrow: bool = True

    @property
    def prices(self) -> Mapping[str, Decimal]:
        """Last prices by symbol."""
        return _Prices(self.assets, self.price)

    @property
    def previous(self) -> Mapping[str, Decimal]:
        """Previous closes by symbol."""
        return _Prices(self.assets, self.previous_close)

    def price(self, symbol: str) -> Decimal:
        """The last price, as the latest trade shows it."""
        return self.last_trade(symbol).price

    def last_trade(self, symbol: str) -> Mark:
        """The last price and the instant of its trade: now while the symbol trades, else when it last did.

        A price set after the close is a trade of that later instant.
        """
        return self._traded(symbol, self.clock.now())

    def price_as_of(self, symbol: str, at: datetime) -> Decimal:
        """The price at any instant up to now."""
        return self._marked(symbol, at).price

    def previous_close(self, symbol: str) -> Decimal:
        """The price at the close of the last session before today."""
        return self.price_as_of(symbol, self._previous_session().closes_at)

    def quote(self, symbol: str) -> Quote:
        """The bid and ask orders meet; neither stale nor one-sided, whatever the data API shows."""
        return quote_round(self.price(symbol), self.conditions.spread_bps)

    def shown_quote(self, symbol: str) -> Shown:
        """The bid and ask the data API shows."""
        traded = self._traded(
            symbol, min(self.clock.now(), self.conditions.stale.get(symbol, self.clock.now()))
        )
        quote = quote_round(traded.price, self.conditions.spread_bps)
        if symbol in self.conditions.one_sided:
            quote = Quote(quote.bid, ZERO)
        return Shown(quote, traded.since)

    def is_halted(self, symbol: str) -> bool:
        """Whether trading in a symbol is stopped."""
        return symbol in self.conditions.halted

    def traded_until(self, symbol: str) -> datetime:
        """The last instant a symbol was traded in a session, as far as the clock and halts tell."""
        active = self.clock.last_active()
        return min(active, self.conditions.halted.get(symbol, active))

    def path(self, symbol: str, first: datetime, last: datetime) -> Path | None:
        """Follow a symbol's price between two instants; None where it has none."""
        return self.source.path(self.assets[symbol].listing, first, last)

    def sessions_until(self, at: datetime) -> Iterator[Session]:
        """List the sessions begun by an instant, the latest first; a market held open has one today."""
        day = at.astimezone(NEW_YORK).date()
        current = self.clock.session_on(day)
        if current and current.opens_at <= at:
            yield current
        yield from sessions_back(day - _DAY)

    def _previous_session(self) -> Session:
        return next(sessions_back(self.clock.today - _DAY))

    def _traded(self, symbol: str, at: datetime) -> Mark:
        at = min(at, self.conditions.halted.get(symbol, at))
        active = min(at, self.clock.last_active())
        latest = self._marked(symbol, at)
        if latest.since > active:
            return latest
        return Mark(self._marked(symbol, active).price, active)

    def _marked(self, symbol: str, at: datetime) -> Mark:
        mark = self.source.price(self.assets[symbol].listing, at)
        if mark is None:
            raise KeyError(symbol)
        return mark


class _Prices(Mapping[str, Decimal]):
    """A price for every asset, looked up when it is asked for."""

    def __init__(self, assets: Mapping[str, Asset], look_up: Callable[[str], Decimal]) -> None:
        self._assets = assets
        self._look_up = look_up

    def __getitem__(self, symbol: str) -> Decimal:
        return self._look_up(symbol)

    def __iter__(self) -> Iterator[str]:
        return iter(self._assets)

    def __len__(self) -> int:
        return len(self._assets)
