from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.fields import Fields, SettingError
from paperbroker.market.controls import read_asset, read_clock, read_conditions, read_market_settings
from paperbroker.market.market import Conditions
from paperbroker.market.settings import MarketSettings
from paperbroker.market.walk import WalkPlan
from unit.paperbroker.market.markets import FRIDAY, WALK

LATER = FRIDAY + timedelta(hours=1)
KNOWN = {"SPY", "QQQ"}


def wall() -> Any:
    return FRIDAY


def conditions(before: MarketSettings, **values: object) -> MarketSettings:
    return read_conditions(Fields(values), before, LATER, KNOWN)


def test_an_empty_reset_has_fixed_prices_without_spread() -> None:
    """Other fields of a reset are left to others."""
    assert MarketSettings() == read_market_settings(Fields({"accounts": []}), FRIDAY)


def test_a_reset_may_ask_for_a_walk() -> None:
    """It begins at the reset's instant; spread and the old asset field stand beside it."""
    walk = {"seed": D(7), "step_seconds": D(60), "volatility_bps": "5"}
    asked = Fields({"walk": walk, "spread_bps": "2", "easy_to_borrow": False})
    expected = MarketSettings(conditions=Conditions(D(2)), walk=WALK, shows_easy_to_borrow=False)

    assert expected == read_market_settings(asked, FRIDAY)


def test_a_walk_has_defaults() -> None:
    """A step a minute of five basis points."""
    plan = WalkPlan(seed=1, step_seconds=60, volatility_bps=D(5), origin=FRIDAY)

    assert plan == read_market_settings(Fields({"walk": {}}), FRIDAY).walk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"spread_bps": "-1"}, "spread_bps"),
        ({"spread_bps": "10000"}, "spread_bps"),
        ({"walk": {"seed": "0"}}, "walk.seed"),
        ({"walk": {"step_seconds": "0.5"}}, "walk.step_seconds"),
        ({"walk": {"volatility_bps": "1000"}}, "walk.volatility_bps"),
        ({"walk": {"speed": "1"}}, "walk.speed"),
        ({"walk": 7}, "walk"),
        ({"easy_to_borrow": "no"}, "easy_to_borrow"),
    ],
)
def test_market_settings_are_refused_by_name(values: dict[str, object], field: str) -> None:
    """The error carries the path to the culprit."""
    with pytest.raises(SettingError) as caught:
        read_market_settings(Fields(values), FRIDAY)
    assert field == caught.value.field


def test_a_list_of_conditions_replaces_the_one_before() -> None:
    """SPY stays halted since it was, QQQ is halted now; what is left out stays."""
    before = MarketSettings(conditions=Conditions(D(3), {"SPY": FRIDAY}, {"QQQ": FRIDAY}))
    after = conditions(before, halted=["SPY", "QQQ"], one_sided=["SPY"])

    assert after.conditions == Conditions(
        D(3), {"SPY": FRIDAY, "QQQ": LATER}, {"QQQ": FRIDAY}, frozenset(["SPY"])
    )


def test_an_empty_list_lifts_a_condition() -> None:
    """Nothing is halted any more."""
    assert (
        {}
        == conditions(
            MarketSettings(conditions=Conditions(halted={"SPY": FRIDAY})), halted=[]
        ).conditions.halted
    )


def test_a_walk_can_be_begun_and_ended() -> None:
    """Null gives the fixed prices back; left out, it goes on."""
    begun = conditions(MarketSettings(), walk={"seed": D(7)})

    assert (LATER, None, begun.walk) == (
        begun.walk and begun.walk.origin,
        conditions(begun, walk=None).walk,
        conditions(begun, stale=["SPY"]).walk,
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"halted": ["NOPE"]}, "halted"),
        ({"stale": "SPY"}, "stale"),
        ({"one_sided": [7]}, "one_sided"),
        ({"x": 1}, "x"),
    ],
)
def test_conditions_are_refused_by_name(values: dict[str, object], field: str) -> None:
    """Unknown symbols, and what is no list of symbols."""
    with pytest.raises(SettingError) as caught:
        conditions(MarketSettings(), **values)
    assert field == caught.value.field


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"open": True}, MarketClock(wall, forced_open=True, held_since=FRIDAY)),
        ({"open": None}, MarketClock(wall)),
        ({"now": "2026-11-20T18:00:00Z"}, MarketClock(wall, LATER)),
        ({"now": "2026-11-20T13:00:00-05:00", "moving": True}, MarketClock(wall, LATER, moving_since=FRIDAY)),
        (
            {"now": "2026-11-20T18:00:00Z", "open": False},
            MarketClock(wall, LATER, forced_open=False, held_since=LATER),
        ),
    ],
)
def test_a_clock_is_read(values: dict[str, object], expected: MarketClock) -> None:
    """Held, stopped, or moving on from an instant."""
    assert expected == read_clock(Fields(values), wall)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "open"),
        ({"moving": True}, "moving"),
        ({"now": "noon"}, "now"),
        ({"now": "2026-11-20T18:00:00"}, "now"),
        ({"open": "yes"}, "open"),
        ({"pace": 2}, "pace"),
    ],
)
def test_a_clock_is_refused_by_name(values: dict[str, object], field: str) -> None:
    """Nothing to do, nothing to move on from, no offset, no such field."""
    with pytest.raises(SettingError) as caught:
        read_clock(Fields(values), wall)
    assert field == caught.value.field


def test_an_asset_needs_only_a_symbol() -> None:
    """Everything else is ordinary."""
    asset = read_asset(Fields({"symbol": "X"}))

    assert ("X", "NYSE", True, True, True, False, "us_equity", False, None) == (
        asset.name,
        asset.exchange,
        asset.is_active,
        asset.is_tradable,
        asset.is_fractionable,
        asset.is_marginable,
        asset.asset_class,
        asset.is_ptp_without_exception,
        asset.cusip,
    )


def test_an_asset_may_be_odd() -> None:
    """So that clients can be tried with it."""
    odd = {
        "class": "ipo",
        "ptp_no_exception": True,
        "marginable": True,
        "cusip": "78462F103",
        "status": "inactive",
    }
    asset = read_asset(Fields({"symbol": "X", **odd}))

    assert ("ipo", True, True, "78462F103", False) == (
        asset.asset_class,
        asset.is_ptp_without_exception,
        asset.is_marginable,
        asset.cusip,
        asset.is_active,
    )


@pytest.mark.parametrize(
    ("name", "value"), [("class", "bond"), ("exchange", "LSE"), ("status", "gone"), ("cusip", ""), ("lot", 1)]
)
def test_an_asset_is_refused_by_name(name: str, value: object) -> None:
    """What would not be Alpaca's."""
    with pytest.raises(SettingError) as caught:
        read_asset(Fields({"symbol": "X", name: value}))
    assert name == caught.value.field
