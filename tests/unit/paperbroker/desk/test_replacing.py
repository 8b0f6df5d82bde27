from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.replacing import replace_order
from paperbroker.desk.scene import Cancels
from paperbroker.desk.trading import cancel, find_order, submit
from paperbroker.orders.order import Order
from paperbroker.orders.portions import FillMode
from unit.paperbroker.builders import BUY, SELL, demo, exchange, status_of, steps, with_shares

LIMIT = {**BUY, "qty": "2", "type": "limit", "limit_price": "100"}


def working(market: Exchange, **fields: str) -> Order:
    order = submit(market, demo(market), {**LIMIT, **fields})
    steps(market, order, 1)
    return find_order(market, demo(market), str(order.id))


def replaced(market: Exchange, order: Order, **changes: str) -> Order:
    return replace_order(market, demo(market), str(order.id), changes)


def test_the_successor_stands_on_the_next_look() -> None:
    """Until then both are pending; then each names the other."""
    market = exchange()
    old = working(market)
    new = replaced(market, old, qty="3")
    pending = [status_of(market, old), status_of(market, new)]
    steps(market, old, 1)
    ended, standing = (find_order(market, demo(market), str(order.id)) for order in (old, new))

    assert ["pending_replace", "pending_new"] == pending
    assert ("replaced", "new") == (ended.status, standing.status)
    assert (new.id, old.id) == (ended.replaced_by, standing.replaces)


@pytest.mark.parametrize(("qty", "meanwhile", "after"), [("3", 700, 700), ("1", 800, 900)])
def test_the_larger_of_the_two_is_held_meanwhile(qty: str, meanwhile: int, after: int) -> None:
    """Of 1,000 USD, two at 100 hold 200 until one or three stand in their place (alpaca §8)."""
    market = exchange(**with_shares("1"))
    old = working(market)
    replaced(market, old, qty=qty)
    held = market.standing(demo(market)).buying_power
    steps(market, old, 1)

    assert (D(meanwhile), D(after)) == (held, market.standing(demo(market)).buying_power)


def test_all_the_cash_can_be_moved_from_an_order_to_its_successor() -> None:
    """The old order's hold counts as free for the new one, and not a cent more."""
    market = exchange(**with_shares("1"))
    old = working(market)
    with pytest.raises(RefusedError, match="insufficient buying power"):
        replaced(market, old, qty="10", limit_price="100.01")

    assert "new" == status_of(market, old)
    assert D(10) == replaced(market, old, qty="10").ticket.qty


def test_an_own_order_replaced_is_no_wash_trade_with_itself() -> None:
    """Only other orders of the symbol count."""
    market = exchange(**with_shares("4"))
    old = working(market, side="sell", limit_price="900")

    assert D(800) == replaced(market, old, limit_price="800").ticket.limit_price


def test_what_was_traded_counts_towards_the_total() -> None:
    """One of two was bought before, so the successor buys one."""
    market = exchange(**with_shares("1", cash="5000"))
    market.set_fills(FillMode.PARTIAL)
    old = working(market, limit_price="500")
    steps(market, old, 1)
    market.set_fills(FillMode.NONE)
    new = replaced(market, old, limit_price="501")
    market.set_fills(FillMode.FULL)
    steps(market, new, 2)
    done = find_order(market, demo(market), str(new.id))

    assert ("filled", D(1), D(1)) == (done.status, done.carried_qty, done.filled_qty)
    assert D(3) == market.standing(demo(market)).ledger.quantity("SPY")


def test_the_old_order_may_fill_first() -> None:
    """Then the successor is rejected and holds nothing (alpaca §8)."""
    market = exchange()
    market.set_cancels(Cancels(fill_wins=True))
    old = working(market)
    new = replaced(market, old, limit_price="101")
    market.move_prices({"SPY": D(99)})
    steps(market, old, 1)
    standing = market.standing(demo(market))

    assert ["filled", "rejected"] == [status_of(market, order) for order in (old, new)]
    assert standing.ledger.cash == standing.buying_power


def test_a_part_that_fills_first_is_carried_over() -> None:
    """One of two trades in the race, the successor's total of two leaves one."""
    market = exchange()
    market.set_cancels(Cancels(fill_wins=True))
    old = working(market)
    new = replaced(market, old, limit_price="101")
    market.set_fills(FillMode.PARTIAL)
    market.move_prices({"SPY": D(99)})
    steps(market, old, 1)

    assert D(1) == find_order(market, demo(market), str(new.id)).carried_qty


def test_a_race_may_leave_the_successor_nothing_to_do() -> None:
    """Three of six trade while a total of three is on its way: it is rejected."""
    market = exchange()
    market.set_cancels(Cancels(fill_wins=True))
    old = working(market, qty="6")
    new = replaced(market, old, qty="3")
    market.set_fills(FillMode.PARTIAL)
    market.move_prices({"SPY": D(99)})
    steps(market, old, 1)

    assert ["replaced", "rejected"] == [status_of(market, order) for order in (old, new)]


def test_a_successor_can_be_canceled_before_it_stands() -> None:
    """It is canceled one look after its predecessor is gone."""
    market = exchange()
    old = working(market)
    new = replaced(market, old, qty="3")
    cancel(market, demo(market), str(new.id))

    assert ["pending_cancel", "canceled"] == steps(market, new, 2)


def test_an_order_being_replaced_cannot_be_canceled() -> None:
    """The refusal names its state (alpaca §8)."""
    market = exchange()
    old = working(market)
    replaced(market, old, qty="3")
    with pytest.raises(RefusedError, match='order is already in "pending_replace" state'):
        cancel(market, demo(market), str(old.id))


def test_on_request_the_successor_stands_at_once() -> None:
    """No look in between."""
    market = exchange()
    market.set_cancels(Cancels(is_at_once=True))
    old = working(market)
    new = replaced(market, old, qty="3")

    assert ["replaced", "new"] == [status_of(market, old), *steps(market, new, 1)]


def test_a_replaced_sale_frees_what_it_no_longer_offers() -> None:
    """Four of ten instead of ten: six are free once it stands."""
    market = exchange(**with_shares("10"))
    old = submit(market, demo(market), {**SELL, "qty": "10", "type": "limit", "limit_price": "900"})
    steps(market, old, 1)
    replaced(market, old, qty="4")
    held = market.standing(demo(market)).held_shares("SPY")
    steps(market, old, 1)

    assert (D(10), D(4)) == (held, market.standing(demo(market)).held_shares("SPY"))
