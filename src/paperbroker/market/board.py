"""Prices and the quotes made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from paperbroker.basics.money import ZERO
from paperbroker.basics.side import Side

_TICK = Decimal("0.0001")
_HALF_BPS = Decimal(20_000)


@dataclass(frozen=True, slots=True)
class Quote:
    """The best bid and ask, in USD per share."""

    bid: Decimal
    ask: Decimal

    def far_side(self, side: Side) -> Decimal:
        """The price an order of this side trades at: buys pay the ask, sells get the bid."""
        return self.ask if side is Side.BUY else self.bid


@dataclass(frozen=True, slots=True)
class Market:
    """Last prices by symbol, the previous closes, and the spread in basis points of the price."""

    prices: Mapping[str, Decimal]
    previous: Mapping[str, Decimal]
    spread_bps: Decimal = ZERO

    def quote(self, symbol: str) -> Quote:
        """Quote a symbol: half the spread on either side of the last price, to four decimals."""
        price = self.prices[symbol]
        half = price * self.spread_bps / _HALF_BPS
        return Quote(max((price - half).quantize(_TICK), _TICK), (price + half).quantize(_TICK))

    def move(self, prices: Mapping[str, Decimal]) -> Market:
        """Move last prices and leave the previous closes alone."""
        return replace(self, prices={**self.prices, **prices})

    def turn(self, closes: Mapping[str, Decimal], previous: Mapping[str, Decimal]) -> Market:
        """Set last prices and previous closes together, as a new day does."""
        return replace(
            self, prices={**self.prices, **closes}, previous={**self.previous, **closes, **previous}
        )
