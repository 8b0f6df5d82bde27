"""What an account holds, and what it is worth per share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Shares of one symbol; `available_quantity` leaves out shares promised to open sells.

    `average_cost` is what a share has cost in US dollars as the broker counts, None where it does not say.
    """

    symbol: str
    quantity: Decimal
    available_quantity: Decimal
    average_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A positive price per share in US dollars, and the time it was seen.

    `bid` and `ask` are the two sides whose middle the price is; both are None for a last price.
    """

    symbol: str
    price: Decimal
    as_of: datetime
    bid: Decimal | None = None
    ask: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a price nothing may be planned from."""
        if not self.price.is_finite() or self.price <= 0:
            raise ValueError(
                f"price of {self.symbol} is {self.price}; a quote needs a positive, finite price"
            )


class PriceAdjustment(StrEnum):
    """What past prices and volumes are corrected for; the values are the broker's own words."""

    RAW = "raw"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class DailyBar:
    """One trading day of a symbol: its last price in US dollars, and the shares that changed hands.

    Under `PriceAdjustment.SPLIT` both are told in today's shares. `volume` is None where nobody tells it.
    """

    day: date
    close: Decimal
    volume: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A brokerage account as far as planning needs it; `cash` in US dollars, never buying power.

    `equity` is what the broker itself counts the account worth in US dollars, shares included.
    """

    account_id: str
    cash: Decimal
    equity: Decimal
    is_blocked: bool
