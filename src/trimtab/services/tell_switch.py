"""Tell the owner of a kill switch how it was turned."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingPlace, TradingScope, TradingState
from trimtab.ports import Services
from trimtab.services.tell import observe
from trimtab.telling.switches import home_of, observe_switch

_OWNED: Final = (TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT)


def tell_turn(state: TradingState, scope: TradingScope, place: TradingPlace, services: Services) -> None:
    """Tell a turn, named after its own time, so that telling it again tells nothing.

    Never raises for a store that does not answer: the switch is turned, and the next check tells it. The
    switch over everybody, and one that nobody has turned, concern no owner.
    """
    at, home = state.updated_at, home_of(scope, place)
    if at is None or scope not in _OWNED:
        return
    try:
        observe(home, observe_switch(state, at, scope, place), services.telling)
    except UnavailableError as error:
        services.log.write(
            LogLevel.WARNING, "turn not told", scope=scope.value, error=error.message, **asdict(home)
        )


def tell_switches(place: TradingPlace, services: Services) -> None:
    """Tell how the switches over a place stand, where that was not told when they were turned."""
    for scope in _OWNED:
        tell_turn(services.trading.of(scope, place), scope, place, services)
