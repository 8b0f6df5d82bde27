"""What happened in an account: fills, and the broker's own entries for cash and corporate actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.trade import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Shares that changed hands at one price; `is_last` when the order was complete with it."""

    activity_id: str
    at: datetime
    symbol: str
    side: Side
    quantity: Decimal
    price: Decimal
    order_id: str
    is_last: bool

    @property
    def day(self) -> date:
        """The day of the fill, in UTC."""
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """A dividend, a split, a fee or any other entry the broker made by itself.

    `kind` is the broker's own word (DIV, SPLIT, NC, FEE, …), `detail` refines it. `net_amount` is US dollars
    into the account, `quantity` shares into it; either may be negative. A correction and a cancellation of an
    earlier entry are entries of their own, told apart by `status`: executed, correct or canceled. `at` is
    when it was booked; entries that belong together, as shares out and shares in, share a `group_id`.
    """

    activity_id: str
    day: date
    kind: str
    detail: str
    status: str
    net_amount: Decimal
    symbol: str | None = None
    quantity: Decimal | None = None
    per_share_amount: Decimal | None = None
    at: datetime | None = None
    group_id: str | None = None
    description: str = ""


Activity = Fill | AccountEntry

CASH_TRANSFERS: Final = frozenset({"CSD", "CSW", "JNLC", "ACATC"})
"""The broker's words for cash that was paid in or taken out; dividends, interest and fees are none of it."""


def is_since(activity: Activity, day: date) -> bool:
    """Tell whether something happened or was booked on a day or later; booked days are UTC's.

    A transfer carries the day its shares were bought, which may be long before it was booked.
    """
    return activity.day >= day or (activity.at is not None and activity.at.date() >= day)
