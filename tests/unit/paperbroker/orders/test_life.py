from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.side import Side
from paperbroker.market.board import Quote
from paperbroker.orders.life import FillMode, advance
from paperbroker.orders.order import OrderType, Status
from unit.paperbroker.builders import CLOSE, NOON, clock, order, tick, ticket


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.PENDING_NEW])
def test_a_taken_order_becomes_new_before_it_trades(status: Status) -> None:
    """The first step while open never fills."""
    stepped, fill = advance(order(status=status), tick())

    assert (Status.NEW, None) == (stepped.status, fill)


def test_orders_wait_while_the_market_is_closed() -> None:
    """Nothing moves, whatever the quote."""
    waiting = order(status=Status.ACCEPTED)

    assert (waiting, None) == advance(waiting, tick(clock=clock(is_open=False)))


def test_a_market_purchase_fills_at_the_ask() -> None:
    """Ten shares at 101 in one fill."""
    filled, fill = advance(order(), tick())

    assert fill is not None
    assert (Status.FILLED, D(10), D(101), NOON) == (filled.status, fill.qty, fill.price, filled.filled_at)


def test_a_dollar_purchase_fills_cut_shares() -> None:
    """1,000 at an ask of 101 buys 9.900990099 shares and completes."""
    filled, fill = advance(order(ticket(notional=D(1000))), tick())

    assert fill is not None
    assert (Status.FILLED, D("9.900990099")) == (filled.status, fill.qty)


@pytest.mark.parametrize(("limit", "status"), [("100.99", Status.NEW), ("101", Status.FILLED)])
def test_a_limit_purchase_waits_for_its_price(limit: str, status: Status) -> None:
    """An ask of 101 fills a limit of 101 and nothing below."""
    placed = ticket(type=OrderType.LIMIT, limit_price=D(limit))

    assert status is advance(order(placed), tick())[0].status


def test_partial_mode_fills_half_of_what_is_left() -> None:
    """Ten become five, then two and a half; the order stays open."""
    first, _ = advance(order(), tick(fills=FillMode.PARTIAL))
    second, fill = advance(first, tick(fills=FillMode.PARTIAL))

    assert fill is not None
    assert (D("2.5"), D("7.5"), D("2.5")) == (fill.qty, fill.cum_qty, fill.leaves_qty)
    assert Status.PARTIALLY_FILLED is second.status


def test_partial_fills_of_whole_share_assets_are_whole() -> None:
    """Half of five shares is two."""
    _, fill = advance(order(ticket(qty=D(5))), tick(fills=FillMode.PARTIAL, share_step=D(1)))

    assert fill is not None
    assert D(2) == fill.qty


def test_the_last_billionth_waits_for_full_fills() -> None:
    """Half of the smallest quantity is nothing, so a partial step leaves the order as it is."""
    smallest = order(ticket(qty=D("1E-9")))

    assert (smallest, None) == advance(smallest, tick(fills=FillMode.PARTIAL))


def test_full_mode_completes_a_partial_order() -> None:
    """What is left fills at once and the average covers both prices."""
    half, _ = advance(order(), tick(fills=FillMode.PARTIAL))
    whole, _ = advance(half, tick(quote=Quote(D(103), D(103))))

    assert (Status.FILLED, D(102)) == (whole.status, whole.filled_avg_price)


def test_no_fills_in_mode_none() -> None:
    """The order stays new."""
    assert Status.NEW is advance(order(), tick(fills=FillMode.NONE))[0].status


def test_a_day_order_expires_at_its_close() -> None:
    """What was filled stays, the rest ends."""
    ended, _ = advance(order(filled_qty=D(4)), tick(clock=clock(now=CLOSE)))

    assert (Status.EXPIRED, D(4), CLOSE) == (ended.status, ended.filled_qty, ended.expired_at)


def test_a_sale_gets_the_bid() -> None:
    """Ten shares at 99."""
    _, fill = advance(order(ticket(side=Side.SELL)), tick())

    assert fill is not None
    assert D(99) == fill.price
