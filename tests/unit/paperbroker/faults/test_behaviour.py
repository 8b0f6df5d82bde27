from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.faults.faults import read_fault
from paperbroker.orders.behaviour import ORDINARY, Behaviour, CancelCourse, CloseMarket, Halt, PriceJump
from unit.paperbroker.faults.striking import queue_of


def test_orders_take_their_ordinary_course() -> None:
    """Nothing asked for, nothing changed."""
    assert ORDINARY == queue_of().behaviours.take_behaviour("SPY")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"fault": "late_fill", "looks": 3}, Behaviour(looks_to_wait=3)),
        ({"fault": "partial_then_nothing", "portion": "0.4"}, Behaviour(portion=Decimal("0.4"))),
        ({"fault": "reject_after_accept"}, Behaviour(is_rejected=True)),
        ({"fault": "stuck_pending_cancel"}, Behaviour(cancel=CancelCourse.STUCK)),
        ({"fault": "cancel_lost"}, Behaviour(cancel=CancelCourse.LOST)),
    ],
    ids=str,
)
def test_a_fault_becomes_the_course_of_an_order(body: dict[str, Any], expected: Behaviour) -> None:
    """Each fault changes one thing."""
    assert expected == queue_of(body).behaviours.take_behaviour("SPY")


def test_only_orders_of_its_symbol_take_a_course() -> None:
    """An order of another symbol does not use it up."""
    behaviours = queue_of({"fault": "reject_after_accept", "symbol": "SPY"}).behaviours
    courses = [behaviours.take_behaviour(symbol).is_rejected for symbol in ("TLT", "SPY", "SPY")]

    assert [False, True, False] == courses


def test_a_course_is_taken_as_often_as_asked() -> None:
    """Two orders wait, the third does not."""
    behaviours = queue_of({"fault": "late_fill", "count": 2}).behaviours

    assert [5, 5, 0] == [behaviours.take_behaviour("SPY").looks_to_wait for _ in range(3)]


def test_different_faults_meet_in_one_order() -> None:
    """It fills late and cannot be cancelled."""
    behaviours = queue_of({"fault": "late_fill"}, {"fault": "cancel_lost"}).behaviours

    assert Behaviour(looks_to_wait=5, cancel=CancelCourse.LOST) == behaviours.take_behaviour("SPY")


def test_equal_faults_go_to_one_order_each() -> None:
    """The first asked for strikes first."""
    behaviours = queue_of({"fault": "late_fill", "looks": 1}, {"fault": "late_fill", "looks": 2}).behaviours

    assert [1, 2] == [behaviours.take_behaviour("SPY").looks_to_wait for _ in range(2)]


@pytest.mark.parametrize(
    ("body", "action"),
    [
        ({"fault": "halt", "symbol": "SPY"}, Halt("SPY")),
        ({"fault": "price_jump", "symbol": "SPY", "factor": "0.5"}, PriceJump("SPY", Decimal("0.5"))),
        ({"fault": "close_market"}, CloseMarket()),
    ],
    ids=str,
)
def test_an_event_is_due_at_once_and_once(body: dict[str, Any], action: object) -> None:
    """Without a number of orders to wait for it happens now."""
    behaviours = queue_of(body).behaviours

    assert [(action,), ()] == [behaviours.take_actions(), behaviours.take_actions()]


def test_an_event_waits_for_its_orders() -> None:
    """Orders of any symbol count."""
    behaviours = queue_of({"fault": "close_market", "after_orders": 2}).behaviours
    due = []
    for symbol in ("SPY", "TLT"):
        due.append(behaviours.take_actions())
        behaviours.take_behaviour(symbol)

    assert [(), (), (CloseMarket(),)] == [*due, behaviours.take_actions()]


def test_what_waits_shows_what_is_left() -> None:
    """Orders to strike, orders to wait for."""
    late = {"fault": "late_fill", "count": 3, "looks": 2}
    close = {"fault": "close_market", "after_orders": 4}
    behaviours = queue_of(late, close).behaviours
    behaviours.take_behaviour("SPY")

    assert [late | {"count": 2}, close | {"after_orders": 3}] == behaviours.waiting()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"fault": "late_fill", "looks": 0}, "looks"),
        ({"fault": "partial_then_nothing", "portion": "1"}, "portion"),
        ({"fault": "partial_then_nothing", "portion": "-0.1"}, "portion"),
        ({"fault": "halt"}, "symbol"),
        ({"fault": "price_jump", "symbol": "SPY", "factor": "0"}, "factor"),
        ({"fault": "close_market", "after_orders": 0}, "after_orders"),
        ({"fault": "close_market", "symbol": "SPY"}, "symbol"),
        ({"fault": "cancel_lost", "looks": 1}, "looks"),
    ],
    ids=str,
)
def test_a_course_that_cannot_be_names_its_field(body: dict[str, Any], field: str) -> None:
    """Refused when asked for, not when it strikes."""
    with pytest.raises(SettingError) as caught:
        read_fault(body)

    assert field == caught.value.field
