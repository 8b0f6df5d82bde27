"""Turn a kill switch."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import NotPermittedError, RefusedError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import account_key
from trimtab.domain.sign_in import not_recent
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.ports import Services
from trimtab.services.tell_switch import tell_turn

MOST_TRIES: Final = 3
"""How often a switch may be met that others have just turned."""


def set_trading_mode(command: SetTradingMode, services: Services) -> TradingState:
    """Store a switch's new mode with who, when and why, and tell its owner.

    A kill is stored whatever others do. Any other mode follows only what its caller could have seen: a
    stricter one that was set meanwhile stays. Raises NotPermittedError for the switch over everybody unless
    an operator asks, and for a looser mode than the present one without a recent sign-in; RefusedError for a
    switch that was tightened meanwhile, and for that of an account where none is linked; UnavailableError
    when the store does not confirm it.
    """
    if command.scope is TradingScope.EVERYBODY and not command.is_operator:
        raise NotPermittedError(ReasonCode.NOT_OPERATOR, "Only the operator may change the trading mode.")
    place = _place(command, services)
    state = _turn(command, place, services)
    services.log.write(
        LogLevel.WARNING,
        "trading mode set",
        mode=state.mode.value,
        scope=command.scope.value,
        epoch=str(state.epoch),
    )
    tell_turn(state, command.scope, place, services)
    return state


def _turn(command: SetTradingMode, place: TradingPlace, services: Services) -> TradingState:
    before = services.trading.of(command.scope, place)
    for _ in range(MOST_TRIES):
        if before.is_stricter_than(command.mode) and not command.may_resume:
            raise not_recent("letting trading go on")
        state = _next_state(command, before, services.clock.now())
        if command.mode is TradingMode.HALTED:
            services.trading.set(state, command.scope, place)
            return state
        if services.trading.set_next(state, command.scope, place, before):
            return state
        before = services.trading.of(command.scope, place)
        if before.is_stricter_than(command.mode):
            break
    text = (
        f"The switch has been turned to {before.mode} meanwhile: {before.reason} Look at it, then ask again."
    )
    raise RefusedError(ReasonCode.SAVE_CONFLICT, text, mode=before.mode.value)


def _next_state(command: SetTradingMode, before: TradingState, now: datetime) -> TradingState:
    return TradingState(
        mode=command.mode,
        reason=command.reason,
        epoch=_next_epoch(before, now),
        updated_by=command.uid,
        updated_at=now,
        cancels_open_orders=command.cancels_open_orders,
    )


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
