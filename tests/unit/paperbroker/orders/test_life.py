from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.side import Side
from paperbroker.market.quotes import Quote
from paperbroker.orders.behaviour import Behaviour, CancelCourse
from paperbroker.orders.life import advance
from paperbroker.orders.order import OrderType, Status
from paperbroker.orders.portions import FillMode
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


STOP = {"side": Side.SELL, "type": OrderType.STOP, "stop_price": D(95)}


@pytest.mark.parametrize(("last", "status"), [("95.01", Status.NEW), ("95", Status.FILLED)])
def test_a_stop_waits_for_the_last_price(last: str, status: Status) -> None:
    """The quote alone does not trigger it."""
    assert status is advance(order(ticket(**STOP)), tick(last=D(last), quote=Quote(D(94), D(96))))[0].status


def test_a_triggered_stop_limit_keeps_waiting_for_its_limit() -> None:
    """It stays triggered when the price comes back."""
    placed = order(ticket(**{**STOP, "type": OrderType.STOP_LIMIT, "limit_price": D(94)}))
    triggered, _ = advance(placed, tick(last=D(95), quote=Quote(D(93), D(95))))
    filled, _ = advance(triggered, tick(last=D(97), quote=Quote(D(96), D(98))))

    assert (Status.NEW, True, Status.FILLED) == (triggered.status, triggered.is_triggered, filled.status)


def test_nothing_trades_in_a_halted_symbol() -> None:
    """The order stays as it is."""
    assert (order(), None) == advance(order(), tick(is_halted=True))


def test_nothing_trades_where_nobody_quotes() -> None:
    """A price of zero means that there is no such side (alpaca §3)."""
    assert (order(), None) == advance(order(), tick(quote=Quote(D(99), D(0))))


def test_gtc_is_canceled_at_its_end() -> None:
    """After 90 days the broker cancels it (alpaca §6)."""
    ended, _ = advance(order(ticket(time_in_force="gtc")), tick(clock=clock(now=CLOSE)))

    assert (Status.CANCELED, CLOSE) == (ended.status, ended.canceled_at)


def test_a_cancellation_is_confirmed_on_the_next_step() -> None:
    """What was filled stays."""
    ended, fill = advance(order(status=Status.PENDING_CANCEL, filled_qty=D(4)), tick())

    assert (Status.CANCELED, D(4), None) == (ended.status, ended.filled_qty, fill)


@pytest.mark.parametrize("status", [Status.PENDING_CANCEL, Status.PENDING_REPLACE])
def test_a_fill_may_win_the_race(status: Status) -> None:
    """An order on its way out that trades completely is filled (alpaca §8)."""
    assert Status.FILLED is advance(order(status=status), tick(fill_wins=True))[0].status


def test_a_partial_fill_does_not_win_the_race() -> None:
    """It trades its part, and the rest is canceled."""
    ended, fill = advance(order(status=Status.PENDING_CANCEL), tick(fill_wins=True, fills=FillMode.PARTIAL))

    assert fill is not None
    assert (Status.CANCELED, D(5), D(5)) == (ended.status, ended.filled_qty, fill.qty)


def test_an_order_about_to_replace_another_waits() -> None:
    """Its predecessor decides."""
    waiting = order(status=Status.PENDING_NEW, pending_hold=D(100))

    assert (waiting, None) == advance(waiting, tick())


def test_a_stuck_cancellation_is_never_confirmed() -> None:
    """It holds what it holds, even past the close."""
    stuck = order(status=Status.PENDING_CANCEL, course=Behaviour(cancel=CancelCourse.STUCK))

    assert (stuck, None) == advance(stuck, tick(clock=clock(now=CLOSE), fill_wins=True))


def test_a_late_order_waits_its_looks() -> None:
    """Two looks pass, the third fills."""
    late = order(status=Status.PENDING_NEW, course=Behaviour(looks_to_wait=2))
    seen = []
    for _ in range(3):
        late, _ = advance(late, tick())
        seen.append(late.status)

    assert [Status.NEW, Status.NEW, Status.FILLED] == seen


def test_a_late_order_waits_no_looks_while_closed() -> None:
    """Only steps in an open market count."""
    late = order(course=Behaviour(looks_to_wait=1))

    assert (late, None) == advance(late, tick(clock=clock(is_open=False)))


def test_a_part_is_all_that_trades() -> None:
    """Four of ten, and nothing after."""
    part, _ = advance(order(course=Behaviour(portion=D("0.4"))), tick())

    assert (Status.PARTIALLY_FILLED, D(4)) == (part.status, part.filled_qty)
    assert (part, None) == advance(part, tick())


def test_a_taken_order_may_be_rejected() -> None:
    """A 200 is no promise (alpaca §8)."""
    ended, _ = advance(order(status=Status.PENDING_NEW, course=Behaviour(is_rejected=True)), tick())

    assert (Status.REJECTED, NOON) == (ended.status, ended.failed_at)


def test_a_replacement_trades_its_rest_only() -> None:
    """Ten in all, four carried over: six trade and it is filled."""
    filled, fill = advance(order(carried_qty=D(4)), tick())

    assert fill is not None
    assert (Status.FILLED, D(6), D(0)) == (filled.status, fill.qty, fill.leaves_qty)
