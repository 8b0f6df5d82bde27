"""When and how the orders of a plan leave, and what becomes of one that does not fill (requirement 002)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.intent import OrderType

LARGEST_BUFFER: Final = Decimal("0.05")
"""How far a limit may lie from the price: no further than a price may move until a plan is void."""


class LastResort(StrEnum):
    """What becomes of the rest of a limit order that was priced afresh as often as it may be."""

    CONVERT_TO_MARKET = "CONVERT_TO_MARKET"
    LEAVE_UNFILLED = "LEAVE_UNFILLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionConfig:
    """The style of a plan's orders; all but `order_type` and `hold_seconds` concern limit orders only.

    `limit_buffer` is a fraction of the price: a buy may cost so much more, a sell may bring so much less.
    `hold_seconds` is how long the first order waits, 0 to 600, once a person has approved the plan.
    """

    order_type: OrderType = OrderType.MARKET
    limit_buffer: Decimal = Decimal("0.002")
    reprice_after_seconds: int = 60
    max_reprices: int = 2
    last_resort: LastResort = LastResort.LEAVE_UNFILLED
    hold_seconds: int = 10

    @property
    def most_residuals(self) -> int:
        """How many orders may follow one for what it has left unfilled."""
        return self.max_reprices + (self.last_resort is LastResort.CONVERT_TO_MARKET)
