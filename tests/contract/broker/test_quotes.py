"""What every broker says of current prices, and what it leaves out."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from contract.broker.harness import EVENING, MORNING, OPENING, PRICES, Harness


def test_a_quote_is_exact(harness: Harness):
    """A price keeps its cents though market data are plain JSON numbers (alpaca §3)."""
    assert D("100.25") == harness.broker.quotes(("TLT",))["TLT"].price


def test_a_quote_keeps_four_decimals_below_a_dollar(harness: Harness):
    """A penny stock's price is not rounded to cents (alpaca §6)."""
    assert D("0.5025") == harness.broker.quotes(("PNNY",))["PNNY"].price


def test_a_price_is_the_midpoint_of_bid_and_ask(harness: Harness):
    """With twenty basis points between them, 400 stays the middle of 399.60 and 400.40 (alpaca §16)."""
    harness.reset(OPENING.with_spread("20"))

    assert D(400) == harness.broker.quotes(("SPY",))["SPY"].price


def test_a_quote_tells_both_sides(harness: Harness):
    """What a buy would pay and a sell would get (alpaca §3)."""
    harness.reset(OPENING.with_spread("20"))
    quote = harness.broker.quotes(("SPY",))["SPY"]

    assert (D("399.60"), D("400.40")) == (quote.bid, quote.ask)


def test_a_last_price_has_no_sides(harness: Harness):
    """Where a side is missing, neither is told (alpaca §3)."""
    harness.drop_a_side("SPY")
    quote = harness.broker.quotes(("SPY",))["SPY"]

    assert (None, None) == (quote.bid, quote.ask)


def test_a_moved_price_is_seen_at_once(harness: Harness):
    """Quotes are never remembered (alpaca §16)."""
    before = harness.broker.quotes(("SPY",))["SPY"].price
    harness.move_price("SPY", "410.50")

    assert (D(400), D("410.50")) == (before, harness.broker.quotes(("SPY",))["SPY"].price)


def test_a_quote_without_one_side_gives_way_to_the_last_trade(harness: Harness):
    """A side of zero means that there is none, so the last trade is the price (alpaca §3)."""
    harness.drop_a_side("SPY")

    assert D(400) == harness.broker.quotes(("SPY",))["SPY"].price


def test_a_fresh_quote_is_as_old_as_the_clock(harness: Harness):
    """While the market is open it quotes now (alpaca §16)."""
    assert datetime.fromisoformat(MORNING) == harness.broker.quotes(("SPY",))["SPY"].as_of


def test_a_quote_carries_an_offset_of_zero(harness: Harness):
    """Times of market data are UTC (alpaca §3)."""
    assert UTC.utcoffset(None) == harness.broker.quotes(("SPY",))["SPY"].as_of.utcoffset()


def test_a_stale_quote_shows_its_age(harness: Harness):
    """A quote that stopped keeps the time at which it stopped (alpaca §16)."""
    harness.stop_quoting("SPY")
    harness.at("2026-11-20T16:00:00+00:00")

    assert datetime.fromisoformat(MORNING) == harness.broker.quotes(("SPY",))["SPY"].as_of


def test_after_hours_a_quote_is_as_old_as_the_close(harness: Harness):
    """Nobody quotes when the market is closed (alpaca §16)."""
    harness.at(EVENING)

    assert datetime(2026, 11, 20, 21, tzinfo=UTC) == harness.broker.quotes(("SPY",))["SPY"].as_of


def test_an_unknown_symbol_has_no_quote(harness: Harness):
    """A symbol without a price is left out, and the others are not (alpaca §3)."""
    assert {"SPY"} == set(harness.broker.quotes(("SPY", "ZZZZZ")))


@pytest.mark.parametrize("odd", ["BTC/USD", "AAPL250620C00100000", "spy", ""])
def test_what_is_no_stock_has_no_quote(harness: Harness, odd: str):
    """One odd symbol would make the whole call fail, so it is not asked for (alpaca §7)."""
    assert {"SPY"} == set(harness.broker.quotes((odd, "SPY")))


def test_nothing_asked_is_no_quote(harness: Harness):
    """An empty portfolio needs no prices (alpaca §2)."""
    assert {} == harness.broker.quotes(())


def test_many_quotes_come_together(harness: Harness):
    """Every symbol gets its own price (alpaca §2)."""
    quotes = harness.broker.quotes(tuple(PRICES))

    assert PRICES == {symbol: quote.price for symbol, quote in quotes.items()}


def test_a_quote_names_its_symbol(harness: Harness):
    """A class letter stays in the symbol (alpaca §16)."""
    assert "BRK.B" == harness.broker.quotes(("BRK.B",))["BRK.B"].symbol
