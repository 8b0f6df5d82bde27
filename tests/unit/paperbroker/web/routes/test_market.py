from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from werkzeug.test import Client

from paperbroker.desk.exchange import Exchange
from paperbroker.faults.faults import FaultQueue
from paperbroker.market.actions import CashDividend, NameChange, Split
from paperbroker.server import create_app
from unit.paperbroker.builders import NOON, exchange

KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
PATHS = ["quotes/latest", "trades/latest", "bars/latest", "snapshots", "bars"]
DAY = NOON.date()


@pytest.fixture
def made() -> Exchange:
    return exchange(now=NOON.isoformat())


@pytest.fixture
def client(made: Exchange) -> Client:
    return Client(create_app(made, FaultQueue()))


def get(client: Client, path: str) -> Any:
    response = client.get(path, headers=KEYS)
    assert 200 == response.status_code, response.text
    return response.json


@pytest.mark.parametrize("path", PATHS)
def test_symbols_are_required(client: Client, path: str) -> None:
    """The data API answers 400 without a code."""
    response = client.get(f"/v2/stocks/{path}", headers=KEYS)

    assert (400, {"message": "symbols is required"}) == (response.status_code, response.json)


@pytest.mark.parametrize("path", [*PATHS, "corporate-actions"])
def test_strangers_see_no_prices(client: Client, path: str) -> None:
    """Wrong keys are refused here as well."""
    base = "/v1/" if path == "corporate-actions" else "/v2/stocks/"

    assert (
        401
        == client.get(f"{base}{path}?symbols=SPY", headers={**KEYS, "APCA-API-SECRET-KEY": "x"}).status_code
    )


@pytest.mark.parametrize(
    ("path", "envelope"),
    [("quotes/latest", "quotes"), ("trades/latest", "trades"), ("bars/latest", "bars"), ("snapshots", None)],
)
def test_only_snapshots_have_no_envelope(client: Client, path: str, envelope: str | None) -> None:
    """Known symbols answer, whatever else is asked for."""
    shown = get(client, f"/v2/stocks/{path}?symbols=SPY,NOPE&feed=iex")

    assert ["SPY"] == list(shown[envelope] if envelope else shown)


def test_bars_come_page_by_page(client: Client) -> None:
    """The token leads to what is left, and the last page has none."""
    path = "/v2/stocks/bars?symbols=SPY,NOPE&timeframe=1Day&start=2026-11-18"
    first = get(client, f"{path}&limit=2")
    second = get(client, f"{path}&limit=2&page_token={first['next_page_token']}")
    pages = [page["bars"]["SPY"] for page in (first, second)]

    assert [["18", "19"], ["20"]] == [[bar["t"][8:10] for bar in page] for page in pages]
    assert second["next_page_token"] is None


def test_no_bars_are_an_empty_object(client: Client) -> None:
    """Null would break the SDK."""
    assert {"bars": {}, "next_page_token": None} == get(client, "/v2/stocks/bars?symbols=NOPE&timeframe=1Day")


def test_corporate_actions_are_listed_by_kind(made: Exchange, client: Client) -> None:
    """Those of the days asked for, in order, page by page."""
    for n in range(3):
        made.book.actions.add(CashDividend("SPY", DAY + timedelta(days=n), D(1)))
    made.book.actions.add(Split("QQQ", DAY, D(1), D(2)))
    made.book.actions.add(NameChange("FB", "META", date(2022, 6, 9)))
    days = f"start={DAY}&end={DAY + timedelta(days=9)}"
    path = f"/v1/corporate-actions?{days}&symbols=SPY&types=cash_dividend,forward_split&limit=2"
    first = get(client, path)
    second = get(client, f"{path}&page_token={first['next_page_token']}")
    pages = [page["corporate_actions"]["cash_dividends"] for page in (first, second)]

    assert ([2, 1], None) == ([len(page) for page in pages], second["next_page_token"])


def test_a_change_of_name_is_found_by_either_name(made: Exchange, client: Client) -> None:
    """Old and new."""
    made.book.actions.add(NameChange("FB", "META", DAY))
    answers = [get(client, f"/v1/corporate-actions?symbols={name}") for name in ("FB", "META", "SPY")]

    assert [["name_changes"], ["name_changes"], []] == [list(one["corporate_actions"]) for one in answers]
