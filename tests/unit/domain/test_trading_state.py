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


@pytest.mark.parametrize(
    ("mode", "code"), [(TradingMode.HALTED, "TRADING_HALTED"), (TradingMode.REDUCE_ONLY, "REDUCE_ONLY")]
)
def test_a_restriction_names_the_mode_and_its_reason(mode: TradingMode, code: str):
    """Who is refused learns which mode forbids it, and why it was set."""
    restriction = TradingState(mode=mode, reason="drill").restriction

    assert (code, f"Trading mode is {mode}: drill") == (restriction.code.value, restriction.text)
