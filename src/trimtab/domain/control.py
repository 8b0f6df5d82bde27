"""What may stop a run from outside: the switches over it, and its owner's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequest:
    """The owner's wish that a run ends: nothing more is sent, and what is open is cancelled."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The switches over a run, folded into one, and whether its owner wants it to end."""

    trading: TradingState
    cancel: CancelRequest | None = None

    def find_ban(self, side: Side, epoch: int) -> Reason | None:
        """Return why an order of this side may not be sent for a run that was reserved at an epoch, or None.

        A switch that was turned off and on again since then still stops the run; sells go on where they are
        all that is allowed (F-182).
        """
        if self.cancel is not None:
            return Reason(ReasonCode.CANCELLED_BY_OWNER, f"The run was cancelled: {self.cancel.reason}")
        if not self.trading.allows(side):
            return self.trading.restriction
        if self.trading.mode is TradingMode.ACTIVE and self.trading.epoch != epoch:
            text = "Trading was stopped after this run was reserved; start a new one."
            return Reason(ReasonCode.TRADING_HALTED, text)
        return None

    def cancels(self, side: Side) -> bool:
        """Tell whether orders of a side that the broker still works on are to be cancelled."""
        return self.cancel is not None or (self.trading.cancels_open_orders and not self.trading.allows(side))
