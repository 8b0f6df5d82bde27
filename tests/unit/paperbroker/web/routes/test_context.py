from __future__ import annotations

import pytest
from werkzeug.test import Client

from paperbroker.book.book import Book
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.settings import read_reset
from paperbroker.faults.faults import FaultQueue
from paperbroker.orders.behaviour import Behaviour, OrdinaryCourse
from paperbroker.server import create_app
from unit.paperbroker.builders import BUY, SEED, noon

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
ACCOUNT = {"key": "demo", "secret": "demo-secret", "token": "t-1"}
DATA = "/v2/stocks/snapshots?symbols=SPY"


def serving(faults: FaultQueue | None = None, rate_limit: int = 200) -> Client:
    exchange = Exchange(Book(None, SEED), wall=noon)
    exchange.reset(read_reset({"accounts": [ACCOUNT], "rate_limit": rate_limit}))
    return Client(create_app(exchange, faults or FaultQueue()))


@pytest.mark.parametrize("path", ["/v2/account", "/v2/orders", DATA, "/v2/nothing"])
def test_strangers_see_a_page(path: str) -> None:
    """Without any credentials the answer is HTML, on both APIs and for any path (alpaca §7)."""
    response = serving().get(path)

    assert (401, "text/html") == (response.status_code, response.mimetype)


@pytest.mark.parametrize(
    "headers",
    [
        {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "wrong"},
        {"APCA-API-KEY-ID": "demo"},
        {"APCA-API-SECRET-KEY": "demo-secret"},
        {"Authorization": "Bearer t-2"},
        {"Authorization": "Bearer "},
        {**KEYS, "Authorization": "Bearer t-2"},
    ],
)
@pytest.mark.parametrize("path", ["/v2/account", DATA])
def test_wrong_credentials_are_unauthorized(path: str, headers: dict[str, str]) -> None:
    """In JSON and without a code (alpaca §20)."""
    response = serving().get(path, headers=headers)

    assert (401, {"message": "unauthorized."}) == (response.status_code, response.json)


@pytest.mark.parametrize("path", ["/v2/account", DATA])
def test_a_bearer_token_opens_both_apis(path: str) -> None:
    """For an account that has one (alpaca §5)."""
    assert 200 == serving().get(path, headers={"Authorization": "Bearer t-1"}).status_code


def test_rate_headers_count_down() -> None:
    """Every trading answer carries them once, data answers do not use the allowance."""
    client = serving()
    seen = [client.get(path, headers=KEYS) for path in ("/v2/clock", DATA, "/v2/nothing", "/v2/account")]

    assert ["199", None, "198", "197"] == [one.headers.get("X-RateLimit-Remaining") for one in seen]


def test_the_allowance_is_asked_before_the_route() -> None:
    """Refusals come in the order keys, allowance, route."""
    client = serving(rate_limit=1)
    codes = [client.get("/v2/nothing", headers=KEYS).status_code for _ in range(2)]

    assert [404, 429, 401] == [*codes, client.get("/v2/nothing", headers={}).status_code]


ASKED = {
    "taken": ("GET", "/v2/account", KEYS, 200),
    "data": ("GET", DATA, KEYS, 200),
    "stranger": ("GET", "/v2/account", {}, 401),
    "wrong keys": ("GET", "/v2/account", {"APCA-API-KEY-ID": "x"}, 401),
    "no route": ("GET", "/v2/nothing", KEYS, 404),
    "no method": ("PUT", "/v2/orders", KEYS, 405),
    "refused": ("POST", "/v2/orders", KEYS, 400),
    "control": ("GET", "/_control/health", {}, 200),
    "bad control": ("POST", "/_control/prices", {}, 400),
}


@pytest.mark.parametrize(("verb", "path", "headers", "status"), ASKED.values(), ids=ASKED.keys())
def test_every_answer_carries_a_request_id(
    verb: str, path: str, headers: dict[str, str], status: int
) -> None:
    """Whatever it says."""
    response = serving().open(path, method=verb, headers=headers)

    assert (status, 32) == (response.status_code, len(response.headers.get("X-Request-ID", "")))


def test_request_ids_differ() -> None:
    """Each answer has its own."""
    client = serving(rate_limit=1)
    ids = {client.get("/v2/account", headers=KEYS).headers["X-Request-ID"] for _ in range(3)}

    assert 3 == len(ids)


class Broken(OrdinaryCourse):
    """Behaviours that fail in the middle of taking an order."""

    def take_behaviour(self, symbol: str) -> Behaviour:
        """Fail."""
        raise ZeroDivisionError(symbol)


def test_a_failure_of_our_own_is_json_and_changes_nothing() -> None:
    """500 carries a request id, and the client id is free as before."""
    exchange = Exchange(Book(None, SEED), wall=noon, behaviours=Broken())
    client = Client(create_app(exchange, FaultQueue()))
    response = client.post("/v2/orders", json={**BUY, "qty": "1"}, headers=KEYS)

    assert (500, "application/json", True) == (
        response.status_code,
        response.mimetype,
        "X-Request-ID" in response.headers,
    )
    assert (1, ()) == (exchange.book.ids.numbered("order")[0], exchange.book.orders.open_of("demo"))
