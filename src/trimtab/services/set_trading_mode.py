"""Turn a kill switch."""

from __future__ import annotations

from datetime import datetime

from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import NotPermittedError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import account_key
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.ports import Services
from trimtab.services.tell_switch import tell_turn


def set_trading_mode(command: SetTradingMode, services: Services) -> TradingState:
    """Store a switch's new mode with who, when and why, and tell its owner.

    Raises NotPermittedError for the switch over everybody unless an operator asks, RefusedError for that of
    an account where none is linked.
    """
    if command.scope is TradingScope.EVERYBODY and not command.is_operator:
        raise NotPermittedError(ReasonCode.NOT_OPERATOR, "Only the operator may change the trading mode.")
    place, now = _place(command, services), services.clock.now()
    state = TradingState(
        mode=command.mode,
        reason=command.reason,
        epoch=_next_epoch(services.trading.of(command.scope, place), now),
        updated_by=command.uid,
        updated_at=now,
        cancels_open_orders=command.cancels_open_orders,
    )
    services.trading.set(state, command.scope, place)
    services.log.write(
        LogLevel.WARNING,
        "trading mode set",
        mode=state.mode.value,
        scope=command.scope.value,
        epoch=str(state.epoch),
    )
    tell_turn(state, command.scope, place, services)
    return state


def _next_epoch(before: TradingState, now: datetime) -> int:
    """Count on; a switch that cannot be read gets seconds of our era, which no counting has reached (F-182).

    With a one it might look to a run as if it had never been turned.
    """
    is_readable = before.mode is not TradingMode.HALTED or before.epoch
    return before.epoch + 1 if is_readable else int(now.timestamp())


def _place(command: SetTradingMode, services: Services) -> TradingPlace:
    portfolio = PortfolioRef(command.uid, command.portfolio_id)
    if command.scope is not TradingScope.ACCOUNT:
        return TradingPlace(portfolio=portfolio, account_key="")
    broker = services.brokers.of(command.uid)
    key = account_key(broker.environment, broker.account().account_id)
    return TradingPlace(portfolio=portfolio, account_key=key)
