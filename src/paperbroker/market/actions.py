"""What companies do to their shares: splits, cash dividends, changes of name, mergers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from paperbroker.basics.money import ONE, ZERO


@dataclass(frozen=True, slots=True)
class Split:
    """From `ex_date` on, `old_rate` shares are `new_rate` shares."""

    symbol: str
    ex_date: date
    old_rate: Decimal
    new_rate: Decimal

    @property
    def is_forward(self) -> bool:
        """Whether there are more shares afterwards."""
        return self.new_rate > self.old_rate

    @property
    def price_ratio(self) -> Decimal:
        """What earlier prices are multiplied by."""
        return self.old_rate / self.new_rate


@dataclass(frozen=True, slots=True)
class CashDividend:
    """Who holds a share before `ex_date` is paid `rate` USD for it."""

    symbol: str
    ex_date: date
    rate: Decimal

    def price_ratio(self, close: Decimal) -> Decimal:
        """What earlier prices are multiplied by, given the last close before the ex date.

        A dividend of the whole price or more leaves earlier prices alone.
        """
        return ONE - self.rate / close if self.rate < close else ONE


@dataclass(frozen=True, slots=True)
class NameChange:
    """From `ex_date` on, the asset goes by another symbol."""

    old_symbol: str
    new_symbol: str
    ex_date: date


@dataclass(frozen=True, slots=True)
class Merger:
    """From `ex_date` on, a company's shares are those of its acquirer, USD, or both.

    `acquirer_rate` new shares come for every `acquiree_rate` given up, and `cash_rate` USD for each of them.
    """

    symbol: str
    ex_date: date
    cash_rate: Decimal = ZERO
    acquirer: str | None = None
    acquirer_rate: Decimal = ZERO
    acquiree_rate: Decimal = ONE


Action = Split | CashDividend | NameChange | Merger
