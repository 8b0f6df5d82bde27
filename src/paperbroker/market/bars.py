"""Bars: open, high, low, close of each frame, made from the price's own path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import reduce
from typing import Final

from paperbroker.basics.money import ONE, ZERO
from paperbroker.basics.sessions import NEW_YORK
from paperbroker.market.adjust import Adjuster
from paperbroker.market.frames import Frame
from paperbroker.market.marks import Path, Range

_AVERAGE_STEP: Final = Decimal("0.0001")
_MINUTE: Final = timedelta(minutes=1)
_LOT: Final = 100
_UNADJUSTED: Final = Adjuster()


@dataclass(frozen=True, slots=True)
class Bar:
    """One frame's prices in USD; `volume` is in shares."""

    start: datetime
    prices: Range
    volume: Decimal
    trades: int

    @property
    def average(self) -> Decimal:
        """What the average share changed hands at, taken as the middle of high, low and close."""
        prices = self.prices
        middle = (prices.high + prices.low + prices.close) / 3
        return middle.quantize(_AVERAGE_STEP, rounding=ROUND_HALF_EVEN)


def make_bar(path: Path, frame: Frame, now: datetime, adjuster: Adjuster = _UNADJUSTED) -> Bar | None:
    """Make the bar of a frame as far as it is past; None for one that has not begun.

    One lot of 100 shares trades each minute: nobody else trades here, and clients want a volume.
    """
    seen = [(first, min(last, now)) for first, last in frame.windows if first <= now]
    if not seen:
        return None
    ratios = [adjuster.on(first.astimezone(NEW_YORK).date()) for first, _ in seen]
    pieces = (path.range(*window).scaled(ratio.price) for window, ratio in zip(seen, ratios, strict=True))
    lots = [max(-((first - last) // _MINUTE), 1) for first, last in seen]
    volume = sum((_LOT * n * ratio.shares for n, ratio in zip(lots, ratios, strict=True)), ZERO)
    return Bar(frame.start, reduce(Range.join, pieces), volume.quantize(ONE), sum(lots))
