"""What every storage of the kill switch promises."""

from __future__ import annotations

import pytest

from contract.stores import samples
from contract.stores.conftest import Stores
from trimtab.domain.trading_state import TradingMode, TradingState


def test_a_switch_nobody_set_is_halted(stores: Stores):
    """A missing document stops trading."""
    assert TradingMode.HALTED is stores.trading.current().mode


@pytest.mark.parametrize("mode", TradingMode)
def test_a_state_comes_back(stores: Stores, mode: TradingMode):
    """Mode, reason, epoch, author and time are read as they were set."""
    state = TradingState(mode=mode, reason="a test", epoch=7, updated_by="ada", updated_at=samples.NOON)
    stores.trading.set(state)

    assert state == stores.trading.current()


def test_the_last_state_wins(stores: Stores):
    """Setting the switch again replaces it."""
    stores.trading.set(TradingState(mode=TradingMode.ACTIVE, reason="open", epoch=1))
    halted = TradingState(mode=TradingMode.HALTED, reason="stop", epoch=2)
    stores.trading.set(halted)

    assert halted == stores.trading.current()
