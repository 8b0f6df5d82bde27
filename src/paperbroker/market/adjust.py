"""What the prices of a day are multiplied by, so that they compare with those after splits and dividends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from paperbroker.basics.money import ONE
from paperbroker.market.actions import Action, CashDividend, Split


class Adjustment(StrEnum):
    """What a caller wants allowed for."""

    RAW = "raw"
    SPLIT = "split"
    DIVIDEND = "dividend"
    ALL = "all"

    @property
    def kinds(self) -> tuple[type[Split | CashDividend], ...]:
        """The actions that count."""
        wanted = {Adjustment.SPLIT: (Split,), Adjustment.DIVIDEND: (CashDividend,), Adjustment.RAW: ()}
        return wanted.get(self, (Split, CashDividend))


@dataclass(frozen=True, slots=True)
class Ratio:
    """Factors for prices and for shares."""

    price: Decimal = ONE
    shares: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Adjuster:
    """The ratios of one asset by ex date; a day's ratio is the product of all those after it."""

    steps: tuple[tuple[date, Ratio], ...] = ()

    @classmethod
    def of(
        cls, actions: Iterable[Action], kinds: tuple[type, ...], close_before: Callable[[date], Decimal]
    ) -> Adjuster:
        """Take an asset's actions that count; `close_before` tells the last close before a day."""
        counted = (one for one in actions if isinstance(one, kinds) and isinstance(one, Split | CashDividend))
        return cls(tuple((one.ex_date, _ratio(one, close_before)) for one in counted))

    def on(self, day: date) -> Ratio:
        """Multiply the ratios of all ex dates after a day."""
        price, shares = ONE, ONE
        for ex_date, ratio in self.steps:
            if ex_date > day:
                price, shares = price * ratio.price, shares * ratio.shares
        return Ratio(price, shares)


def _ratio(action: Split | CashDividend, close_before: Callable[[date], Decimal]) -> Ratio:
    if isinstance(action, Split):
        return Ratio(action.price_ratio, ONE / action.price_ratio)
    return Ratio(action.price_ratio(close_before(action.ex_date)))
