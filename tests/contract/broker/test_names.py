"""What every broker does with the ids we give to orders: they are used once, for ever."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract.broker.acts import accepted, at, buy, cancelled, filled, looked_up, refused, sell
from contract.broker.harness import EVENING, MONDAY, Harness
from trimtab.domain.intent import OrderIntent
from trimtab.domain.order import OrderStatus
from trimtab.domain.reasons import ReasonCode


def test_an_equal_repeat_is_the_first_order(harness: Harness):
    """A repeat under the same id is accepted as the order it repeats (alpaca §12)."""
    harness.fill("none")
    first, again = accepted(harness.broker, buy()), accepted(harness.broker, buy())

    assert (first.order_id, 1) == (again.order_id, len(harness.broker.open_orders()))


OTHERS = {
    "quantity": buy("TLT", "3"),
    "symbol": buy("SPY", "4"),
    "side": sell("SPY", "4"),
    "size in dollars": buy("TLT", "0", notional=D("401.00")),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_order_under_a_taken_name_is_refused(harness: Harness, other: OrderIntent):
    """A different order is refused, and the first one alone stands (alpaca §6, §12)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4"))
    refusal = refused(harness.broker, other)

    assert (40010001, ReasonCode.CLIENT_ID_TAKEN) == (refusal.code, refusal.reason)
    assert [("TLT", D(4))] == [(order.symbol, order.quantity) for order in harness.broker.open_orders()]


def test_a_repeat_in_finer_decimals_is_the_first_order(harness: Harness):
    """What the broker cuts off makes no other order (alpaca §6, §12)."""
    harness.fill("none")
    first = accepted(harness.broker, buy(quantity="1.1234567891"))
    again = accepted(harness.broker, buy(quantity="1.1234567899"))

    assert first.order_id == again.order_id


def test_a_name_stays_taken_after_a_fill(harness: Harness):
    """A repeat of a filled order is that order, and nothing is bought twice (alpaca §6)."""
    first = filled(harness.broker, buy("TLT", "4"))
    again = accepted(harness.broker, buy("TLT", "4"))

    assert (first.order_id, OrderStatus.FILLED, D(4)) == (again.order_id, again.status, again.filled_quantity)


def test_a_name_stays_taken_after_a_cancellation(harness: Harness):
    """A repeat of a cancelled order is that order; it does not come to life again (alpaca §1, §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4"))
    cancelled(harness.broker)
    again = accepted(harness.broker, buy("TLT", "4"))

    assert (OrderStatus.CANCELLED, ()) == (again.status, harness.broker.open_orders())


def test_a_name_stays_taken_after_an_expiry(harness: Harness):
    """A repeat on the next day is yesterday's order (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4"))
    harness.at(EVENING)
    looked_up(harness.broker, lambda order: order.status is OrderStatus.EXPIRED)
    harness.at(MONDAY)

    assert OrderStatus.EXPIRED is accepted(harness.broker, buy("TLT", "4")).status


def test_a_name_of_an_ended_order_serves_no_other(harness: Harness):
    """Not even a cancellation gives an id back (alpaca §1, §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4"))
    cancelled(harness.broker)

    assert ReasonCode.CLIENT_ID_TAKEN is refused(harness.broker, buy("TLT", "3")).reason


def test_like_orders_under_two_names_are_two_orders(harness: Harness):
    """Nothing but the id tells a repeat from a second order (alpaca §1)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4", "rbp1"))
    accepted(harness.broker, buy("TLT", "4", "rbp2"))

    assert 2 == len(harness.broker.open_orders())


def test_names_differ_by_case(harness: Harness):
    """An id is compared letter by letter (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4", "rbp1"))

    assert "RBP1" == accepted(harness.broker, buy("TLT", "4", "RBP1")).client_order_id


def test_an_equal_repeat_keeps_the_first_limit(harness: Harness):
    """A repeat changes nothing of the order that stands (alpaca §12)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4", **at("99.00")))
    again = accepted(harness.broker, buy("TLT", "4", **at("99.00")))

    assert D("99.00") == again.limit_price
