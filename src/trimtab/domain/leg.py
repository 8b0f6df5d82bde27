"""One order of a run, from intent to its final state: the line of our ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.intent import OrderIntent, OrderType, TimeInForce
from trimtab.domain.money import ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side


class LegState(StrEnum):
    """Where a leg stands; UNKNOWN is a state of its own, never a kind of failure."""

    PLANNED = "PLANNED"
    INTENT = "INTENT"
    SENDING = "SENDING"
    UNKNOWN = "UNKNOWN"
    ACKED = "ACKED"
    PARTIAL = "PARTIAL"
    FILLED = "FILLED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"
    REFUSED = "REFUSED"
    NEVER_SENT = "NEVER_SENT"
    SKIPPED = "SKIPPED"


UNSENT: Final = frozenset({LegState.PLANNED, LegState.INTENT})
IN_DOUBT: Final = frozenset({LegState.SENDING, LegState.UNKNOWN})
WORKING: Final = frozenset({LegState.ACKED, LegState.PARTIAL})
_NOT_FINAL: Final = UNSENT | IN_DOUBT | WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One order of a run; `quantity` is what may be sent, `planned_quantity` what was approved."""

    number: int
    symbol: str
    side: Side
    planned_quantity: Decimal
    quantity: Decimal
    reference_price: Decimal
    client_order_id: str
    state: LegState
    updated_at: datetime
    order_type: OrderType = OrderType.MARKET
    time_in_force: TimeInForce = TimeInForce.DAY
    limit_price: Decimal | None = None
    reason_code: ReasonCode | None = None
    note: str = ""
    attempts: int = 0
    missed_lookups: int = 0
    in_doubt_since: datetime | None = None
    sent_at: datetime | None = None
    send_by: datetime | None = None
    """After this moment nobody may send the order on the strength of this attempt (I-21)."""
    cancel_requested_at: datetime | None = None
    throttles: int = 0
    not_before: datetime | None = None
    """When the broker takes requests again, after it turned the order away, `throttles` times so far."""
    hindered_since: datetime | None = None
    """Since when it waits for a usable price or agreeing clocks, to be looked at again at `not_before`."""
    broker_order_id: str | None = None
    broker_status: str | None = None
    filled_quantity: Decimal = ZERO
    filled_average_price: Decimal | None = None
    is_repriced: bool = False
    """Whether it is cancelled in order to send what is missing at a new price."""
    residual_of: int | None = None
    """The number of the leg whose rest this one is."""
    reprices: int = 0
    """How many orders for the same shares were sent before this one."""

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more can happen to the leg."""
        return self.state not in _NOT_FINAL

    @property
    def missing_quantity(self) -> Decimal:
        """Shares that were to be traded and were not, so far."""
        return self.quantity - self.filled_quantity

    @property
    def filled_value(self) -> Decimal:
        """US dollars that have changed hands."""
        return self.filled_quantity * (self.filled_average_price or ZERO)

    @property
    def intent(self) -> OrderIntent:
        """The order this leg sends; the same one at every attempt."""
        return OrderIntent(
            client_order_id=self.client_order_id,
            symbol=self.symbol,
            side=self.side,
            quantity=self.quantity,
            order_type=self.order_type,
            time_in_force=self.time_in_force,
            limit_price=self.limit_price,
        )
