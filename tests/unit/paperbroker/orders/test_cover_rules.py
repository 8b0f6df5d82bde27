from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.side import Side
from paperbroker.orders.order import OrderType, Ticket
from paperbroker.orders.rules import first_refusal
from unit.paperbroker.builders import admission, order, ticket


def sell(**fields: Any) -> Ticket:
    return ticket(side=Side.SELL, **fields)


@pytest.mark.parametrize(("buy_limit", "crosses"), [("99", False), ("100", True), ("101", True)])
def test_limits_that_cannot_meet_are_no_wash_trade(buy_limit: str, *, crosses: bool) -> None:
    """A buy limit below the open sell limit of 100 may stand beside it."""
    selling = order(sell(type=OrderType.LIMIT, limit_price=D(100)))
    buying = ticket(type=OrderType.LIMIT, limit_price=D(buy_limit))

    assert crosses == (first_refusal(admission(buying, open_orders=(selling,))) is not None)


def test_too_few_shares_are_explained() -> None:
    """The refusal carries the quantities and the symbol as text."""
    refusal = first_refusal(admission(sell(), position_qty=D(12), held_qty=D(3)))

    assert refusal is not None
    assert {"available": "9", "existing_qty": "12", "held_for_orders": "3", "symbol": "SPY"} == refusal.extras


def test_too_little_cash_is_explained() -> None:
    """The refusal carries buying power and cost."""
    refusal = first_refusal(admission(ticket(), buying_power=D("12.349")))

    assert refusal is not None
    assert {"buying_power": "12.34", "cost_basis": "1000"} == refusal.extras


@pytest.mark.parametrize(
    ("kind", "prices"),
    [
        (OrderType.MARKET, {}),
        (OrderType.STOP, {"stop_price": D(90)}),
        (OrderType.STOP_LIMIT, {"stop_price": D(90), "limit_price": D(89)}),
    ],
)
def test_anything_but_limits_apart_is_a_wash_trade(kind: OrderType, prices: dict[str, D]) -> None:
    """A market or stop order on the other side always could trade against a buy limit of 95 (alpaca §6)."""
    selling = order(sell(type=kind, **prices))
    buying = ticket(type=OrderType.LIMIT, limit_price=D(95))

    assert first_refusal(admission(buying, open_orders=(selling,))) is not None


def test_a_replacement_is_paid_for_its_rest_only() -> None:
    """Of ten, four are bought already: 600 USD are enough."""
    assert first_refusal(admission(ticket(), carried_qty=D(4), buying_power=D(600))) is None
