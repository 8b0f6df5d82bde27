from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.desk.opening import OpeningLot
from paperbroker.desk.scene import Cancels
from paperbroker.desk.settings import read_cancels, read_reset
from paperbroker.market.assets import Asset
from unit.paperbroker.builders import NOON

ACCOUNT = {"key": "a", "secret": "b"}


def test_an_empty_reset_opens_the_demo_account() -> None:
    """One account of 100,000 USD, no spread, 200 requests a minute, real time."""
    settings = read_reset({})

    assert [("demo", D(100_000))] == [(opened.key, opened.cash) for opened in settings.accounts]
    assert (D(0), 200, None) == (settings.market.conditions.spread_bps, settings.rate_limit, settings.now)


def test_everything_can_be_set() -> None:
    """Positions become lots, assets keep their flags, the instant is read in UTC."""
    position = {"MSFT": {"qty": "10", "avg_entry_price": "157.70"}}
    new = {"symbol": "NEW", "fractionable": False, "status": "inactive", "exchange": "NASDAQ"}
    settings = read_reset(
        {
            "accounts": [{**ACCOUNT, "positions": position, "token": "t", "status": "SUBMITTED"}],
            "assets": [new],
            "now": "2026-11-20T12:00:00-05:00",
        }
    )

    assert {"MSFT": (OpeningLot(D(10), D("157.70")),)} == settings.accounts[0].lots
    assert ("t", "SUBMITTED") == (settings.accounts[0].token, settings.accounts[0].status)
    assert (NOON, "NEW", False, False) == (settings.now, *_asset(settings.assets[0]))


def _asset(asset: Asset) -> tuple[str, bool, bool]:
    return asset.symbol, asset.is_active, asset.is_fractionable


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], ""),
        ({"account": []}, "account"),
        ({"accounts": {}}, "accounts"),
        ({"accounts": ["a"]}, "accounts[0]"),
        ({"accounts": [ACCOUNT, ACCOUNT]}, "accounts"),
        ({"accounts": [{**ACCOUNT, "token": "t"}, {"key": "b", "secret": "b", "token": "t"}]}, "accounts"),
        ({"accounts": [{**ACCOUNT, "token": ""}]}, "accounts[0].token"),
        ({"accounts": [{**ACCOUNT, "status": "HAPPY"}]}, "accounts[0].status"),
        ({"accounts": [{**ACCOUNT, "restrictions": {"blocked": True}}]}, "accounts[0].restrictions.blocked"),
        ({"accounts": [{"key": "a"}]}, "accounts[0].secret"),
        ({"accounts": [{**ACCOUNT, "cash": "-1"}]}, "accounts[0].cash"),
        ({"accounts": [{**ACCOUNT, "cash": "much"}]}, "accounts[0].cash"),
        ({"accounts": [{**ACCOUNT, "positions": {"SPY": {"qty": "0"}}}]}, "accounts[0].positions.SPY.qty"),
        (
            {"accounts": [{**ACCOUNT, "positions": {"SPY": {"qty": "1E-10", "avg_entry_price": "1"}}}]},
            "accounts[0].positions.SPY.qty",
        ),
        ({"prices": {"SPY": "0"}}, "prices.SPY"),
        ({"prices": {"SPY": "1.00001"}}, "prices.SPY"),
        ({"prices": {"SPY": "1000000"}}, "prices.SPY"),
        ({"assets": [{"symbol": "X", "exchange": "MOON"}]}, "assets[0].exchange"),
        ({"assets": [{"symbol": "X", "status": "halted"}]}, "assets[0].status"),
        ({"assets": [{"symbol": "X", "tradable": "yes"}]}, "assets[0].tradable"),
        ({"spread_bps": "-1"}, "spread_bps"),
        ({"rate_limit": "0"}, "rate_limit"),
        ({"rate_limit": "1.5"}, "rate_limit"),
        ({"now": "noon"}, "now"),
        ({"now": "2026-11-20T12:00:00"}, "now"),
    ],
)
def test_a_bad_reset_names_the_field(body: Any, field: str) -> None:
    """The error carries the path to the culprit."""
    with pytest.raises(SettingError) as caught:
        read_reset(body)

    assert field == caught.value.field


@pytest.mark.parametrize(
    ("body", "cancels"),
    [
        ({}, Cancels()),
        ({"mode": "on_next_look"}, Cancels()),
        ({"mode": "at_once"}, Cancels(is_at_once=True)),
        ({"fill_wins": True}, Cancels(fill_wins=True)),
    ],
)
def test_cancels_are_read(body: dict[str, Any], cancels: Cancels) -> None:
    """What is left out is as in the beginning: confirmed on the next look, and the cancellation wins."""
    assert cancels == read_cancels(body)


@pytest.mark.parametrize(("body", "field"), [({"mode": "never"}, "mode"), ({"fill_wins": 1}, "fill_wins")])
def test_bad_cancels_name_the_field(body: dict[str, Any], field: str) -> None:
    """And say what to send instead."""
    with pytest.raises(SettingError) as caught:
        read_cancels(body)

    assert field == caught.value.field
