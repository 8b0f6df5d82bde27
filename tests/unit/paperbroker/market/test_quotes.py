from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbroker.basics.side import Side
from paperbroker.market.quotes import Quote, quote_round, tick


@pytest.mark.parametrize(
    ("price", "spread_bps", "bid", "ask"),
    [
        ("410.25", "0", "410.25", "410.25"),
        ("400", "10", "399.80", "400.20"),
        ("410.25", "10", "410.04", "410.46"),
        ("52.704", "0", "52.70", "52.71"),
        ("0.50", "10", "0.4997", "0.5003"),
        ("1.00", "100", "0.9950", "1.01"),
        ("0.0001", "5000", "0.0001", "0.0002"),
    ],
)
def test_the_spread_stands_half_on_either_side(price: str, spread_bps: str, bid: str, ask: str) -> None:
    """Each side is moved outward to its own tick, and a bid never reaches zero."""
    assert Quote(D(bid), D(ask)) == quote_round(D(price), D(spread_bps))


@given(st.decimals("0.0001", "999999", places=4), st.decimals(0, 9999, places=2))
def test_the_price_lies_between_the_sides(price: D, spread_bps: D) -> None:
    """Whatever the price and the spread, and both sides are whole ticks."""
    quote = quote_round(price, spread_bps)

    assert quote.bid <= price <= quote.ask
    assert [0, 0] == [side % tick(side) for side in (quote.bid, quote.ask)]


def test_buys_pay_the_ask_and_sells_get_the_bid() -> None:
    """Orders trade at the far side."""
    quote = Quote(D(1), D(2))

    assert (D(2), D(1)) == (quote.far_side(Side.BUY), quote.far_side(Side.SELL))
