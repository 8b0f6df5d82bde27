"""Quotes: the best bid and ask round a price."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from paperbroker.basics.money import CENT, ONE
from paperbroker.basics.side import Side

SUB_PENNY: Final = Decimal("0.0001")
_HALF_BPS: Final = Decimal(20_000)


@dataclass(frozen=True, slots=True)
class Quote:
    """The best bid and ask, in USD per share; zero on a side means nobody is there."""

    bid: Decimal
    ask: Decimal

    def far_side(self, side: Side) -> Decimal:
        """The price an order of this side trades at: buys pay the ask, sells get the bid."""
        return self.ask if side is Side.BUY else self.bid


def tick(price: Decimal) -> Decimal:
    """The smallest price step: a cent from one dollar on, a hundredth of a cent below (SEC rule 612)."""
    return CENT if price >= ONE else SUB_PENNY


def quote_round(price: Decimal, spread_bps: Decimal) -> Quote:
    """Quote half the spread on either side of a price, each moved outward to a tick."""
    half = price * spread_bps / _HALF_BPS
    bid, ask = price - half, price + half
    floor = bid.quantize(tick(bid), rounding=ROUND_FLOOR)
    return Quote(max(floor, SUB_PENNY), ask.quantize(tick(ask), rounding=ROUND_CEILING))
