"""What happened in an account: executions, and everything that moved cash or shares without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from paperbroker.basics.side import Side
from paperbroker.orders.order import Status


def activity_key(at: datetime, activity_id: UUID) -> str:
    """Name an activity as Alpaca does: milliseconds of its time, then its id."""
    return f"{at:%Y%m%d%H%M%S}{at.microsecond // 1000:03d}::{activity_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One execution; `cum_qty` and `leaves_qty` are the order's totals after it."""

    id: UUID
    order_id: UUID
    symbol: str
    side: Side
    qty: Decimal
    price: Decimal
    cum_qty: Decimal
    leaves_qty: Decimal
    order_status: Status
    at: datetime

    @property
    def activity_type(self) -> str:
        """Alpaca's name for an execution."""
        return "FILL"

    @property
    def key(self) -> str:
        """The id clients see."""
        return activity_key(self.at, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A booking without an execution: a dividend, a split, a transfer.

    `net_amount` is the cash that moved in USD; `qty` is the change in shares, negative when they left;
    `per_share_amount` is the rate of a dividend or the cost per share of a transfer.
    """

    id: UUID
    activity_type: str
    activity_sub_type: str | None = None
    day: date
    at: datetime
    net_amount: Decimal
    symbol: str | None = None
    qty: Decimal | None = None
    per_share_amount: Decimal | None = None
    group_id: UUID | None = None
    description: str = ""

    @property
    def key(self) -> str:
        """The id clients see."""
        return activity_key(self.at, self.id)


Activity = Fill | Entry
