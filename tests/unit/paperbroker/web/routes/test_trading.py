from __future__ import annotations

import pytest
from werkzeug.test import Client

from paperbroker.basics.ids import IdSource
from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.server import create_app
from unit.paperbroker.builders import SEED, noon

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}


@pytest.fixture
def client() -> Client:
    return Client(create_app(Exchange(IdSource(SEED), wall=noon), FaultQueue()))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"qty": NaN}', b"\xff", b"[" * 100_000])
def test_an_unreadable_order_is_refused(client: Client, body: bytes) -> None:
    """Whatever arrives, the answer is a refusal and never a fault of the broker."""
    response = client.post("/v2/orders", data=body, headers=KEYS)

    assert (400, "request body format is invalid") == (response.status_code, (response.json or {})["message"])


@pytest.mark.parametrize("path", ["/v2/account", "/v2/orders", "/v2/stocks/snapshots?symbols=SPY"])
def test_requests_without_keys_are_unauthorized(client: Client, path: str) -> None:
    """Neither API answers a stranger."""
    response = client.get(path)

    assert (401, {"message": "unauthorized."}) == (response.status_code, response.json)


def test_rate_headers_count_down(client: Client) -> None:
    """Every trading answer carries them, data answers do not use the allowance."""
    seen = [
        client.get(f"/v2/{path}", headers=KEYS) for path in ("clock", "stocks/snapshots?symbols=SPY", "clock")
    ]

    assert ["199", None, "198"] == [answer.headers.get("X-RateLimit-Remaining") for answer in seen]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/v2/assets", 32),
        ("/v2/assets?exchange=BATS", 4),
        ("/v2/assets?status=inactive", 0),
        ("/v2/assets?asset_class=crypto", 0),
        ("/v2/assets?attributes=ipo", 0),
        ("/v2/calendar?start=2026-11-23&end=2026-11-29", 4),
        ("/v2/calendar?start=2026-11-29&end=2026-11-23", 0),
    ],
)
def test_lists_are_filtered(client: Client, path: str, count: int) -> None:
    """Each parameter narrows its list."""
    assert count == len(client.get(path, headers=KEYS).json or [])


@pytest.mark.parametrize(("verb", "path"), [("DELETE", "/v2/positions"), ("POST", "/v2/watchlists")])
def test_what_is_not_offered_changes_nothing(client: Client, verb: str, path: str) -> None:
    """Routes this broker lacks are refused with a JSON body."""
    response = client.open(path, method=verb, headers=KEYS)

    assert (True, True) == (response.status_code in {404, 405}, "message" in (response.json or {}))
