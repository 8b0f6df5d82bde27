from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client

from paperbroker.book.book import Book
from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.server import create_app
from unit.paperbroker.builders import NOON, PRICES, SEED, noon

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
BUY_SPY = {"symbol": "SPY", "side": "buy", "type": "market", "time_in_force": "day", "qty": "1"}


def fresh() -> Client:
    faults = FaultQueue()
    exchange = Exchange(Book(None, SEED), wall=noon, prices_folder=PRICES, behaviours=faults.behaviours)
    return Client(create_app(exchange, faults))


@pytest.fixture
def client() -> Client:
    return fresh()


def get(client: Client, path: str) -> Any:
    return client.get(f"/v2{path}", headers=KEYS).json


def control(client: Client, name: str, body: object) -> tuple[int, Any]:
    response = client.post(f"/_control/{name}", json=body)
    return response.status_code, response.json


def test_the_market_is_open_until_told_otherwise(client: Client) -> None:
    """Health answers without keys, and a fresh broker is in demonstration mode."""
    health = client.get("/_control/health").json

    assert health is not None
    assert (True, True) == (health["ok"], health["is_open"])


def test_an_empty_reset_needs_no_body(client: Client) -> None:
    """Nothing sent means all defaults."""
    assert {"ok": True} == client.post("/_control/reset").json


def test_a_reset_registers_keys(client: Client) -> None:
    """The new key answers, the old one is unauthorized."""
    control(client, "reset", {"accounts": [{"key": "mine", "secret": "s", "cash": "5"}]})
    mine = client.get("/v2/account", headers={"APCA-API-KEY-ID": "mine", "APCA-API-SECRET-KEY": "s"})

    assert mine.json is not None
    assert ("5.00", {"message": "unauthorized."}) == (mine.json["cash"], get(client, "/account"))


@pytest.mark.parametrize(
    ("body", "is_open"),
    [
        ({"open": True}, True),
        ({"open": False}, False),
        ({"now": "2026-11-21T12:00:00Z"}, False),
        ({"now": "2026-11-23T15:00:00Z"}, True),
        ({"now": "2026-11-21T12:00:00Z", "open": True}, True),
        ({"open": None}, True),
    ],
)
def test_the_clock_is_held_or_given_back(client: Client, body: dict[str, Any], *, is_open: bool) -> None:
    """An order overrides, a fixed time follows the calendar, null returns to real time at noon."""
    control(client, "clock", body)

    assert is_open == get(client, "/clock")["is_open"]


def test_prices_move_the_account(client: Client) -> None:
    """A market value follows at once."""
    client.post("/v2/orders", json=BUY_SPY, headers=KEYS)
    get(client, "/account"), get(client, "/account")
    control(client, "prices", {"SPY": "500.25"})

    assert "100090.00" == get(client, "/account")["equity"]


def test_replay_answers_with_the_closes(client: Client) -> None:
    """The day's prices are set and returned."""
    _, answer = control(client, "replay", {"series": "factors", "date": "2020-03-23"})
    snapshot = get(client, "/stocks/snapshots?symbols=MTUM,SPY")["MTUM"]

    assert ("86.424", 86.424) == (answer["prices"]["MTUM"], snapshot["latestTrade"]["p"])


def test_the_wire_counts_requests_by_path(client: Client) -> None:
    """Queries and control calls do not show; refused requests do; a reset starts at zero."""
    control(client, "reset", {})
    get(client, "/account"), get(client, "/orders?status=all")
    client.get("/v2/account")

    assert {"GET /v2/account": 2, "GET /v2/orders": 1} == client.get("/_control/wire").json


def test_faults_are_added_and_cleared(client: Client) -> None:
    """One strikes, the other is forgotten."""
    control(client, "faults", {"fault": "status", "status": 503, "count": 2})
    struck = client.get("/v2/clock", headers=KEYS).status_code
    client.delete("/_control/faults")

    assert (503, 200) == (struck, client.get("/v2/clock", headers=KEYS).status_code)


def test_fills_can_be_stopped(client: Client) -> None:
    """An order stays new however often it is looked at."""
    control(client, "fills", {"mode": "none"})
    client.post("/v2/orders", json={**BUY_SPY, "client_order_id": "mine"}, headers=KEYS)
    seen = [get(client, "/orders:by_client_order_id?client_order_id=mine")["status"] for _ in range(3)]

    assert ["new", "new", "new"] == seen


def test_cancellations_can_be_made_immediate(client: Client) -> None:
    """A canceled order is canceled without another look."""
    control(client, "cancels", {"mode": "at_once"})
    order = client.post("/v2/orders", json=BUY_SPY, headers=KEYS).json or {}
    first, second = (client.delete(f"/v2/orders/{order['id']}", headers=KEYS) for _ in range(2))

    assert (204, 'order is already in "canceled" state') == (
        first.status_code,
        (second.json or {})["message"],
    )


def test_a_symbol_can_be_halted_and_released(client: Client) -> None:
    """Orders wait meanwhile."""
    control(client, "market", {"halted": ["SPY"]})
    client.post("/v2/orders", json={**BUY_SPY, "client_order_id": "mine"}, headers=KEYS)
    path = "/orders:by_client_order_id?client_order_id=mine"
    waiting = [get(client, path)["status"] for _ in range(3)]
    control(client, "market", {"halted": []})

    assert (["new", "new", "new"], "filled") == (waiting, get(client, path)["status"])


def test_waiting_faults_are_listed(client: Client) -> None:
    """With what is left of each."""
    control(client, "faults", {"fault": "late_fill", "symbol": "SPY", "count": 2})
    waiting = client.get("/_control/faults").json

    assert [("late_fill", 2)] == [(fault["fault"], fault["count"]) for fault in waiting or []]


def test_faults_of_an_orders_life_reach_the_desk(client: Client) -> None:
    """An order that was taken is rejected on the next look."""
    control(client, "faults", {"fault": "reject_after_accept"})
    client.post("/v2/orders", json={**BUY_SPY, "client_order_id": "mine"}, headers=KEYS)

    assert "rejected" == get(client, "/orders:by_client_order_id?client_order_id=mine")["status"]


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("clock", {}, "open"),
        ("clock", {"open": "yes"}, "open"),
        ("clock", {"now": 5}, "now"),
        ("prices", {"SPY": "-1"}, "SPY"),
        ("prices", {"NOPE": "1"}, "NOPE"),
        ("fills", {"mode": "some"}, "mode"),
        ("cancels", {"mode": "some"}, "mode"),
        ("market", {"halted": ["NOPE"]}, "halted"),
        ("market", {"spread": "1"}, "spread"),
        ("faults", {"fault": "flood"}, "fault"),
        ("replay", {"series": "sp500", "date": "2019-12-28"}, "date"),
        ("replay", {"series": "none", "date": "2019-12-31"}, "series"),
        ("replay", {"series": "sp500"}, "date"),
        ("reset", {"cash": "1"}, "cash"),
        ("reset", [], ""),
    ],
)
def test_a_bad_control_body_names_the_field(client: Client, name: str, body: object, field: str) -> None:
    """400, the path of the field, and what to send instead."""
    status, answer = control(client, name, body)

    assert (400, field, True) == (status, answer["field"], len(answer["message"]) > 15)


def test_broken_json_is_a_bad_control_body(client: Client) -> None:
    """The answer says that JSON is expected."""
    response = client.post("/_control/prices", data="{")

    assert (400, True) == (response.status_code, b"must be JSON" in response.data)


def test_equal_histories_give_equal_bytes() -> None:
    """With one seed and one clock, two brokers answer identically."""
    answers = [fresh().post("/v2/orders", json=BUY_SPY, headers=KEYS) for _ in range(2)]

    assert answers[0].data == answers[1].data
    assert f"{NOON:%Y-%m-%dT%H:%M}" in answers[0].text


def test_a_latency_is_taken_and_a_reset_ends_it(client: Client) -> None:
    """After the reset no answer waits: a minute's latency would be felt."""
    taken = control(client, "latency", {"seconds": "60"})
    client.post("/_control/reset")

    assert ((200, {"ok": True}), True) == (taken, get(client, "/clock")["is_open"])


def test_an_unusable_latency_is_refused(client: Client) -> None:
    """The field is named."""
    status, body = control(client, "latency", {"seconds": "-1"})

    assert (400, "seconds") == (status, body["field"])
