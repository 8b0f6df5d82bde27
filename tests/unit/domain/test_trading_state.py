"""The kill switch."""

from __future__ import annotations

import pytest

from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState


@pytest.mark.parametrize(
    ("mode", "allowed"), [("ACTIVE", {Side.SELL, Side.BUY}), ("REDUCE_ONLY", {Side.SELL}), ("HALTED", set())]
)
def test_what_each_mode_allows(mode: str, allowed: set[Side]):
    """Active allows all, reduce-only allows sells, halted allows nothing; the flag is requirement 004's."""
    state = TradingState(mode=TradingMode(mode), reason="test")

    assert allowed == {side for side in Side if state.allows(side)}
    assert bool(allowed) is state.is_trading_enabled


def test_the_state_to_assume_is_halted():
    """What cannot be read halts trading, and says why (I-07)."""
    assumed = TradingState.halted("unreadable")

    assert (TradingMode.HALTED, "unreadable") == (assumed.mode, assumed.reason)
