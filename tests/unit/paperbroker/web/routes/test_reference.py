from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client

from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.market.assets import Asset
from paperbroker.server import create_app
from unit.paperbroker.builders import NOON, exchange

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
PARTNERSHIP = Asset(symbol="EPD", name="Enterprise", cusip="293792107", is_ptp_without_exception=True)
OLD = Asset(symbol="OLD", name="Old", exchange="AMEX", is_active=False)
COIN = Asset(symbol="BTC/USD", name="Bitcoin", asset_class="crypto")


@pytest.fixture
def made() -> Exchange:
    return exchange(now=NOON.isoformat())


@pytest.fixture
def client(made: Exchange) -> Client:
    made.book.assets.put([PARTNERSHIP, OLD, COIN])
    return Client(create_app(made, FaultQueue()))


def get(client: Client, path: str) -> Any:
    return client.get(f"/v2/{path}", headers=KEYS).json


def symbols(client: Client, query: str) -> list[str]:
    return [asset["symbol"] for asset in get(client, f"assets?{query}")]


def test_the_clock_carries_the_offset_of_new_york(client: Client) -> None:
    """Noon there, and open."""
    clock = get(client, "clock")

    assert ("2026-11-20T12:00:00-05:00", True) == (clock["timestamp"], clock["is_open"])


def test_the_calendar_lists_a_range_of_days(client: Client) -> None:
    """Thanksgiving is left out, the half day after it ends at one."""
    days = get(client, "calendar?start=2026-11-25&end=2026-11-27")

    assert [("2026-11-25", "16:00"), ("2026-11-27", "13:00")] == [(day["date"], day["close"]) for day in days]


def test_the_calendar_may_be_asked_by_settlement(client: Client) -> None:
    """What settles on the Friday after Thanksgiving was traded on Wednesday."""
    days = get(client, "calendar?start=2026-11-26&end=2026-11-27&date_type=SETTLEMENT")

    assert ["2026-11-25"] == [day["date"] for day in days]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("exchange=AMEX", ["OLD"]),
        ("status=inactive", ["OLD"]),
        ("asset_class=crypto", ["BTC/USD"]),
        ("attributes=ptp_no_exception", ["EPD"]),
        ("attributes=ipo", []),
        ("status=active&exchange=AMEX", []),
    ],
)
def test_assets_are_filtered(client: Client, query: str, expected: list[str]) -> None:
    """Each filter narrows; a class other than equities must be asked for."""
    assert expected == symbols(client, query)


def test_every_status_is_listed_unless_told_otherwise(client: Client) -> None:
    """In symbol order."""
    listed = symbols(client, "")

    assert sorted(listed) == listed
    assert {"OLD", "SPY"} <= set(listed)


@pytest.mark.parametrize(
    "query", ["assets?status=gone", "assets?asset_class=bond", "calendar?date_type=HOLIDAY"]
)
def test_a_word_nobody_knows_is_refused(client: Client, query: str) -> None:
    """422, naming the parameter."""
    assert 422 == client.get(f"/v2/{query}", headers=KEYS).status_code


@pytest.mark.parametrize("name", ["EPD", str(PARTNERSHIP.id), "293792107"])
def test_an_asset_is_found_by_symbol_id_or_cusip(client: Client, name: str) -> None:
    """Each leads to the same."""
    assert "EPD" == get(client, f"assets/{name}")["symbol"]


def test_a_symbol_may_hold_a_slash(client: Client) -> None:
    """The SDK does not escape it."""
    assert "crypto" == get(client, "assets/BTC/USD")["class"]


def test_an_unknown_asset_is_not_found(client: Client) -> None:
    """404 with Alpaca's code."""
    response = client.get("/v2/assets/NOPE", headers=KEYS)

    assert (404, 40410000) == (response.status_code, (response.json or {})["code"])
