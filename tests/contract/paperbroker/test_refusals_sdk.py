"""The unmodified alpaca-py client meeting refusals of orders, over real HTTP on loopback."""

from __future__ import annotations

from typing import Any

import pytest
from alpaca.common.exceptions import APIError
from alpaca.trading.enums import OrderSide, QueryOrderStatus
from alpaca.trading.requests import GetOrdersRequest, StopOrderRequest, TrailingStopOrderRequest

from contract.paperbroker.acts import KEY, SECRET, Sdk, control, limit, market, placed, refused
from paperbroker.server import Broker

BUSINESS_RULE, PARAMETER, FORBIDDEN = (422, 42210000), (422, 40010001), (403, 40310000)

REFUSALS = [
    (market(symbol="NOPE", qty=1), *BUSINESS_RULE, 'asset "NOPE" not found'),
    (market(symbol="OLD", qty=1), *BUSINESS_RULE, 'asset "OLD" is not active'),
    (market(symbol="HELD", qty=1), *BUSINESS_RULE, 'asset "HELD" is not tradable'),
    (market(symbol="WHOLE", qty=1.5), *FORBIDDEN, 'asset "WHOLE" is not fractionable'),
    (market(qty=1.5, time_in_force="gtc"), *BUSINESS_RULE, "fractional orders must be DAY orders"),
    (
        market(qty=1, time_in_force="ioc"),
        *BUSINESS_RULE,
        'time_in_force "ioc" is not supported by this paper broker',
    ),
    (market(qty=-1), *PARAMETER, "qty must be > 0"),
    (market(notional=10.001), *BUSINESS_RULE, "notional value must be limited to 2 decimal places"),
    (market(notional=0.99), *FORBIDDEN, "cost basis must be >= minimal amount of order 1"),
    (market(notional=1000.01), *FORBIDDEN, "insufficient buying power"),
    (
        market(symbol="MSFT", qty=11, side="sell"),
        *FORBIDDEN,
        "insufficient qty available for order (requested: 11, available: 10)",
    ),
    (market(qty=1, side="sell"), *FORBIDDEN, "account is not allowed to short"),
    (market(qty=0.5, side="sell"), *BUSINESS_RULE, "fractional orders cannot be sold short"),
    (
        limit(limit_price=290.123),
        *BUSINESS_RULE,
        "invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria",
    ),
    (limit(limit_price=0), *PARAMETER, "limit price must be > 0"),
    (
        market(qty=1, extended_hours=True),
        *BUSINESS_RULE,
        "extended hours order must be DAY or GTC limit orders",
    ),
    (
        StopOrderRequest(symbol="MSFT", qty=1, side="sell", time_in_force="day", stop_price=99.999),
        *BUSINESS_RULE,
        "invalid stop_price 99.999. sub-penny increment does not fulfill minimum pricing criteria",
    ),
    (
        market(symbol="BTC/USD", qty=1, time_in_force="gtc"),
        *BUSINESS_RULE,
        'crypto symbol "BTC/USD" is not supported by this paper broker',
    ),
    (
        market(symbol="AAPL250620C00100000", qty=1),
        *BUSINESS_RULE,
        'option symbol "AAPL250620C00100000" is not supported by this paper broker',
    ),
    (
        market(qty=1, order_class="bracket", take_profit={"limit_price": 500}, stop_loss={"stop_price": 300}),
        *BUSINESS_RULE,
        'order class "bracket" is not supported by this paper broker',
    ),
    (
        market(qty=1, client_order_id="x" * 129),
        *PARAMETER,
        "client_order_id must be no more than 128 characters",
    ),
    (
        TrailingStopOrderRequest(symbol="MSFT", qty=1, side="sell", time_in_force="day", trail_percent=5),
        *BUSINESS_RULE,
        'order type "trailing_stop" is not supported by this paper broker',
    ),
]


@pytest.mark.parametrize(
    ("request_", "status", "code", "message"), REFUSALS, ids=[row[3][:40] for row in REFUSALS]
)
def test_refusals_read_as_api_errors(
    client: Sdk, request_: Any, status: int, code: int, message: str
) -> None:
    """The SDK finds status, code and message, and no order was taken."""
    assert (status, code, message) == refused(client, request_)
    assert [] == client.get_orders(GetOrdersRequest(status=QueryOrderStatus.ALL))


def test_a_duplicate_client_id_is_refused(client: Sdk) -> None:
    """Also after the first order was canceled."""
    order = placed(client, market(qty=1, client_order_id="once"))
    client.cancel_order_by_id(order.id)

    assert (*PARAMETER, "client_order_id must be unique") == refused(
        client, market(qty=1, client_order_id="once")
    )


def test_a_wash_trade_is_refused(client: Sdk) -> None:
    """The refusal names the order in the way."""
    sale = placed(client, limit(symbol="MSFT", side=OrderSide.SELL, limit_price=170))
    with pytest.raises(APIError) as caught:
        client.submit_order(market(symbol="MSFT", qty=1))

    assert (403, 40310000) == (caught.value.status_code, caught.value.code)
    assert str(sale.id) in str(caught.value)


BARRED = [
    ({"restrictions": {"trading_blocked": True}}, "trading is blocked for this account"),
    ({"restrictions": {"account_blocked": True}}, "account is blocked"),
    ({"status": "SUBMITTED"}, "account is not active, its status is SUBMITTED"),
    ({"status": "ACCOUNT_CLOSED_PENDING"}, "account is restricted to liquidation only"),
]


@pytest.mark.parametrize(("traits", "message"), BARRED, ids=[row[1][:40] for row in BARRED])
def test_a_barred_account_buys_nothing(
    broker: Broker, client: Sdk, traits: dict[str, Any], message: str
) -> None:
    """Blocked, not open yet, or about to be closed (alpaca §6)."""
    control(broker, "reset", {"accounts": [{"key": KEY, "secret": SECRET, **traits}]})

    assert (*FORBIDDEN, message) == refused(client, market(qty=1))
