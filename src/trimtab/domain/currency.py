"""Foreign cash, exchange rates and exchange trades; everything goes through the base currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trimtab.domain.reasons import Reason
from trimtab.domain.trade import Side

BASE_CURRENCY = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashBalance:
    """Cash in one foreign currency, in that currency."""

    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FxRate:
    """What one unit of a currency is worth in base currency, and when that was seen."""

    currency: str
    rate: Decimal
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FxTrade:
    """An exchange against the base currency: `side` and `amount` are those of the foreign currency."""

    trade_id: str
    currency: str
    side: Side
    amount: Decimal
    rate: Decimal
    reason: Reason

    @property
    def base_amount(self) -> Decimal:
        """What is paid or received in base currency; always positive."""
        return self.amount * self.rate
