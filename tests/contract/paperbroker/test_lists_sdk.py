"""The unmodified alpaca-py client finding and listing orders, over real HTTP on loopback."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from alpaca.common.exceptions import APIError
from alpaca.trading.enums import OrderSide, QueryOrderStatus
from alpaca.trading.requests import GetOrdersRequest

from contract.paperbroker.acts import Sdk, limit, market, placed


def test_an_order_is_found_by_client_id(client: Sdk) -> None:
    """The look-up a client needs when an answer was lost."""
    order = placed(client, market(qty=1, client_order_id="run-1:leg-1"))

    assert order.id == client.get_order_by_client_id("run-1:leg-1").id


@pytest.mark.parametrize("client_id", ["never sent", "mine%2F"])
def test_an_unknown_client_id_is_404(client: Sdk, client_id: str) -> None:
    """Not found, with the code for it."""
    with pytest.raises(APIError) as caught:
        client.get_order_by_client_id(client_id)

    assert (404, 40410000) == (caught.value.status_code, caught.value.code)


def test_an_unknown_order_id_is_404(client: Sdk) -> None:
    """The message names the id."""
    with pytest.raises(APIError, match=f"order not found for {UUID(int=5)}"):
        client.get_order_by_id(UUID(int=5))


def test_orders_are_listed_by_filter(client: Sdk) -> None:
    """Open by default; symbols, side and closed narrow it."""
    sale = placed(client, limit(symbol="MSFT", side=OrderSide.SELL, limit_price=200))
    purchase = placed(client, limit(limit_price=100))
    client.cancel_order_by_id(sale.id)
    closed = GetOrdersRequest(status=QueryOrderStatus.CLOSED, symbols=["MSFT", "QQQ"], side=OrderSide.SELL)

    assert ([purchase.id], [sale.id]) == (
        [order.id for order in client.get_orders()],
        [order.id for order in client.get_orders(closed)],
    )


def everything(**bounds: Any) -> GetOrdersRequest:
    return GetOrdersRequest(status=QueryOrderStatus.ALL, **bounds)


def test_a_cut_cursor_finds_its_own_order_again_after_but_not_until(client: Sdk) -> None:
    """Python cuts the nanoseconds of answers: `after` repeats the order, `until` cannot (alpaca §5)."""
    order = placed(client, market(qty=1))
    at = order.submitted_at

    assert ([order.id], []) == (
        [found.id for found in client.get_orders(everything(after=at))],
        client.get_orders(everything(until=at)),
    )


def test_both_bounds_are_exclusive_to_the_nanosecond(client: Sdk) -> None:
    """The time as it was answered is neither after nor until itself (alpaca §2)."""
    placed(client, limit(limit_price=100))
    at = client.get("/orders")[0]["submitted_at"]

    assert ([], []) == (client.get("/orders", {"after": at}), client.get("/orders", {"until": at}))


def test_a_list_goes_on_from_an_order(client: Sdk) -> None:
    """Both cursors leave their own order out (alpaca §2)."""
    first, second, third = (str(placed(client, limit(limit_price=price)).id) for price in (100, 101, 102))
    after = client.get("/orders", {"after_order_id": second})
    before = client.get("/orders", {"before_order_id": second})

    assert ([third], [first]) == ([row["id"] for row in after], [row["id"] for row in before])


def test_nested_is_read_as_the_sdk_writes_it(client: Sdk) -> None:
    """`True` with a capital letter (alpaca §5)."""
    order = placed(client, limit(limit_price=100))

    assert [order.id] == [found.id for found in client.get_orders(GetOrdersRequest(nested=True))]
