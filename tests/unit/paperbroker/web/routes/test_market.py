from __future__ import annotations

import pytest
from werkzeug.test import Client

from paperbroker.basics.ids import IdSource
from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.server import create_app
from unit.paperbroker.builders import SEED, noon

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
PATHS = ["quotes/latest", "trades/latest", "snapshots"]


@pytest.fixture
def client() -> Client:
    return Client(create_app(Exchange(IdSource(SEED), wall=noon), FaultQueue()))


@pytest.mark.parametrize("path", PATHS)
def test_symbols_are_required(client: Client, path: str) -> None:
    """The data API answers 400 without a code."""
    response = client.get(f"/v2/stocks/{path}", headers=KEYS)

    assert (400, {"message": "symbols is required"}) == (response.status_code, response.json)


@pytest.mark.parametrize(
    ("path", "envelope"), [("quotes/latest", "quotes"), ("trades/latest", "trades"), ("snapshots", None)]
)
def test_only_snapshots_have_no_envelope(client: Client, path: str, envelope: str | None) -> None:
    """Known symbols answer, whatever else is asked for."""
    answer = client.get(f"/v2/stocks/{path}?symbols=SPY,NOPE&feed=iex", headers=KEYS).json or {}

    assert ["SPY"] == list(answer[envelope] if envelope else answer)
