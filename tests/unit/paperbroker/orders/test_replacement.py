from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.orders.order import Order, OrderType, Status
from paperbroker.orders.replacement import replacement_of
from unit.paperbroker.builders import order, ticket

LIMIT = ticket(type=OrderType.LIMIT, limit_price=D(100))


def refusal_of(placed: Order, body: object) -> str:
    with pytest.raises(RefusedError) as caught:
        replacement_of(placed, body, lambda: "made")
    return caught.value.refusal.message


def test_what_is_not_named_stays() -> None:
    """Only the limit changes, and a new client id is made."""
    changed = replacement_of(order(LIMIT), {"limit_price": "101", "qty": None}, lambda: "made")

    assert ("made", D(101), D(10), "day") == (
        changed.client_order_id,
        changed.limit_price,
        changed.qty,
        changed.time_in_force,
    )


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (Status.ACCEPTED, "cannot replace order in accepted status"),
        (Status.PENDING_NEW, "cannot replace order in pending_new status"),
        (Status.PENDING_CANCEL, "cannot replace order in pending_cancel status"),
        (Status.PENDING_REPLACE, "cannot replace order in pending_replace status"),
        (Status.FILLED, 'order is already in "filled" state'),
        (Status.REPLACED, "order already replaced"),
        (Status.CANCELED, "unable to replace order, order is not open"),
        (Status.EXPIRED, "unable to replace order, order is not open"),
        (Status.REJECTED, "unable to replace order, order is not open"),
    ],
)
def test_only_working_orders_are_replaced(status: Status, message: str) -> None:
    """The refusal says where the order stands (alpaca §7, §8)."""
    assert message == refusal_of(order(LIMIT, status=status), {"qty": "11"})


@pytest.mark.parametrize(
    ("placed", "body", "message"),
    [
        (order(LIMIT), {}, "order parameters are not changed"),
        (order(LIMIT), {"qty": "10", "limit_price": "100.00"}, "order parameters are not changed"),
        (order(LIMIT), {"qty": "1.5"}, "qty of fractional orders cannot be replaced"),
        (order(LIMIT), {"qty": "0"}, "qty must be > 0"),
        (order(LIMIT), {"limit_price": "-1"}, "limit price must be > 0"),
        (order(LIMIT), {"time_in_force": "never"}, "invalid time_in_force"),
        (order(LIMIT), {"stop_price": "99"}, "this order takes no stop price"),
        (order(ticket()), {"limit_price": "99"}, "this order takes no limit price"),
        (
            order(LIMIT),
            {"notional": "50"},
            "replacing by a dollar amount is not supported by this paper broker",
        ),
        (order(LIMIT), {"trail": "1"}, "field trail is not supported by this paper broker"),
        (order(LIMIT, filled_qty=D(4)), {"qty": "4"}, "qty must be > filled_qty"),
        (order(LIMIT, filled_qty=D(1), carried_qty=D(3)), {"qty": "4"}, "qty must be > filled_qty"),
        (order(LIMIT, pending_hold=D(5)), {"qty": "11"}, "order chain not fully replaced"),
        (order(LIMIT), [], "request body format is invalid"),
    ],
)
def test_changes_that_cannot_be_made_are_refused(placed: Order, body: Any, message: str) -> None:
    """Each in its own words."""
    assert message == refusal_of(placed, body)


def test_a_fractional_order_keeps_its_size() -> None:
    """Its price may change, its quantity may not (alpaca §8)."""
    half = order(ticket(type=OrderType.LIMIT, qty=D("0.5"), limit_price=D(100)))
    changed = replacement_of(half, {"limit_price": "101"}, lambda: "made")

    assert (D("0.5"), "qty of fractional orders cannot be replaced") == (
        changed.qty,
        refusal_of(half, {"qty": "1"}),
    )


def test_a_dollar_amount_cannot_be_replaced() -> None:
    """It must be canceled and sent again (alpaca §8)."""
    assert "cannot replace notional orders; cancel and submit again" == refusal_of(
        order(ticket(notional=D(50))), {"limit_price": "1"}
    )
