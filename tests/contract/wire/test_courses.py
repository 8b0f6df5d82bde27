from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from contract.wire.attempts import CALM, intent, open_account
from contract.wire.scene import Scene
from trimtab.adapters.alpaca import AlpacaBroker
from trimtab.domain.intent import OrderType
from trimtab.domain.order import Accepted, Order

LOOKS = 12


@pytest.fixture
def account(scene: Scene) -> AlpacaBroker:
    return open_account(scene.url, CALM)


def buy(account: AlpacaBroker, name: str = "rbp1") -> Order:
    """Buy two shares of SPY at the market."""
    outcome = account.submit(replace(intent(name), order_type=OrderType.MARKET, limit_price=None))
    assert isinstance(outcome, Accepted)
    return outcome.order


def look(account: AlpacaBroker) -> Order:
    """Look the order up once."""
    order = account.find("rbp1")
    assert order is not None
    return order


def statuses(account: AlpacaBroker, looks: int = LOOKS) -> list[str]:
    """Look several times, and tell the broker's words for what changed."""
    seen = [look(account).broker_status for _ in range(looks)]
    return [status for status, before in zip(seen, [None, *seen], strict=False) if status != before]


def test_an_ordinary_order_fills(account: AlpacaBroker) -> None:
    """Without a fault, a few looks see it through."""
    buy(account)

    assert "filled" == statuses(account)[-1]


def test_a_late_fill_keeps_looks_waiting(scene: Scene, account: AlpacaBroker) -> None:
    """Nine looks see nothing traded, the tenth does."""
    scene.strike("submit", {"fault": "late_fill", "symbol": "SPY", "looks": 9})
    buy(account)

    assert (["new"], ["filled"]) == (statuses(account, 9), statuses(account, 1))


def test_a_partial_fill_can_be_the_last(scene: Scene, account: AlpacaBroker) -> None:
    """Two fifths of two shares, and never more."""
    scene.strike("submit", {"fault": "partial_then_nothing", "portion": "0.4"})
    buy(account)
    statuses(account)

    assert ("partially_filled", D("0.8")) == (look(account).broker_status, look(account).filled_quantity)


def test_an_accepted_order_can_end_rejected(scene: Scene, account: AlpacaBroker) -> None:
    """The submit was answered with 200."""
    scene.strike("submit", {"fault": "reject_after_accept"})
    buy(account)

    assert "rejected" == statuses(account)[-1]


def test_a_cancellation_can_stick(scene: Scene, account: AlpacaBroker) -> None:
    """The order neither ends nor trades."""
    scene.strike("submit", {"fault": "stuck_pending_cancel"})
    account.cancel(buy(account).order_id)

    assert ["pending_cancel"] == statuses(account)


def test_a_cancellation_can_be_lost(scene: Scene, account: AlpacaBroker) -> None:
    """The order goes on as if nobody had asked."""
    scene.strike("submit", {"fault": "cancel_lost"})
    account.cancel(buy(account).order_id)

    assert "filled" == statuses(account)[-1]


@pytest.mark.parametrize("fault", [{"fault": "halt", "symbol": "SPY"}, {"fault": "close_market"}], ids=str)
def test_trading_can_stop_right_after_an_order(
    scene: Scene, account: AlpacaBroker, fault: dict[str, Any]
) -> None:
    """The order was taken and never fills."""
    scene.strike("submit", {**fault, "after_orders": 1})
    buy(account)

    assert "filled" not in statuses(account)


def test_a_price_can_jump_right_after_an_order(scene: Scene, account: AlpacaBroker) -> None:
    """It fills at half of what was quoted."""
    scene.strike("submit", {"fault": "price_jump", "symbol": "SPY", "factor": "0.5", "after_orders": 1})
    buy(account)
    statuses(account)

    assert D("205.13") >= (look(account).filled_average_price or D(0)) > 0
