"""What the tests of this suite do with a paper broker: set its scene, send orders through the SDK, look."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from alpaca.common.exceptions import APIError
from alpaca.trading.enums import OrderSide, TimeInForce
from alpaca.trading.models import Order
from alpaca.trading.requests import LimitOrderRequest, MarketOrderRequest

from paperbroker.server import Broker

Sdk = Any  # the SDK types every answer as a union with raw JSON, which checks nothing

KEY, SECRET = "demo", "demo-secret"
KEYS: Final = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
NOON: Final = datetime(2026, 11, 20, 17, tzinfo=UTC)
PRICES: Final = Path(__file__).parents[3] / "examples" / "prices"
MSFT: Final = {"qty": "10", "avg_entry_price": "157.70"}
SETTING: Final = {
    "accounts": [{"key": KEY, "secret": SECRET, "cash": "1000.00", "positions": {"MSFT": MSFT}}],
    "prices": {"SPY": "410.25", "MSFT": "160.00", "OLD": "5", "HELD": "5", "WHOLE": "5"},
    "assets": [
        {"symbol": "OLD", "status": "inactive"},
        {"symbol": "HELD", "tradable": False},
        {"symbol": "WHOLE", "fractionable": False},
    ],
}


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
    return refusal(lambda: client.submit_order(request))


def refusal(act: Any) -> tuple[int, int, str]:
    """Do what is refused; answer status, code and message."""
    with pytest.raises(APIError) as caught:
        act()
    return caught.value.status_code, caught.value.code, caught.value.message
