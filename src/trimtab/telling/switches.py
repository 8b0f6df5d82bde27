"""What a kill switch says to its owner's alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState

_MODES: Final = {
    TradingMode.REDUCE_ONLY: (AlertLevel.WARNING, "Nothing but sales of what is held is sent"),
    TradingMode.HALTED: (AlertLevel.CRITICAL, "No order is sent"),
}
_PLACES: Final = {
    TradingScope.USER: "for all your portfolios",
    TradingScope.PORTFOLIO: "for this portfolio",
    TradingScope.ACCOUNT: "to this brokerage account",
}


def home_of(scope: TradingScope, place: TradingPlace) -> PortfolioRef:
    """Tell which portfolio shows a switch's alert: its own, or the owner's first."""
    return place.portfolio if scope is TradingScope.PORTFOLIO else PortfolioRef(place.portfolio.uid)


def observe_switch(
    state: TradingState, at: datetime, scope: TradingScope, place: TradingPlace
) -> Observation:
    """See how a switch stands since a time: each mode but ACTIVE is an episode of its own.

    So a turn from one to the other resolves the one and opens the other, and both are told. Raises ValueError
    for the switch over everybody, which is nobody's own.
    """
    if scope is TradingScope.EVERYBODY:
        raise ValueError("scope is EVERYBODY; only a switch over a person, portfolio or account has an owner")
    found = _MODES.get(state.mode)
    text = f"{found[1]} {_PLACES[scope]}: {state.reason}" if found else ""
    key, level = _key(state.mode, scope, place), found[0] if found else AlertLevel.INFO
    return Observation(
        at=at,
        kinds=frozenset({AlertKind.KILL_SWITCH}),
        keys=frozenset(_key(mode, scope, place) for mode in _MODES),
        findings=(Finding(kind=AlertKind.KILL_SWITCH, key=key, level=level, text=text),) if found else (),
    )


def _key(mode: TradingMode, scope: TradingScope, place: TradingPlace) -> str:
    whose = place.account_key if scope is TradingScope.ACCOUNT else scope.value
    return f"{whose}-{mode.value}"
