"""The kill switch."""

from __future__ import annotations

from typing import Any

import pytest

from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState, strictest


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


def switch(mode: str, epoch: int = 1, **fields: Any) -> TradingState:
    return TradingState(mode=TradingMode(mode), reason=f"{mode} by hand", epoch=epoch, **fields)


@pytest.mark.parametrize(
    ("modes", "worst"),
    [
        (("ACTIVE", "ACTIVE"), "ACTIVE"),
        (("ACTIVE", "REDUCE_ONLY"), "REDUCE_ONLY"),
        (("HALTED", "REDUCE_ONLY"), "HALTED"),
        (("REDUCE_ONLY", "ACTIVE", "HALTED"), "HALTED"),
    ],
)
def test_the_strictest_switch_decides(modes: tuple[str, ...], worst: str):
    """Mode and reason are those of the strictest; one is enough to stop."""
    folded = strictest([switch(mode) for mode in modes])

    assert (worst, f"{worst} by hand") == (folded.mode.value, folded.reason)


def test_any_turn_changes_the_epoch():
    """Whichever switch was turned, a run that remembers the sum notices."""
    assert 12 == strictest([switch("ACTIVE", 5), switch("ACTIVE", 7)]).epoch


def test_only_the_strictest_cancels_open_orders():
    """A lenient switch's wish does not count under a stricter one."""
    lenient = switch("REDUCE_ONLY", cancels_open_orders=True)

    assert [False, True] == [
        strictest([lenient, other]).cancels_open_orders for other in (switch("HALTED"), switch("ACTIVE"))
    ]


def test_nobody_s_word_is_no_permission():
    """Without any switch there is nothing to fold."""
    with pytest.raises(ValueError, match="states is empty"):
        strictest([])
