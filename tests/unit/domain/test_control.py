"""What may stop a run from outside."""

from __future__ import annotations

import pytest

from builders import NOON, control
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState

WISH = CancelRequest(by="owner", reason="changed my mind", at=NOON)


def ban(of: Control, side: Side = Side.SELL, epoch: int = 1) -> str | None:
    found = of.find_ban(side, epoch)
    return found.code.value if found else None


@pytest.mark.parametrize(
    ("side", "mode", "code"),
    [
        (Side.SELL, "ACTIVE", None),
        (Side.BUY, "ACTIVE", None),
        (Side.SELL, "REDUCE_ONLY", None),
        (Side.BUY, "REDUCE_ONLY", "REDUCE_ONLY"),
        (Side.SELL, "HALTED", "TRADING_HALTED"),
        (Side.BUY, "HALTED", "TRADING_HALTED"),
    ],
)
def test_the_switch_is_obeyed(side: Side, mode: str, code: str | None):
    """Halted stops every order, reduce-only the buys (I-07)."""
    assert code == ban(control(TradingMode(mode)), side)


def test_a_switch_turned_off_and_on_again_still_stops_the_run():
    """The epoch tells what the mode no longer does (F-182)."""
    assert "TRADING_HALTED" == ban(control(), epoch=0)


def test_sells_of_a_sealed_plan_go_on_where_only_sells_may():
    """REDUCE_ONLY was set after the run was reserved: its sells reduce."""
    assert None is ban(control(TradingMode.REDUCE_ONLY), epoch=0)


def test_the_owner_s_wish_comes_first():
    """Whatever the switch says, a cancelled run sends nothing, and says who wanted it."""
    assert "CANCELLED_BY_OWNER" == ban(control(TradingMode.HALTED, cancel=WISH))


@pytest.mark.parametrize(
    ("mode", "cancels", "wish", "sides"),
    [
        ("ACTIVE", False, None, set()),
        ("ACTIVE", True, None, set()),
        ("HALTED", False, None, set()),
        ("HALTED", True, None, {Side.SELL, Side.BUY}),
        ("REDUCE_ONLY", True, None, {Side.BUY}),
        ("ACTIVE", False, WISH, {Side.SELL, Side.BUY}),
    ],
)
def test_open_orders_are_cancelled_where_somebody_wants_it(
    mode: str, wish: CancelRequest | None, sides: set[Side], *, cancels: bool
):
    """A stop leaves what it forbids to fill unless it says otherwise; a cancelled run never does."""
    state = TradingState(mode=TradingMode(mode), reason="", cancels_open_orders=cancels)
    of = Control(trading=state, cancel=wish)

    assert sides == {side for side in Side if of.cancels(side)}
