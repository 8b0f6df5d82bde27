"""What every broker makes of a replacement: a new order takes the old one's place, or nothing changes."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

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
    refused,
    sell,
    working,
)
from contract.broker.harness import CASH, EVENING, Harness
from trimtab.domain.activity import Fill
from trimtab.domain.intent import OrderChange
from trimtab.domain.order import Accepted, Order, OrderStatus, Refusal
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Broker


def change(name: str = "rbp2", **terms: str) -> OrderChange:
    """Write a change of quantity, limit price or both."""
    return OrderChange(client_order_id=name, **{term: D(value) for term, value in terms.items()})


def replaced(broker: Broker, order: Order, to: OrderChange) -> Order:
    """Replace an order that must be replaceable."""
    outcome = broker.replace(order.order_id, to)
    assert isinstance(outcome, Accepted), outcome
    return outcome.order


def refusal_of(broker: Broker, order_id: str, to: OrderChange) -> Refusal:
    """Ask for a replacement that must be refused."""
    outcome = broker.replace(order_id, to)
    assert isinstance(outcome, Refusal), outcome
    return outcome


def test_a_replacement_is_a_new_order(harness: Harness):
    """It has an id of its own and names the order whose place it takes (alpaca §2, §3)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    new = replaced(harness.broker, old, change(limit_price="395.00"))

    assert ("rbp2", old.order_id, True) == (new.client_order_id, new.replaces, new.order_id != old.order_id)


def test_a_replacement_keeps_what_was_not_changed(harness: Harness):
    """Symbol, side and quantity stay, the limit moves (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    new = replaced(harness.broker, old, change(limit_price="395.00"))

    assert ("SPY", old.side, D(4), D("395.00")) == (new.symbol, new.side, new.quantity, new.limit_price)


def test_a_replaced_order_has_ended(harness: Harness):
    """Nothing more fills under the old id; the broker calls it replaced (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="395.00"))
    order = looked_up(harness.broker, has(OrderStatus.CANCELLED))

    assert (old.order_id, OrderStatus.CANCELLED, "replaced") == (
        order.order_id,
        order.status,
        order.broker_status,
    )


def test_only_the_new_order_is_open(harness: Harness):
    """One order takes the place of one (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="395.00"))
    looked_up(harness.broker, has(OrderStatus.OPEN), "rbp2")

    assert ["rbp2"] == [order.client_order_id for order in harness.broker.open_orders()]


def test_a_replacement_fills_at_its_own_limit(harness: Harness):
    """The market meets the new limit, not the old one (alpaca §8, §13)."""
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="395.00"))
    harness.move_price("SPY", "394.00")
    order = looked_up(harness.broker, has(OrderStatus.FILLED), "rbp2")

    assert (OrderStatus.FILLED, D("394.00"), (D(14), D(14))) == (
        order.status,
        order.filled_average_price,
        held(harness.broker, "SPY"),
    )


def test_a_larger_quantity_is_the_new_total(harness: Harness):
    """Four shares become six (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))

    assert D(6) == replaced(harness.broker, old, change(quantity="6")).quantity


def test_a_smaller_quantity_holds_back_less(harness: Harness):
    """Eight shares promised become three (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, sell("SPY", "8", **at("410.00")))
    replaced(harness.broker, old, change(quantity="3"))
    looked_up(harness.broker, has(OrderStatus.OPEN), "rbp2")

    assert (D(10), D(7)) == held(harness.broker, "SPY")


def test_what_was_filled_counts_towards_the_new_total(harness: Harness):
    """Two of four bought, then replaced by a total of six: six are bought in all (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4", **at("101.00")))
    old = looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")
    replaced(harness.broker, old, change(quantity="6"))
    harness.fill("full")
    looked_up(harness.broker, has(OrderStatus.FILLED), "rbp2")

    assert (D(6), D(6)) == held(harness.broker, "TLT")
    assert CASH - D("601.50") == harness.broker.account().cash


def test_each_order_counts_its_own_fills(harness: Harness):
    """Two shares were filled by the old order, four by the new one (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4", **at("101.00")))
    old = looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")
    replaced(harness.broker, old, change(quantity="6"))
    harness.fill("full")
    new = looked_up(harness.broker, has(OrderStatus.FILLED), "rbp2")

    assert (D(2), D(4)) == (old.filled_quantity, new.filled_quantity)
    assert {old.order_id: D(2), new.order_id: D(4)} == {
        activity.order_id: activity.quantity
        for activity in harness.broker.activities()
        if isinstance(activity, Fill)
    }


@pytest.mark.parametrize("quantity", ["2", "1"], ids=["what is filled", "less than is filled"])
def test_a_new_quantity_must_exceed_what_is_filled(harness: Harness, quantity: str):
    """Two of four are bought; a total of two or one would undo them (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4", **at("101.00")))
    old = looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")
    refusal = refusal_of(harness.broker, old.order_id, change(quantity=quantity))

    assert (42210000, "qty must be > filled_qty") == (refusal.code, refusal.text)


def test_a_new_order_cannot_be_replaced_before_the_broker_works_on_it(harness: Harness):
    """A pending_new order refuses its replacement (alpaca §8, §20)."""
    harness.fill("none")
    order = accepted(harness.broker, buy("SPY", "4", **at("390.00")))
    refusal = refusal_of(harness.broker, order.order_id, change(limit_price="395.00"))

    assert 42210000 == refusal.code
    assert "cannot replace order in pending_new status" in refusal.text


def test_a_queued_order_cannot_be_replaced(harness: Harness):
    """An accepted order of the evening refuses its replacement (alpaca §8)."""
    harness.at(EVENING)
    order = accepted(harness.broker, buy("SPY", "4", **at("390.00")))
    refusal = refusal_of(harness.broker, order.order_id, change(limit_price="395.00"))

    assert 42210000 == refusal.code
    assert "cannot replace order in accepted status" in refusal.text


def test_a_refused_replacement_leaves_the_order_as_it_was(harness: Harness):
    """The old order works on, and nothing bears the new name (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    refusal_of(harness.broker, old.order_id, change(limit_price="395.001"))

    assert ([old], None) == (list(harness.broker.open_orders()), harness.broker.find("rbp2"))


def test_what_has_filled_cannot_be_replaced(harness: Harness):
    """A filled order has ended (alpaca §7, §8)."""
    order = filled(harness.broker, buy("SPY", "4", **at("410.00")))
    refusal = refusal_of(harness.broker, order.order_id, change(limit_price="395.00"))

    assert (42210000, 'order is already in "filled" state') == (refusal.code, refusal.text)


def test_what_is_cancelled_cannot_be_replaced(harness: Harness):
    """Nor has a cancelled one a place to give (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "4", **at("390.00")))
    order = cancelled(harness.broker)

    assert 42210000 == refusal_of(harness.broker, order.order_id, change(limit_price="395.00")).code


def test_what_is_replaced_cannot_be_replaced_again(harness: Harness):
    """The new order may be, the old one not (alpaca §7)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="395.00"))
    looked_up(harness.broker, has(OrderStatus.CANCELLED))
    refusal = refusal_of(harness.broker, old.order_id, change("rbp3", limit_price="396.00"))

    assert (42210000, "order already replaced") == (refusal.code, refusal.text)


def test_an_order_that_never_was_cannot_be_replaced(harness: Harness):
    """An unknown id is refused with the broker's number for it (alpaca §7)."""
    assert 40410000 == refusal_of(harness.broker, NOWHERE, change(limit_price="395.00")).code


def test_an_order_in_dollars_cannot_be_replaced(harness: Harness):
    """Cancel and submit again instead (alpaca §8)."""
    harness.fill("none")
    order = working(harness.broker, buy("SPY", "0", notional=D("1000.00")))

    assert 42210000 == refusal_of(harness.broker, order.order_id, change(quantity="3")).code


def test_a_fraction_of_a_share_cannot_be_resized(harness: Harness):
    """Quantities change in whole shares only (alpaca §8)."""
    harness.fill("none")
    order = working(harness.broker, buy("SPY", "1.5", **at("390.00")))

    assert 42210000 == refusal_of(harness.broker, order.order_id, change(quantity="2.5")).code


def test_a_replacement_that_changes_nothing_is_refused(harness: Harness):
    """The broker says that nothing was changed (alpaca §7)."""
    harness.fill("none")
    order = working(harness.broker, buy("SPY", "4", **at("390.00")))
    refusal = refusal_of(harness.broker, order.order_id, change(quantity="4", limit_price="390.00"))

    assert (42210000, "order parameters are not changed") == (refusal.code, refusal.text)


WRONG: dict[str, tuple[Any, OrderChange, ReasonCode]] = {
    "a limit finer than a cent": (
        buy("SPY", "4", **at("390.00")),
        change(limit_price="395.001"),
        ReasonCode.SUB_PENNY_PRICE,
    ),
    "a limit the cash does not cover": (
        buy("SPY", "20", **at("390.00")),
        change(limit_price="500.01"),
        ReasonCode.INSUFFICIENT_BUYING_POWER,
    ),
    "a quantity the cash does not cover": (
        buy("SPY", "20", **at("390.00")),
        change(quantity="26"),
        ReasonCode.INSUFFICIENT_BUYING_POWER,
    ),
    "more shares than are held": (
        sell("SPY", "8", **at("410.00")),
        change(quantity="11"),
        ReasonCode.INSUFFICIENT_SHARES,
    ),
}


@pytest.mark.parametrize(("intent", "to", "reason"), WRONG.values(), ids=WRONG.keys())
def test_a_replacement_keeps_the_rules_of_an_order(
    harness: Harness, intent: Any, to: OrderChange, reason: ReasonCode
):
    """What a new order may not do, a replacement may not do either (alpaca §6, §8)."""
    harness.fill("none")
    order = working(harness.broker, intent)

    assert reason is refusal_of(harness.broker, order.order_id, to).reason


def test_a_replacement_may_use_the_cash_its_order_holds(harness: Harness):
    """Twenty shares at 390 become twenty at 500: 10,000 is all there is, and enough (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "20", **at("390.00")))

    assert D("500.00") == replaced(harness.broker, old, change(limit_price="500.00")).limit_price


def test_a_replacement_holds_back_its_own_cash(harness: Harness):
    """After it, 1,000 of 10,000 are free (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "20", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="450.00"))
    looked_up(harness.broker, has(OrderStatus.OPEN), "rbp2")
    refusal = refused(harness.broker, buy("TLT", "0", "rbp3", notional=D("1000.01")))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refusal.reason


def test_a_replacement_takes_its_name_for_ever(harness: Harness):
    """No other order may bear the name of a replacement (alpaca §6)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="395.00"))

    assert ReasonCode.CLIENT_ID_TAKEN is refused(harness.broker, buy("TLT", "1", "rbp2")).reason


def test_a_replacement_can_be_cancelled(harness: Harness):
    """It is an order as any other (alpaca §8)."""
    harness.fill("none")
    old = working(harness.broker, buy("SPY", "4", **at("390.00")))
    replaced(harness.broker, old, change(limit_price="395.00"))
    cancelled(harness.broker, "rbp2")

    assert () == harness.broker.open_orders()
