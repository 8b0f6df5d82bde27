"""What every broker makes of a cancellation: only a look-up tells."""

from __future__ import annotations

from decimal import Decimal as D

from contract.broker.acts import (
    NOWHERE,
    accepted,
    at,
    buy,
    cancelled,
    filled,
    has,
    held,
    looked_up,
    sell,
    working,
)
from contract.broker.harness import EVENING, MONDAY, Harness
from trimtab.domain.order import OrderStatus


def test_a_cancelled_order_is_cancelled(harness: Harness):
    """A look-up shows the broker's own word for it, and the order is no longer open (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy())
    order = cancelled(harness.broker)

    assert (OrderStatus.CANCELLED, "canceled", D(0)) == (
        order.status,
        order.broker_status,
        order.filled_quantity,
    )
    assert () == harness.broker.open_orders()


def test_an_order_can_be_cancelled_before_the_broker_works_on_it(harness: Harness):
    """Pending orders are open and can be cancelled (alpaca §8)."""
    harness.fill("none")
    order = accepted(harness.broker, buy())
    harness.broker.cancel(order.order_id)

    assert OrderStatus.CANCELLED is looked_up(harness.broker, has(OrderStatus.CANCELLED)).status


def test_a_working_order_can_be_cancelled(harness: Harness):
    """So can an order that the broker works on (alpaca §8)."""
    harness.fill("none")
    order = working(harness.broker, buy())
    harness.broker.cancel(order.order_id)

    assert OrderStatus.CANCELLED is looked_up(harness.broker, has(OrderStatus.CANCELLED)).status


def test_a_queued_order_can_be_cancelled_while_closed(harness: Harness):
    """An accepted order is open, whatever the hour (alpaca §8, §9)."""
    harness.at(EVENING)
    accepted(harness.broker, buy())
    cancelled(harness.broker)
    harness.at(MONDAY)

    assert OrderStatus.CANCELLED is looked_up(harness.broker, has(OrderStatus.FILLED)).status


def test_cancelling_twice_is_no_error(harness: Harness):
    """The broker may refuse or take the second one; both mean that the order has ended (alpaca §8, §20)."""
    harness.fill("none")
    accepted(harness.broker, buy())
    order = cancelled(harness.broker)
    harness.broker.cancel(order.order_id)

    assert order == harness.broker.find("rbp1")


def test_cancelling_what_has_filled_is_no_error(harness: Harness):
    """A cancellation that comes too late changes nothing (alpaca §8)."""
    order = filled(harness.broker, buy())
    harness.broker.cancel(order.order_id)

    assert order == harness.broker.find("rbp1")


def test_cancelling_what_has_expired_is_no_error(harness: Harness):
    """An order that has ended stays as it ended (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy())
    harness.at(EVENING)
    order = looked_up(harness.broker, has(OrderStatus.EXPIRED))
    harness.broker.cancel(order.order_id)

    assert order == harness.broker.find("rbp1")


def test_cancelling_what_never_was_is_no_error(harness: Harness):
    """An id the broker does not know changes nothing for the others (alpaca §7)."""
    harness.fill("none")
    accepted(harness.broker, buy())
    harness.broker.cancel(NOWHERE)

    assert 1 == len(harness.broker.open_orders())


def test_a_partly_filled_order_keeps_what_it_filled(harness: Harness):
    """Cancelling ends the rest; two of four shares stay bought and paid (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")
    order = cancelled(harness.broker)

    assert (OrderStatus.CANCELLED, D(4), D(2), D("100.25")) == (
        order.status,
        order.quantity,
        order.filled_quantity,
        order.filled_average_price,
    )
    assert (D(2), D(2)) == held(harness.broker, "TLT")


def test_a_cancelled_order_never_fills(harness: Harness):
    """Not even when the market comes to its price (alpaca §8)."""
    accepted(harness.broker, buy("SPY", "1", **at("390.00")))
    cancelled(harness.broker)
    harness.move_price("SPY", "380.00")

    assert OrderStatus.CANCELLED is looked_up(harness.broker, has(OrderStatus.FILLED)).status


def test_cancelling_one_order_leaves_the_others(harness: Harness):
    """A cancellation names one order (alpaca §2)."""
    harness.fill("none")
    accepted(harness.broker, buy(name="rbp1"))
    accepted(harness.broker, buy(name="rbp2"))
    cancelled(harness.broker, "rbp1")

    assert ["rbp2"] == [order.client_order_id for order in harness.broker.open_orders()]


def test_a_fill_can_win_against_a_cancellation(harness: Harness):
    """Asking was no error, and yet the order filled: always look again, F-091 (alpaca §8)."""
    harness.fill("none")
    order = working(harness.broker, buy("TLT", "4"))
    harness.let_fills_win()
    harness.fill("full")
    harness.broker.cancel(order.order_id)

    assert OrderStatus.FILLED is looked_up(harness.broker, has(OrderStatus.FILLED)).status
    assert (D(4), D(4)) == held(harness.broker, "TLT")


def test_a_stuck_cancellation_leaves_the_order_open(harness: Harness):
    """An order that is pending_cancel for ever is not final, and holds what it holds (alpaca §8)."""
    harness.fill("none")
    harness.misbehave("stuck_pending_cancel")
    order = working(harness.broker, sell("SPY", "7"))
    harness.broker.cancel(order.order_id)
    seen = looked_up(harness.broker, has(OrderStatus.CANCELLED))

    assert (OrderStatus.OPEN, "pending_cancel") == (seen.status, seen.broker_status)
    assert (D(10), D(3)) == held(harness.broker, "SPY")


def test_a_stuck_order_can_be_asked_to_end_again(harness: Harness):
    """The broker refuses a second cancellation, which is no error (alpaca §8)."""
    harness.fill("none")
    harness.misbehave("stuck_pending_cancel")
    order = working(harness.broker, buy())
    harness.broker.cancel(order.order_id)
    harness.broker.cancel(order.order_id)

    assert 1 == len(harness.broker.open_orders())


def test_a_cancellation_that_got_lost_changes_nothing(harness: Harness):
    """The broker took the request and the order works on (alpaca §8)."""
    harness.fill("none")
    harness.misbehave("cancel_lost")
    order = working(harness.broker, buy())
    harness.broker.cancel(order.order_id)

    assert "new" == looked_up(harness.broker, has(OrderStatus.CANCELLED)).broker_status
