from __future__ import annotations

from decimal import Decimal as D

from paperbroker.desk.trading import submit
from unit.paperbroker.builders import BUY, SELL, demo, exchange, with_shares


def test_open_purchases_reduce_buying_power() -> None:
    """Two at 100 leave 800 of 1,000 until they end."""
    market = exchange(**with_shares("10"))
    submit(market, demo(market), {**BUY, "qty": "2", "type": "limit", "limit_price": "100"})

    assert D(800) == market.standing(demo(market)).buying_power


def test_open_sales_hold_shares_of_their_symbol_only() -> None:
    """Selling SPY holds nothing of QQQ."""
    market = exchange(**with_shares("10"))
    submit(market, demo(market), {**SELL, "qty": "4"})
    standing = market.standing(demo(market))

    assert (D(4), D(0)) == (standing.held_shares("SPY"), standing.held_shares("QQQ"))
