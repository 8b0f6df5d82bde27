"""What an account holds, and what it is worth per share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Shares of one symbol; `available_quantity` leaves out shares promised to open sells."""

    symbol: str
    quantity: Decimal
    available_quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A positive price per share in US dollars, and the time it was seen."""

    symbol: str
    price: Decimal
    as_of: datetime

    def __post_init__(self) -> None:
        """Refuse a price nothing may be planned from."""
        if not self.price.is_finite() or self.price <= 0:
            raise ValueError(
                f"price of {self.symbol} is {self.price}; a quote needs a positive, finite price"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A brokerage account as far as planning needs it; `cash` in US dollars, never buying power."""

    account_id: str
    cash: Decimal
    is_blocked: bool
