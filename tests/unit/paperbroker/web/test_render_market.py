from __future__ import annotations

from decimal import Decimal as D

from paperbroker.market.board import Market
from paperbroker.web.render_market import render_quote, render_snapshot, render_trade
from unit.paperbroker.builders import NOON

MARKET = Market({"SPY": D("410.25")}, {"SPY": D("400.5")}, D(10))


def test_quotes_are_json_numbers() -> None:
    """Both sides stand as numbers, unlike in the trading API."""
    shown = render_quote(MARKET, "SPY", NOON)

    assert (410.4551, 410.0449, "2026-11-20T17:00:00.000000Z") == (shown["ap"], shown["bp"], shown["t"])


def test_the_latest_trade_is_the_last_price() -> None:
    """The spread does not touch it."""
    assert 410.25 == render_trade(MARKET, "SPY", NOON)["p"]


def test_the_daily_bar_spans_from_the_previous_close() -> None:
    """Open and low are yesterday's close, close and high the last price."""
    bar = render_snapshot(MARKET, "SPY", NOON)["dailyBar"]

    assert isinstance(bar, dict)
    assert (400.5, 410.25, 400.5, 410.25) == (bar["o"], bar["h"], bar["l"], bar["c"])
