"""The kill switch: what trading is allowed at all. Anything unreadable means HALTED."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side


class TradingMode(StrEnum):
    """ACTIVE allows every order, REDUCE_ONLY only sells of what is held, HALTED none."""

    ACTIVE = "ACTIVE"
    REDUCE_ONLY = "REDUCE_ONLY"
    HALTED = "HALTED"


_STRICTNESS: Final = (TradingMode.ACTIVE, TradingMode.REDUCE_ONLY, TradingMode.HALTED)


class TradingScope(StrEnum):
    """Whom a switch stops: everybody, or one person, portfolio or brokerage account."""

    EVERYBODY = "EVERYBODY"
    USER = "USER"
    PORTFOLIO = "PORTFOLIO"
    ACCOUNT = "ACCOUNT"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingPlace:
    """Where an order would be sent; four switches stand over it, one of each scope."""

    portfolio: PortfolioRef
    account_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingState:
    """The switch as it stands, who set it and why; `epoch` grows with every change.

    `cancels_open_orders` asks runs to cancel what the broker still works on.
    """

    mode: TradingMode
    reason: str
    epoch: int = 0
    updated_by: str = ""
    updated_at: datetime | None = None
    cancels_open_orders: bool = False

    @classmethod
    def halted(cls, reason: str) -> TradingState:
        """The state to assume when the real one cannot be known."""
        return cls(mode=TradingMode.HALTED, reason=reason)

    @property
    def is_trading_enabled(self) -> bool:
        """The public flag of requirement 004."""
        return self.mode is not TradingMode.HALTED

    def is_stricter_than(self, mode: TradingMode) -> bool:
        """Tell whether it allows less than another mode does."""
        return _STRICTNESS.index(self.mode) > _STRICTNESS.index(mode)

    def allows(self, side: Side) -> bool:
        """Tell whether an order of this side may be sent now."""
        return self.mode is TradingMode.ACTIVE or (self.mode is TradingMode.REDUCE_ONLY and side is Side.SELL)

    @property
    def restriction(self) -> Reason:
        """Why an order that is not allowed may not be sent: the mode, and what was said when it was set."""
        halted = self.mode is TradingMode.HALTED
        code = ReasonCode.TRADING_HALTED if halted else ReasonCode.REDUCE_ONLY
        return Reason(code, f"Trading mode is {self.mode}: {self.reason}")


def strictest(states: Sequence[TradingState]) -> TradingState:
    """Fold the switches over one place: the strictest mode with its reason, and an epoch any turn changes.

    Raises ValueError without a switch: nothing is allowed by nobody.
    """
    if not states:
        raise ValueError("states is empty; pass the switch over everybody at least")
    worst = max(states, key=lambda state: _STRICTNESS.index(state.mode))
    return replace(
        worst,
        epoch=sum(state.epoch for state in states),
        cancels_open_orders=any(state.cancels_open_orders and state.mode is worst.mode for state in states),
    )


def is_followed(stands: TradingState, state: TradingState, before: TradingState | None) -> bool:
    """Tell whether a switch stands where its next state was decided from.

    That is `before` where it was read, or else the epoch before.
    """
    return stands.epoch == state.epoch - 1 if before is None else stands == before
