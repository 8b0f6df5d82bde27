"""One line of a plan: a trade with its reason, or a non-trade with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.reasons import Reason


class Side(StrEnum):
    """Which way shares move; quantities are always positive."""

    BUY = "BUY"
    SELL = "SELL"


class Priority(StrEnum):
    """How urgent a trade is (requirement 001; domain rule 13)."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A proposed trade: shares of one symbol at a price in US dollars, before costs."""

    symbol: str
    side: Side
    quantity: Decimal
    price: Decimal
    reason: Reason
    priority: Priority

    @property
    def value(self) -> Decimal:
        """Quantity times price, in US dollars; always positive."""
        return self.quantity * self.price

    @property
    def cash_effect(self) -> Decimal:
        """What the trade adds to cash: positive for a sell."""
        return self.value if self.side is Side.SELL else -self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedTrade:
    """A symbol that is not traded, and why."""

    symbol: str
    reason: Reason
