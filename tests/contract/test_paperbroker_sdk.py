"""The unmodified alpaca-py clients against the paper broker, over real HTTP on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from alpaca.common.exceptions import APIError
from alpaca.data.historical.stock import StockHistoricalDataClient
from alpaca.data.requests import StockLatestQuoteRequest, StockLatestTradeRequest, StockSnapshotRequest
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import AssetStatus, OrderSide, QueryOrderStatus, TimeInForce
from alpaca.trading.models import Order
from alpaca.trading.requests import (
    GetAssetsRequest,
    GetCalendarRequest,
    GetOrdersRequest,
    LimitOrderRequest,
    MarketOrderRequest,
    ReplaceOrderRequest,
    StopOrderRequest,
)

from paperbroker.server import Broker, running_broker

Sdk = Any  # the SDK types every answer as a union with raw JSON, which checks nothing

KEY, SECRET = "demo", "demo-secret"
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
PRICES = Path(__file__).parents[2] / "examples" / "prices"
MSFT = {"qty": "10", "avg_entry_price": "157.70"}
SETTING = {
    "accounts": [{"key": KEY, "secret": SECRET, "cash": "1000.00", "positions": {"MSFT": MSFT}}],
    "prices": {"SPY": "410.25", "MSFT": "160.00", "OLD": "5", "HELD": "5", "WHOLE": "5"},
    "assets": [
        {"symbol": "OLD", "status": "inactive"},
        {"symbol": "HELD", "tradable": False},
        {"symbol": "WHOLE", "fractionable": False},
    ],
}


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with running_broker(prices=PRICES) as running:
        yield running


@pytest.fixture
def client(broker: Broker) -> Sdk:
    """A trading client of an account with 1,000 USD and ten MSFT, the market held open."""
    control(broker, "reset", SETTING)
    return TradingClient(KEY, SECRET, url_override=broker.url)


@pytest.fixture
def quotes(broker: Broker, client: Sdk) -> Sdk:
    """A data client of the same account."""
    assert client is not None
    return StockHistoricalDataClient(KEY, SECRET, url_override=broker.url)


def control(broker: Broker, name: str, body: object) -> None:
    requests.post(f"{broker.url}/_control/{name}", json=body, timeout=10).raise_for_status()


def market(**fields: Any) -> MarketOrderRequest:
    usual = {"symbol": "SPY", "side": OrderSide.BUY, "time_in_force": TimeInForce.DAY}
    return MarketOrderRequest(**{**usual, **fields})


def limit(**fields: Any) -> LimitOrderRequest:
    usual = {"symbol": "SPY", "side": OrderSide.BUY, "time_in_force": TimeInForce.DAY, "qty": 1}
    return LimitOrderRequest(**{**usual, **fields})


def placed(client: Sdk, request: Any) -> Order:
    order = client.submit_order(request)
    assert isinstance(order, Order)
    return order


def looks(client: Sdk, order: Order, times: int) -> list[str]:
    """Look at an order so many times and note its status."""
    return [str(client.get_order_by_id(order.id).status.value) for _ in range(times)]


def refused(client: Sdk, request: Any) -> tuple[int, int, str]:
    """Submit an order that is refused; answer status, code and message."""
    with pytest.raises(APIError) as caught:
        client.submit_order(request)
    return caught.value.status_code, caught.value.code, caught.value.message


def test_the_account_is_a_cash_account(client: Sdk) -> None:
    """Cash, equity and buying power as text, multiplier one."""
    account = client.get_account()

    assert ("1000.00", "2600.00", "1000.00", "1") == (
        account.cash,
        account.equity,
        account.buying_power,
        account.multiplier,
    )


def test_positions_show_cost_and_gain(client: Sdk) -> None:
    """Ten shares bought at 157.70 are 23 dollars up at 160."""
    position = client.get_all_positions()[0]

    assert ("MSFT", "10", "157.7", "1577", "1600", "23") == (
        position.symbol,
        position.qty,
        position.avg_entry_price,
        position.cost_basis,
        position.market_value,
        position.unrealized_pl,
    )


def test_one_position_is_found_by_symbol_or_asset_id(client: Sdk) -> None:
    """Both name the same holding."""
    by_symbol = client.get_open_position("MSFT")

    assert by_symbol == client.get_open_position(by_symbol.asset_id)


def test_a_position_that_is_not_held_is_404(client: Sdk) -> None:
    """Alpaca's code for it."""
    with pytest.raises(APIError) as caught:
        client.get_open_position("SPY")

    assert (404, 40410000) == (caught.value.status_code, caught.value.code)


def test_every_asset_parses(client: Sdk) -> None:
    """The catalogue and the three that were added."""
    symbols = {asset.symbol for asset in client.get_all_assets()}

    assert (35, True) == (len(symbols), {"SPY", "VXUS", "OLD", "WHOLE"} <= symbols)


def test_assets_are_filtered_by_status(client: Sdk) -> None:
    """Only one is inactive."""
    assert ["OLD"] == [
        asset.symbol for asset in client.get_all_assets(GetAssetsRequest(status=AssetStatus.INACTIVE))
    ]


def test_one_asset_is_found_by_symbol_or_id(client: Sdk) -> None:
    """Ids are stable and tradable assets say so."""
    spy = client.get_asset("SPY")

    assert (spy, True) == (client.get_asset(spy.id), spy.fractionable)


def test_an_unknown_asset_is_404(client: Sdk) -> None:
    """A crypto pair, whose slash the SDK does not escape, is as unknown."""
    with pytest.raises(APIError) as caught:
        client.get_asset("BTC/USD")

    assert (404, "asset not found for BTC/USD") == (caught.value.status_code, caught.value.message)


def test_the_clock_tells_open_and_coming_times(broker: Broker, client: Sdk) -> None:
    """On a Saturday: closed until Monday."""
    control(broker, "clock", {"now": "2026-11-21T17:00:00Z"})
    clock = client.get_clock()

    assert (False, "2026-11-23T09:30:00-05:00") == (clock.is_open, clock.next_open.isoformat())


def test_the_calendar_knows_thanksgiving(client: Sdk) -> None:
    """Closed on the 26th, short on the 27th."""
    week = client.get_calendar(GetCalendarRequest(start=date(2026, 11, 25), end=date(2026, 11, 27)))

    assert [(25, 16), (27, 13)] == [(session.date.day, session.close.hour) for session in week]


def test_a_market_order_fills_on_the_second_look(client: Sdk) -> None:
    """Pending on submission, then new, then filled at the price."""
    order = placed(client, market(qty=2))

    assert ("pending_new", ["new", "filled"]) == (order.status.value, looks(client, order, 2))
    assert "179.50" == client.get_account().cash


def test_a_dollar_order_fills_nine_decimals(client: Sdk) -> None:
    """500 at 410.25 is 1.218769043 shares, cut, and qty stays null."""
    order = placed(client, market(notional=500))
    looks(client, order, 2)
    filled = client.get_order_by_id(order.id)

    assert (None, "500", "1.218769043") == (filled.qty, filled.notional, filled.filled_qty)


def test_a_fractional_sale_of_a_billionth_is_taken(client: Sdk) -> None:
    """The SDK writes 1e-09, and sales have no minimum."""
    order = placed(client, market(symbol="MSFT", qty=1e-9, side=OrderSide.SELL))

    assert "0.000000001" == order.qty


def test_a_limit_order_waits_for_its_price(broker: Broker, client: Sdk) -> None:
    """Above the limit it stays new, at the limit it fills."""
    order = placed(client, limit(limit_price=400))
    waiting = looks(client, order, 3)
    control(broker, "prices", {"SPY": "399.50"})

    assert (["new", "new", "new"], ["filled"]) == (waiting, looks(client, order, 1))
    assert "399.5" == client.get_order_by_id(order.id).filled_avg_price


def test_an_order_while_closed_is_accepted(broker: Broker, client: Sdk) -> None:
    """It waits for the open."""
    control(broker, "clock", {"open": False})
    order = placed(client, market(qty=1))
    control(broker, "clock", {"open": True})

    assert ("accepted", ["new", "filled"]) == (order.status.value, looks(client, order, 2))


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


def test_both_time_bounds_of_a_list_are_exclusive(client: Sdk) -> None:
    """An order is neither after nor until its own submission."""
    order = placed(client, market(qty=1))
    at = order.submitted_at
    after, until = (
        GetOrdersRequest(status=QueryOrderStatus.ALL, after=at),
        GetOrdersRequest(status=QueryOrderStatus.ALL, until=at),
    )

    assert ([], []) == (client.get_orders(after), client.get_orders(until))


def test_a_canceled_order_is_canceled(client: Sdk) -> None:
    """204, then the state; a second cancel is refused."""
    order = placed(client, limit(limit_price=100))
    client.cancel_order_by_id(order.id)
    with pytest.raises(APIError) as caught:
        client.cancel_order_by_id(order.id)

    assert ["canceled"] == looks(client, order, 1)
    assert (422, 42210000) == (caught.value.status_code, caught.value.code)


def test_cancel_all_reports_each_order(client: Sdk) -> None:
    """207 with one row per open order."""
    orders = [placed(client, limit(limit_price=price)) for price in (100, 101)]
    rows = client.cancel_orders()

    assert [(order.id, 200) for order in orders] == [(row.id, row.status) for row in rows]


def test_replacing_is_refused(client: Sdk) -> None:
    """Not offered, and said so."""
    order = placed(client, limit(limit_price=100))
    with pytest.raises(APIError) as caught:
        client.replace_order_by_id(order.id, ReplaceOrderRequest(qty=2))

    assert (422, 42210000) == (caught.value.status_code, caught.value.code)


def test_partial_fills_show_as_activities(broker: Broker, client: Sdk) -> None:
    """Half, then the rest, newest first, through the SDK's generic call."""
    control(broker, "fills", {"mode": "partial"})
    order = placed(client, market(qty=2))
    seen = looks(client, order, 2)
    control(broker, "fills", {"mode": "full"})
    rows = client.get("/account/activities/FILL")

    assert ["new", "partially_filled"] == seen
    assert [
        ("fill", "1", "2", "0"),
        ("partial_fill", "1", "1", "1"),
    ] == [(row["type"], row["qty"], row["cum_qty"], row["leaves_qty"]) for row in rows]


def test_activities_are_paged(client: Sdk) -> None:
    """The last row's id leads to the next page."""
    orders = [placed(client, market(notional=10)) for _ in range(3)]
    looks(client, orders[0], 2)
    first = client.get("/account/activities", {"activity_types": "FILL", "page_size": 2})
    rest = client.get("/account/activities/FILL", {"page_size": 2, "page_token": first[-1]["id"]})

    assert [str(order.id) for order in reversed(orders)] == [row["order_id"] for row in [*first, *rest]]


def test_latest_quotes_leave_unknown_symbols_out(quotes: Sdk) -> None:
    """Bid and ask are the price, the stranger is absent."""
    latest = quotes.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols=["SPY", "NOPE"]))

    assert {"SPY": (410.25, 410.25)} == {symbol: (q.bid_price, q.ask_price) for symbol, q in latest.items()}


def test_no_known_symbol_gives_an_empty_answer(quotes: Sdk) -> None:
    """An empty object, which the SDK reads."""
    assert {} == quotes.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="NOPE"))


def test_latest_trades_are_the_last_prices(quotes: Sdk) -> None:
    """One per symbol."""
    latest = quotes.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols=["SPY", "MSFT"]))

    assert {"SPY": 410.25, "MSFT": 160.0} == {symbol: trade.price for symbol, trade in latest.items()}


def test_snapshots_carry_the_previous_close(broker: Broker, quotes: Sdk) -> None:
    """A replayed day brings the day before."""
    control(broker, "replay", {"series": "sp500", "date": "2019-12-31"})
    spot = quotes.get_stock_snapshot(StockSnapshotRequest(symbol_or_symbols="MSFT"))["MSFT"]

    assert (152.597, 152.49) == (spot.latest_trade.price, spot.previous_daily_bar.close)


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
        limit(limit_price=100, extended_hours=True),
        *BUSINESS_RULE,
        "extended_hours is not supported by this paper broker",
    ),
    (
        market(qty=1, client_order_id="x" * 129),
        *PARAMETER,
        "client_order_id must be no more than 128 characters",
    ),
    (
        StopOrderRequest(symbol="SPY", qty=1, side="buy", time_in_force="day", stop_price=500),
        *BUSINESS_RULE,
        'order type "stop" is not supported by this paper broker',
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


def test_wrong_keys_are_unauthorized(broker: Broker) -> None:
    """401 without a code, on both APIs."""
    stranger = StockHistoricalDataClient("nobody", "x", url_override=broker.url)
    with pytest.raises(APIError, match="unauthorized"):
        TradingClient("nobody", "x", url_override=broker.url).get_account()
    with pytest.raises(APIError, match="unauthorized"):
        stranger.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY"))


def test_a_refusal_carries_request_id_and_rate_headers(client: Sdk) -> None:
    """The SDK shows headers on refusals only."""
    with pytest.raises(APIError) as caught:
        client.get_open_position("SPY")
    headers = caught.value.response.headers

    assert ("200", 32) == (headers["X-RateLimit-Limit"], len(headers["X-Request-ID"]))
    assert {"X-RateLimit-Remaining", "X-RateLimit-Reset"} <= headers.keys()


def test_too_many_requests_are_refused() -> None:
    """With an allowance of one, the second request of a minute is 429."""
    keys = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
    with running_broker(wall=lambda: NOON) as broker:
        control(broker, "reset", {"rate_limit": 1})
        answers = [requests.get(f"{broker.url}/v2/clock", headers=keys, timeout=10) for _ in range(2)]

    assert [200, 429] == [answer.status_code for answer in answers]
    assert {"code": 42910000, "message": "rate limit exceeded"} == answers[1].json()
