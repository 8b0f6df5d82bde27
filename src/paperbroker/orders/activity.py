"""What happened in an account: executions, and everything that moved cash or shares without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from paperbroker.basics.money import ZERO
from paperbroker.basics.sessions import NEW_YORK
from paperbroker.basics.side import Side
from paperbroker.orders.order import Status


class EntryType(StrEnum):
    """The bookings this broker makes, spelt as Alpaca spells them."""

    ASSET_TRANSFER = "ACATS"
    CASH_IN_LIEU = "CIL"
    DEPOSIT = "CSD"
    WITHDRAWAL = "CSW"
    DIVIDEND = "DIV"
    FEE = "FEE"
    INTEREST = "INT"
    MERGER = "MA"
    CASH_JOURNAL = "JNLC"
    NAME_CHANGE = "NC"
    SPLIT = "SPLIT"


class EntrySubType(StrEnum):
    """The finer kinds of dividends, splits, changes of name and mergers."""

    CASH_DIVIDEND = "CDIV"
    REINVESTMENT = "DRIP"
    STOCK_DIVIDEND = "SDIV"
    FORWARD_SPLIT = "FSPLIT"
    REVERSE_SPLIT = "RSPLIT"
    SYMBOL_CHANGE = "SNC"
    CASH_MERGER = "CMA"
    STOCK_MERGER = "SMA"
    STOCK_AND_CASH_MERGER = "SCMA"


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

    @property
    def day(self) -> date:
        """The day it traded, in New York."""
        return self.at.astimezone(NEW_YORK).date()

    @property
    def cash_change(self) -> Decimal:
        """USD into the account; negative for a purchase."""
        value = self.qty * self.price
        return -value if self.side is Side.BUY else value

    @property
    def share_change(self) -> Decimal:
        """Shares into the account; negative for a sale."""
        return self.qty if self.side is Side.BUY else -self.qty


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A booking without an execution: a dividend, a split, a transfer.

    `net_amount` is the cash that moved in USD; `qty` is the change in shares, negative when they left, and of
    a cash dividend the shares it was paid on; `per_share_amount` is the rate of a dividend, the price of a
    reinvestment or the cost per share of a transfer. `day` is when the shares of a transfer that came in were
    bought, else the day of the booking.
    """

    id: UUID
    activity_type: EntryType
    activity_sub_type: EntrySubType | None = None
    day: date
    at: datetime
    net_amount: Decimal = ZERO
    symbol: str | None = None
    qty: Decimal | None = None
    per_share_amount: Decimal | None = None
    group_id: UUID | None = None
    description: str = ""

    @property
    def key(self) -> str:
        """The id clients see."""
        return activity_key(self.at, self.id)

    @property
    def cash_change(self) -> Decimal:
        """USD into the account."""
        return self.net_amount

    @property
    def share_change(self) -> Decimal:
        """Shares into the account."""
        is_paid_on_shares = self.activity_sub_type is EntrySubType.CASH_DIVIDEND
        return ZERO if self.qty is None or is_paid_on_shares else self.qty


Activity = Fill | Entry
