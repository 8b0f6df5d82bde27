"""The unmodified alpaca-py client sending and canceling orders, over real HTTP on loopback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from alpaca.common.exceptions import APIError
from alpaca.trading.enums import OrderSide, OrderType, TimeInForce
from alpaca.trading.requests import StopLimitOrderRequest, StopOrderRequest

from contract.paperbroker.acts import Sdk, control, limit, looks, market, placed, refusal
from paperbroker.server import Broker


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


def test_a_cancellation_is_pending_until_the_next_look(client: Sdk) -> None:
    """204 is no confirmation: until it is looked at again the order still holds its shares (alpaca §8)."""
    order = placed(client, limit(symbol="MSFT", side=OrderSide.SELL, limit_price=200, qty=10))
    client.cancel_order_by_id(order.id)
    early = refusal(lambda: client.submit_order(market(symbol="MSFT", side=OrderSide.SELL, qty=1)))

    assert (403, 40310000) == early[:2]
    assert ["canceled"] == looks(client, order, 1)
    assert "1" == placed(client, market(symbol="MSFT", side=OrderSide.SELL, qty=1)).qty


def test_a_fill_may_win_against_a_cancellation(broker: Broker, client: Sdk) -> None:
    """The final state of a canceled order may be filled (alpaca §8)."""
    control(broker, "cancels", {"fill_wins": True})
    order = placed(client, market(qty=1))
    looks(client, order, 1)
    client.cancel_order_by_id(order.id)

    assert ["filled"] == looks(client, order, 1)


def test_cancellations_can_be_confirmed_at_once(broker: Broker, client: Sdk) -> None:
    """A control turns the asynchrony off: a second cancellation meets a canceled order."""
    control(broker, "cancels", {"mode": "at_once"})
    order = placed(client, limit(limit_price=100))
    client.cancel_order_by_id(order.id)

    assert (422, 42210000, 'order is already in "canceled" state') == refusal(
        lambda: client.cancel_order_by_id(order.id)
    )


def test_cancel_all_tells_what_is_on_its_way_out(client: Sdk) -> None:
    """A row carries the refusal of an order that is being canceled already (alpaca §3)."""
    order = placed(client, limit(limit_price=100))
    client.cancel_order_by_id(order.id)
    rows = client.delete("/orders")

    assert [(str(order.id), 422, 42210000)] == [(r["id"], r["status"], r["body"]["code"]) for r in rows]


def test_a_buy_stop_becomes_a_stop_limit(client: Sdk) -> None:
    """2.5 % above a stop of 50 USD or more, and it waits for the last price to reach it (alpaca §6)."""
    order = placed(
        client, StopOrderRequest(symbol="SPY", qty=1, side="buy", time_in_force="day", stop_price=420)
    )

    assert (OrderType.STOP_LIMIT, "420", "430.5") == (order.type, order.stop_price, order.limit_price)
    assert ["new", "new"] == looks(client, order, 2)


def test_a_stop_is_triggered_by_the_last_price(broker: Broker, client: Sdk) -> None:
    """A sell stop of 150 waits at 160 and fills at 149."""
    stop = StopOrderRequest(symbol="MSFT", qty=1, side="sell", time_in_force="gtc", stop_price=150)
    order = placed(client, stop)
    waiting = looks(client, order, 3)
    control(broker, "prices", {"MSFT": "149"})

    assert (["new", "new", "new"], ["filled"]) == (waiting, looks(client, order, 1))


def test_a_triggered_stop_limit_waits_for_its_limit(broker: Broker, client: Sdk) -> None:
    """Once triggered it stays so, whatever the price does after."""
    terms = {"symbol": "MSFT", "qty": 1, "side": "sell", "time_in_force": "day"}
    order = placed(client, StopLimitOrderRequest(**terms, stop_price=150, limit_price=149.5))
    looks(client, order, 1)
    control(broker, "prices", {"MSFT": "149"})
    fallen = looks(client, order, 1)
    control(broker, "prices", {"MSFT": "155"})

    assert (["new"], ["filled"]) == (fallen, looks(client, order, 1))


def test_gtc_stands_for_ninety_days(client: Sdk) -> None:
    """It ends at 16:15 in New York, 90 days on (alpaca §6)."""
    order = placed(client, limit(limit_price=100, time_in_force=TimeInForce.GTC))
    assert order.expires_at is not None
    left = order.expires_at - order.submitted_at

    assert timedelta(days=88, hours=20) < left < timedelta(days=91)


def test_an_extended_hours_limit_trades_before_the_open(broker: Broker, client: Sdk) -> None:
    """At 08:00 in New York an ordinary order waits and one for extended hours fills (alpaca §9)."""
    control(broker, "clock", {"now": "2026-11-20T13:00:00Z"})
    plain = placed(client, limit(limit_price=415))
    early = placed(client, limit(limit_price=415, extended_hours=True))

    assert (["accepted"], ["pending_new", "filled"]) == (
        looks(client, plain, 1),
        [early.status.value, *looks(client, early, 1)],
    )


def test_an_order_of_the_day_expires_at_the_close(broker: Broker, client: Sdk) -> None:
    """The clock passes 16:00 and the order is over."""
    control(broker, "clock", {"now": "2026-11-20T20:59:00Z"})
    order = placed(client, limit(limit_price=100))
    control(broker, "clock", {"now": "2026-11-20T21:00:00Z"})

    assert ["expired"] == looks(client, order, 1)


def test_orders_of_a_half_day_expire_at_one(broker: Broker, client: Sdk) -> None:
    """The day after Thanksgiving ends at 13:00 (alpaca §9)."""
    control(broker, "clock", {"now": "2026-11-27T15:00:00Z"})

    assert datetime(2026, 11, 27, 18, tzinfo=UTC) == placed(client, limit(limit_price=100)).expires_at
