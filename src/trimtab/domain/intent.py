"""What we are about to send: one order, named before it leaves."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side

_ENVIRONMENT_LETTER: Final = {BrokerMode.PAPER: "p", BrokerMode.LIVE: "l"}
_DIGEST_LETTERS: Final = 26


class OrderType(StrEnum):
    """How an order is priced; the values are the broker's own words."""

    MARKET = "market"
    LIMIT = "limit"


class TimeInForce(StrEnum):
    """How long an order lives; only day orders are sent."""

    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIntent:
    """One order as it will be sent; `limit_price` is set for limit orders only.

    An order is sized in shares, or in US dollars by its `notional`; its quantity is zero then.
    """

    client_order_id: str
    symbol: str
    side: Side
    quantity: Decimal = ZERO
    notional: Decimal | None = None
    order_type: OrderType = OrderType.MARKET
    time_in_force: TimeInForce = TimeInForce.DAY
    limit_price: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse an order of two sizes."""
        if self.notional is not None and self.quantity:
            sizes = f"quantity is {self.quantity} and notional is {self.notional}"
            raise ValueError(f"{sizes}; an order for {self.symbol} takes one of them")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChange:
    """What is to change about a working order, and the name of the order that takes its place.

    None keeps what the order has; `quantity` is the new total, what is already filled included.
    """

    client_order_id: str
    quantity: Decimal | None = None
    limit_price: Decimal | None = None


def is_ours(name: str) -> bool:
    """Tell whether an order's name is one that we give, whatever run it may be of."""
    letters = _ENVIRONMENT_LETTER.values()
    return len(name) == len("rb") + 1 + _DIGEST_LETTERS and name[:2] == "rb" and name[2] in letters


def client_order_id(environment: BrokerMode, account_id: str, run_id: str, leg_number: int) -> str:
    """Name the order of a leg: `rb`, an environment letter and 26 base32 letters of a hash.

    No quantity and no attempt goes in, so a repeat of a leg always meets its first order at the broker.
    """
    text = "\x1f".join((environment.value, account_id, run_id, str(leg_number)))
    digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode("ascii").lower()
    return f"rb{_ENVIRONMENT_LETTER[environment]}{digest[:_DIGEST_LETTERS]}"
