"""Which orders every broker refuses because they could meet the account's own."""

from __future__ import annotations

import pytest

from contract.broker.acts import accepted, at, buy, cancelled, filled, refused, sell
from contract.broker.harness import EVENING, Harness
from trimtab.domain.intent import OrderIntent
from trimtab.domain.reasons import ReasonCode

CROSSING = {
    "market sell against market buy": (buy("SPY", "1", "a"), sell("SPY", "1", "b")),
    "market buy against market sell": (sell("SPY", "1", "a"), buy("SPY", "1", "b")),
    "market sell against limit buy": (buy("SPY", "1", "a", **at("390.00")), sell("SPY", "1", "b")),
    "market buy against limit sell": (sell("SPY", "1", "a", **at("410.00")), buy("SPY", "1", "b")),
    "limit sell against market buy": (buy("SPY", "1", "a"), sell("SPY", "1", "b", **at("410.00"))),
    "limit buy against market sell": (sell("SPY", "1", "a"), buy("SPY", "1", "b", **at("390.00"))),
    "limits that meet": (buy("SPY", "1", "a", **at("400.00")), sell("SPY", "1", "b", **at("400.00"))),
    "limits that cross": (sell("SPY", "1", "a", **at("395.00")), buy("SPY", "1", "b", **at("405.00"))),
}


@pytest.mark.parametrize(("first", "second"), CROSSING.values(), ids=CROSSING.keys())
def test_an_order_against_an_open_one_is_refused(harness: Harness, first: OrderIntent, second: OrderIntent):
    """Any open order on the other side of the symbol blocks, on paper too (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, first)
    refusal = refused(harness.broker, second)

    assert (40310000, ReasonCode.OPPOSITE_ORDER_OPEN) == (refusal.code, refusal.reason)
    assert "potential wash trade detected" in refusal.text


APART = {
    "limits that cannot meet": (buy("SPY", "1", "a", **at("390.00")), sell("SPY", "1", "b", **at("410.00"))),
    "limits a cent apart": (sell("SPY", "1", "a", **at("400.01")), buy("SPY", "1", "b", **at("400.00"))),
    "two buys": (buy("SPY", "1", "a"), buy("SPY", "2", "b")),
    "two sells": (sell("SPY", "1", "a"), sell("SPY", "2", "b")),
    "another symbol": (buy("TLT", "1", "a"), sell("SPY", "1", "b")),
}


@pytest.mark.parametrize(("first", "second"), APART.values(), ids=APART.keys())
def test_orders_that_cannot_meet_stand_together(harness: Harness, first: OrderIntent, second: OrderIntent):
    """A pair of limits whose buy is below its sell is exempt, and so is what is on one side (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, first)
    accepted(harness.broker, second)

    assert {"a", "b"} == {order.client_order_id for order in harness.broker.open_orders()}


def test_a_filled_order_blocks_nobody(harness: Harness):
    """Only open orders count (alpaca §6)."""
    filled(harness.broker, buy("SPY", "1", "a"))

    assert "b" == accepted(harness.broker, sell("SPY", "1", "b")).client_order_id


def test_a_cancelled_order_blocks_nobody(harness: Harness):
    """After the cancellation the other side is free (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "1", "a"))
    cancelled(harness.broker, "a")

    assert "b" == accepted(harness.broker, sell("SPY", "1", "b")).client_order_id


def test_a_queued_order_blocks_while_the_market_is_closed(harness: Harness):
    """Closed hours make no difference (alpaca §1)."""
    harness.at(EVENING)
    accepted(harness.broker, buy("SPY", "1", "a"))

    assert ReasonCode.OPPOSITE_ORDER_OPEN is refused(harness.broker, sell("SPY", "1", "b")).reason
