"""Turn the kill switch."""

from __future__ import annotations

from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import NotPermittedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trading_state import TradingState
from trimtab.ports import Services


def set_trading_mode(command: SetTradingMode, services: Services) -> TradingState:
    """Store a new trading mode with who, when and why. Raises NotPermittedError unless an operator asks."""
    if not command.is_operator:
        raise NotPermittedError(ReasonCode.NOT_OPERATOR, "Only the operator may change the trading mode.")
    state = TradingState(
        mode=command.mode,
        reason=command.reason,
        epoch=services.trading.current().epoch + 1,
        updated_by=command.uid,
        updated_at=services.clock.now(),
    )
    services.trading.set(state)
    return state
