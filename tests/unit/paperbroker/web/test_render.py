from __future__ import annotations

from decimal import Decimal as D

from paperbroker.basics.side import Side
from paperbroker.desk.settings import read_reset
from paperbroker.orders.order import Status
from paperbroker.web.render import render_account, render_clock, render_fill, render_order, render_position
from unit.paperbroker.builders import (
    BUY,
    SELL,
    clock,
    demo,
    exchange,
    fill,
    order,
    steps,
    ticket,
    with_shares,
)


def test_an_account_shows_two_decimals() -> None:
    """Cash is rounded half-even, buying power down."""
    market = exchange(**with_shares("2", cash="100.019"))
    shown = render_account(demo(market), market.market)

    assert (
        "100.02",
        "100.01",
        "920.52",
        "820.50",
    ) == tuple(shown[name] for name in ("cash", "buying_power", "equity", "long_market_value"))


def test_a_position_averages_the_lots_that_remain() -> None:
    """Two at 400 and two at 410.25, one sold first in, first out: the average is that of the rest."""
    market = exchange(**with_shares("2"))
    for side in (BUY, SELL):
        steps(market, market.submit(demo(market), {**side, "qty": "2" if side is BUY else "1"}), 2)
    shown = render_position(demo(market), market.assets["SPY"], market.market)

    assert (
        "3",
        "1220.5",
        "406.833333333",
        "10.25",
    ) == tuple(shown[name] for name in ("qty", "cost_basis", "avg_entry_price", "unrealized_pl"))


def test_a_position_shows_what_open_sales_leave() -> None:
    """One of two promised leaves one available."""
    market = exchange(**with_shares("2"))
    market.submit(demo(market), {**SELL, "qty": "1"})

    assert "1" == render_position(demo(market), market.assets["SPY"], market.market)["qty_available"]


def test_a_dollar_order_keeps_qty_null_once_filled() -> None:
    """The shares stand in filled_qty only."""
    asset = exchange().assets["SPY"]
    filled = order(ticket(notional=D("50.50")), status=Status.FILLED, filled_qty=D("0.5"), filled_value=D(50))
    shown = render_order(filled, asset)

    assert (
        None,
        "50.5",
        "0.5",
        "100",
        "filled",
    ) == tuple(shown[name] for name in ("qty", "notional", "filled_qty", "filled_avg_price", "status"))


def test_small_quantities_show_no_exponent() -> None:
    """One billionth is written out."""
    shown = render_order(order(ticket(qty=D("1E-9"))), exchange().assets["SPY"])

    assert "0.000000001" == shown["qty"]


def test_a_fill_is_named_by_its_time() -> None:
    """Milliseconds, two colons, the id."""
    shown = render_fill(fill(Side.BUY, "1", "410.25"))

    assert "20261120170000000::00000000-0000-0000-0000-000000000002" == shown["id"]


def test_the_clock_speaks_new_york() -> None:
    """Noon in New York carries its winter offset."""
    assert "2026-11-20T12:00:00-05:00" == render_clock(clock())["timestamp"]


def test_last_equity_is_that_of_the_opening() -> None:
    """Later moves do not change it."""
    market = exchange()
    market.reset(read_reset(with_shares("1", cash="0")))
    market.move_prices({"SPY": D(500)})
    shown = render_account(demo(market), market.market)

    assert ("410.25", "500.00") == (shown["last_equity"], shown["equity"])
