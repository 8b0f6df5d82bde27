"""What the broker says of an order and of its sessions, and how a submit can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.money import ONE
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side


class OrderStatus(StrEnum):
    """The broker's statuses folded to what execution must tell apart; an unlisted one is OPEN: look again."""

    OPEN = "OPEN"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"


STILL_OPEN: Final = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})
"""Statuses of an order that may fill yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as the broker holds it; `broker_status` is its own word for the status.

    An order sized in dollars has a `notional`, and its quantity is what it has filled. `replaces` is the id
    of the order this one took the place of. `per_unit` is how much of its price one unit costs: a contract
    stands for a hundred shares.
    """

    order_id: str
    client_order_id: str
    symbol: str
    side: Side
    quantity: Decimal
    status: OrderStatus
    broker_status: str
    filled_quantity: Decimal
    filled_average_price: Decimal | None
    notional: Decimal | None = None
    limit_price: Decimal | None = None
    submitted_at: datetime | None = None
    replaces: str | None = None
    stop_price: Decimal | None = None
    is_stock: bool = True
    per_unit: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Accepted:
    """The broker took the order."""

    order: Order


@dataclass(frozen=True, slots=True)
class Refusal:
    """The broker definitely did not take the order, and said why; `code` is its own number for that."""

    text: str
    code: int | None = None
    reason: ReasonCode = ReasonCode.BROKER_REFUSED


@dataclass(frozen=True, slots=True)
class Unknown:
    """Whether the broker took the order is not known; only a look-up can tell."""

    text: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """Too many requests: the order was not taken and may be sent again, under its id, from `retry_at` on."""

    text: str
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotSent:
    """The order's time was over before its first byte left; the broker has not heard of this attempt."""

    text: str


SubmitOutcome = Accepted | Refusal | Unknown | Throttled | NotSent


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketClock:
    """The broker's own word on the session; it decides, not our clock."""

    now: datetime
    is_open: bool
    next_open: datetime
    next_close: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One trading day: when the exchange opens and closes, in UTC; early closes included."""

    day: date
    opens_at: datetime
    closes_at: datetime
