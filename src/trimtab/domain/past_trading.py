"""What past days tell of a symbol: what a share cost at last, and how many are traded in a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.holdings import DailyBar
from trimtab.domain.money import ONE, ZERO, round_down

AVERAGED_DAYS: Final = 20
"""How many trading days, about a month, an average volume is taken over."""

MOST_JUMP: Final = Decimal("1.8")
"""By what factor a price may differ from the last close, up or down; beyond it the price is not believed.

Less than two: a split of two for one that only one of the two prices knows of looks like such a jump
(alpaca §16).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTrading:
    """The last close of a symbol in US dollars, and its average volume in whole shares; in today's shares.

    `average_volume` is None where the volume of a day in it is not known.
    """

    symbol: str
    last_close: Decimal
    average_volume: Decimal | None = None

    def is_outlier(self, price: Decimal) -> bool:
        """Tell whether a price is too far from the last close to be believed (F-035)."""
        return price > self.last_close * MOST_JUMP or self.last_close > price * MOST_JUMP


def sum_up(symbol: str, bars: Sequence[DailyBar]) -> PastTrading | None:
    """Sum up a symbol's days, which are in order and end before today; None without any."""
    if not bars:
        return None
    return PastTrading(symbol=symbol, last_close=bars[-1].close, average_volume=_average(bars))


def _average(bars: Sequence[DailyBar]) -> Decimal | None:
    volumes = [bar.volume for bar in bars[-AVERAGED_DAYS:] if bar.volume is not None]
    if len(volumes) < min(len(bars), AVERAGED_DAYS):
        return None
    return round_down(sum(volumes, ZERO) / len(volumes), ONE)
