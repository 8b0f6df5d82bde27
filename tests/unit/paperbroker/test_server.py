from __future__ import annotations

import pytest
import requests

from paperbroker.server import running_broker

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
BUY_SPY = {"symbol": "SPY", "side": "buy", "type": "market", "time_in_force": "day", "qty": "1"}


def test_the_broker_listens_on_loopback_only() -> None:
    """No other machine can reach it."""
    with running_broker() as broker:
        assert "127.0.0.1" == broker.server.server_address[0]


def test_a_lost_order_stands_although_the_connection_dropped() -> None:
    """The client sees a broken connection, the broker has the order."""
    with running_broker() as broker:
        requests.post(f"{broker.url}/_control/faults", json={"fault": "lose_next"}, timeout=10)
        with pytest.raises(requests.ConnectionError):
            requests.post(f"{broker.url}/v2/orders", json=BUY_SPY, headers=KEYS, timeout=10)
        listed = requests.get(f"{broker.url}/v2/orders", headers=KEYS, timeout=10).json()

    assert ["SPY"] == [order["symbol"] for order in listed]


def test_a_hanging_request_stops_nobody_else() -> None:
    """While one request hangs, another is answered; the hang ends with the broker."""
    with running_broker() as broker:
        fault = {"fault": "hang", "seconds": 600, "match": "GET /v2/clock"}
        requests.post(f"{broker.url}/_control/faults", json=fault, timeout=10)
        with pytest.raises(requests.Timeout):
            requests.get(f"{broker.url}/v2/clock", headers=KEYS, timeout=0.2)
        answered = requests.get(f"{broker.url}/v2/account", headers=KEYS, timeout=10)

    assert 200 == answered.status_code


def test_the_port_is_free_once_the_context_ends() -> None:
    """Nothing keeps listening."""
    with running_broker() as broker:
        url = broker.url
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/_control/health", timeout=10)


def test_an_unknown_path_answers_json() -> None:
    """Clients can parse every refusal."""
    with running_broker() as broker:
        answer = requests.get(f"{broker.url}/v2/nothing", headers=KEYS, timeout=10)

    assert (404, 40410000) == (answer.status_code, answer.json()["code"])
