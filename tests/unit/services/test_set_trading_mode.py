"""The kill switch."""

from __future__ import annotations

import pytest

from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import NotPermittedError
from trimtab.domain.trading_state import TradingMode
from trimtab.services.set_trading_mode import set_trading_mode
from worlds import world

STOP = SetTradingMode(uid="anna", is_operator=True, mode=TradingMode.HALTED, reason="drill")


def test_the_operator_stops_trading():
    """One call stops everything, and says who, when and why."""
    here = world()

    state = set_trading_mode(STOP, here.services)

    assert state == here.trading.current()
    assert (False, "drill", "anna", 2) == (
        state.is_trading_enabled,
        state.reason,
        state.updated_by,
        state.epoch,
    )


def test_nobody_else_may():
    """A signed-in person is not an operator."""
    here = world()

    with pytest.raises(NotPermittedError):
        set_trading_mode(
            SetTradingMode(uid="ben", is_operator=False, mode=TradingMode.HALTED, reason="x"), here.services
        )

    assert TradingMode.ACTIVE == here.trading.current().mode
