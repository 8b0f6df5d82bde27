from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.adapters.alpaca import price_mapping as mapping
from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.domain.holdings import DailyBar
from unit.adapters.alpaca.answers import TIME


def test_a_price_is_the_middle_of_bid_and_ask():
    """The midpoint is exact, and its time is the quote's."""
    read = mapping.read_midpoints({"quotes": {"SPY": {"t": TIME, "bp": "410.1", "ap": "410.25"}}}, ("SPY",))

    assert (D("410.175"), datetime(2026, 11, 20, 15, 0, 0, 123456, tzinfo=UTC)) == (
        read["SPY"].price,
        read["SPY"].as_of,
    )


@pytest.mark.parametrize(
    "sides", [{"bp": 0, "ap": "9"}, {"bp": "9", "ap": 0}, {"bp": "9.02", "ap": "9"}, {"bp": "-1", "ap": "9"}]
)
def test_a_quote_without_two_uncrossed_sides_has_no_midpoint(sides: dict[str, Any]):
    """Zero stands for no such side, and a crossed quote is no price (F-035)."""
    assert {} == mapping.read_midpoints({"quotes": {"SPY": {"t": TIME} | sides}}, ("SPY",))


@pytest.mark.parametrize("content", [{"quotes": None}, {"quotes": {}}, {"quotes": {"SPY": None}}])
def test_symbols_without_a_quote_are_left_out(content: object):
    """Null and absence mean that there is no quote."""
    assert {} == mapping.read_midpoints(content, ("SPY",))


def test_a_last_price_is_positive():
    """A trade at zero is no price."""
    trades = {"SPY": {"t": TIME, "p": "410.25"}, "TLT": {"t": TIME, "p": 0}}

    assert {"SPY": D("410.25")} == {
        symbol: quote.price
        for symbol, quote in mapping.read_last_prices({"trades": trades}, ("SPY", "TLT")).items()
    }


def test_a_quote_keeps_its_two_sides():
    """Planning needs the spread; a last price has none."""
    quoted = mapping.read_midpoints({"quotes": {"SPY": {"t": TIME, "bp": "410", "ap": "410.2"}}}, ("SPY",))
    traded = mapping.read_last_prices({"trades": {"SPY": {"t": TIME, "p": "410.25"}}}, ("SPY",))

    assert [(D(410), D("410.2")), (None, None)] == [(q["SPY"].bid, q["SPY"].ask) for q in (quoted, traded)]


def test_a_daily_bar_belongs_to_new_yorks_day():
    """A bar is stamped with New York's midnight, which is four or five hours into the day in UTC."""
    bars = [{"t": "2026-07-02T04:00:00Z", "c": "410.25"}, {"t": "2026-11-20T05:00:00Z", "c": "420"}]

    assert {"SPY": [DailyBar(date(2026, 7, 2), D("410.25")), DailyBar(date(2026, 11, 20), D(420))]} == (
        mapping.read_daily_bars({"bars": {"SPY": bars}})
    )


@pytest.mark.parametrize(("told", "volume"), [({"v": 39000}, D(39_000)), ({"v": 0}, D(0)), ({}, None)])
def test_a_bar_may_tell_its_volume(told: dict[str, object], volume: D | None):
    """Shares as a whole number; a bar without one is a day of unknown volume."""
    found = mapping.read_daily_bars({"bars": {"SPY": [{"t": TIME, "c": 1} | told]}})

    assert volume == found["SPY"][0].volume


def test_a_volume_below_zero_is_refused():
    """No limit must be measured against it."""
    with pytest.raises(MalformedError, match=r"^v is -1"):
        mapping.read_daily_bars({"bars": {"SPY": [{"t": TIME, "c": 1, "v": -1}]}})


@pytest.mark.parametrize("close", [0, "-1", "NaN", None])
def test_a_close_that_is_no_price_is_refused(close: object):
    """A volatility must not be computed over a zero."""
    with pytest.raises(MalformedError, match=r"^c is "):
        mapping.read_daily_bars({"bars": {"SPY": [{"t": TIME, "c": close}]}})
