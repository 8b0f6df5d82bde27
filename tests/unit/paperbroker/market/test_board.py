from __future__ import annotations

from decimal import Decimal as D

from paperbroker.basics.side import Side
from paperbroker.market.board import Market, Quote


def test_without_spread_both_sides_are_the_price() -> None:
    """Bid and ask equal the last price."""
    assert Quote(D("410.25"), D("410.25")) == Market({"SPY": D("410.25")}, {}).quote("SPY")


def test_the_spread_stands_half_on_either_side() -> None:
    """Ten basis points on 400 are 40 cents."""
    assert Quote(D("399.8"), D("400.2")) == Market({"SPY": D(400)}, {}, D(10)).quote("SPY")


def test_a_bid_never_reaches_zero() -> None:
    """A penny stock keeps a bid of at least the smallest tick."""
    assert D("0.0001") == Market({"X": D("0.0001")}, {}, D(5000)).quote("X").bid


def test_buys_pay_the_ask_and_sells_get_the_bid() -> None:
    """Orders trade at the far side."""
    quote = Quote(D(1), D(2))

    assert (D(2), D(1)) == (quote.far_side(Side.BUY), quote.far_side(Side.SELL))


def test_a_move_keeps_the_previous_close() -> None:
    """Only the last price changes."""
    moved = Market({"SPY": D(1)}, {"SPY": D(1)}).move({"SPY": D(2)})

    assert (D(2), D(1)) == (moved.prices["SPY"], moved.previous["SPY"])


def test_a_first_day_is_its_own_previous_close() -> None:
    """Where the day before is unknown, nothing has changed since."""
    turned = Market({"SPY": D(1)}, {"SPY": D(1)}).turn({"SPY": D(5)}, {})

    assert D(5) == turned.previous["SPY"]
