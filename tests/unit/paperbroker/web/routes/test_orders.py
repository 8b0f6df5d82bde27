from __future__ import annotations

import pytest
from werkzeug.test import Client

from paperbroker.book.book import Book
from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.server import create_app
from unit.paperbroker.builders import BUY, SEED, noon

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
LIMIT = {**BUY, "qty": "1", "type": "limit", "limit_price": "100"}


@pytest.fixture
def client() -> Client:
    return Client(create_app(Exchange(Book(None, SEED), wall=noon), FaultQueue()))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"qty": NaN}', b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("verb", ["POST", "PATCH"])
def test_an_unreadable_order_is_refused(client: Client, verb: str, body: bytes) -> None:
    """Whatever arrives, the answer is a refusal and never a fault of the broker."""
    order = client.post("/v2/orders", json=LIMIT, headers=KEYS).json or {}
    client.get("/v2/orders", headers=KEYS)
    path = "/v2/orders" if verb == "POST" else f"/v2/orders/{order['id']}"
    response = client.open(path, method=verb, data=body, headers=KEYS)

    assert (400, "request body format is invalid") == (response.status_code, (response.json or {})["message"])


@pytest.mark.parametrize("verb", ["GET", "PATCH", "DELETE"])
def test_an_order_nobody_took_is_404(client: Client, verb: str) -> None:
    """Whatever is asked of it."""
    response = client.open("/v2/orders/nobody", method=verb, json={}, headers=KEYS)

    assert (404, 40410000) == (response.status_code, (response.json or {})["code"])


@pytest.mark.parametrize("name", ["after_order_id", "before_order_id"])
def test_a_list_cannot_go_on_from_an_order_nobody_took(client: Client, name: str) -> None:
    """An unknown cursor is an error rather than the first page again."""
    response = client.get(f"/v2/orders?{name}=nobody", headers=KEYS)

    assert (422, f"invalid {name}: nobody") == (response.status_code, (response.json or {})["message"])


def test_cancelling_all_tells_each_row(client: Client) -> None:
    """200 for what is asked for, 422 with a body for what is on its way out already (alpaca §3)."""
    first, _ = (client.post("/v2/orders", json=LIMIT, headers=KEYS).json or {} for _ in range(2))
    client.delete(f"/v2/orders/{first['id']}", headers=KEYS)
    response = client.delete("/v2/orders", headers=KEYS)
    rows = response.json or []

    assert (207, [(422, True), (200, False)]) == (
        response.status_code,
        [(row["status"], "body" in row) for row in rows],
    )


def test_a_look_at_one_order_takes_no_other_parameter(client: Client) -> None:
    """What would be ignored is refused."""
    assert 422 == client.get("/v2/orders/nobody?fields=id", headers=KEYS).status_code
