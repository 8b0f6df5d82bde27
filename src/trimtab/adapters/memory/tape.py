"""What a market in memory shows of its prices: two sides, their age, and past days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.holdings import DailyBar, PriceAdjustment, Quote
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.trade import Side

_HALF_BPS: Final = Decimal(20_000)
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Split:
    """One old share becomes `ratio` new ones on a day."""

    symbol: str
    day: date
    ratio: Decimal


@dataclass(slots=True, kw_only=True)
class Tape:
    """How prices are shown.

    `spread_bps` is the distance of bid and ask in basis points of the price; `one_sided` symbols lack a side,
    so that their price is a last one; `stopped` ones keep the time they stopped at.
    """

    spread_bps: Decimal = ZERO
    one_sided: set[str] = field(default_factory=set)
    stopped: dict[str, datetime] = field(default_factory=dict)
    bars: dict[str, list[DailyBar]] = field(default_factory=dict)
    splits: list[Split] = field(default_factory=list)

    def quote(self, symbol: str, price: Decimal, at: datetime) -> Quote:
        """Quote a price."""
        as_of = self.stopped.get(symbol, at)
        if symbol in self.one_sided:
            return Quote(symbol=symbol, price=price, as_of=as_of)
        bid, ask = self.far_side(price, Side.SELL), self.far_side(price, Side.BUY)
        return Quote(symbol=symbol, price=(bid + ask) / 2, as_of=as_of, bid=bid, ask=ask)

    def far_side(self, price: Decimal, side: Side) -> Decimal:
        """Tell what an order of a side trades at: buys pay the ask, sells get the bid."""
        half = price * self.spread_bps / _HALF_BPS
        return price + half if side is Side.BUY else price - half

    def bars_of(
        self, symbol: str, first: date, last: date, adjustment: PriceAdjustment
    ) -> tuple[DailyBar, ...]:
        """List the days of a symbol in order, both ends included."""
        wanted = (bar for bar in self.bars.get(symbol, ()) if first <= bar.day <= last)
        if adjustment is PriceAdjustment.RAW:
            return tuple(wanted)
        return tuple(self._adjusted(symbol, bar) for bar in wanted)

    def _adjusted(self, symbol: str, bar: DailyBar) -> DailyBar:
        ratio = ONE
        for split in self.splits:
            if split.symbol == symbol and bar.day < split.day:
                ratio *= split.ratio
        if ratio == ONE:
            return bar
        volume = None if bar.volume is None else bar.volume * ratio
        return DailyBar(bar.day, (bar.close / ratio).quantize(_CENT), volume)
