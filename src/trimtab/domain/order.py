"""What the broker says of an order we sent, and how a submit can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.trade import Side


class OrderStatus(StrEnum):
    """The broker's statuses folded to what execution must tell apart; an unlisted one is OPEN: look again."""

    OPEN = "OPEN"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as the broker holds it; `broker_status` is its own word for the status."""

    order_id: str
    client_order_id: str
    symbol: str
    side: Side
    quantity: Decimal
    status: OrderStatus
    broker_status: str
    filled_quantity: Decimal
    filled_average_price: Decimal | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The broker took the order."""

    order: Order


@dataclass(frozen=True, slots=True)
class Refusal:
    """The broker definitely did not take the order, and said why."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Whether the broker took the order is not known; only a look-up can tell."""

    text: str


SubmitOutcome = Accepted | Refusal | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketClock:
    """The broker's own word on the session; it decides, not our clock."""

    now: datetime
    is_open: bool
    next_open: datetime
    next_close: datetime
