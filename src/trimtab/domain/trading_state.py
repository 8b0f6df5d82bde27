"""The kill switch: what trading is allowed at all. Anything unreadable means HALTED."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side


class TradingMode(StrEnum):
    """ACTIVE allows every order, REDUCE_ONLY only sells of what is held, HALTED none."""

    ACTIVE = "ACTIVE"
    REDUCE_ONLY = "REDUCE_ONLY"
    HALTED = "HALTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingState:
    """The switch as it stands, who set it and why; `epoch` grows with every change."""

    mode: TradingMode
    reason: str
    epoch: int = 0
    updated_by: str = ""
    updated_at: datetime | None = None

    @classmethod
    def halted(cls, reason: str) -> TradingState:
        """The state to assume when the real one cannot be known."""
        return cls(mode=TradingMode.HALTED, reason=reason)

    @property
    def is_trading_enabled(self) -> bool:
        """The public flag of requirement 004."""
        return self.mode is not TradingMode.HALTED

    def allows(self, side: Side) -> bool:
        """Tell whether an order of this side may be sent now."""
        return self.mode is TradingMode.ACTIVE or (self.mode is TradingMode.REDUCE_ONLY and side is Side.SELL)

    @property
    def restriction(self) -> Reason:
        """Why an order that is not allowed may not be sent: the mode, and what was said when it was set."""
        halted = self.mode is TradingMode.HALTED
        code = ReasonCode.TRADING_HALTED if halted else ReasonCode.REDUCE_ONLY
        return Reason(code, f"Trading mode is {self.mode}: {self.reason}")
