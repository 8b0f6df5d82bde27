"""What every broker remembers of what happened in an account."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

from contract.broker.acts import accepted, buy, cancelled, filled, has, looked_up, sell
from contract.broker.harness import MONDAY, MORNING, Harness
from trimtab.domain.activity import Fill
from trimtab.domain.order import OrderStatus
from trimtab.domain.trade import Side
from trimtab.ports import Broker


def fills(broker: Broker, since: date | None = None) -> list[Fill]:
    return [activity for activity in broker.activities(since) if isinstance(activity, Fill)]


def test_a_fresh_account_has_no_fills(harness: Harness):
    """Nothing has traded (alpaca §2)."""
    assert [] == fills(harness.broker)


def test_a_fill_tells_what_changed_hands(harness: Harness):
    """Symbol, side, shares, price and the order it belongs to (alpaca §3)."""
    order = filled(harness.broker, sell("SPY", "4"))
    (fill,) = fills(harness.broker)

    assert ("SPY", Side.SELL, D(4), D(400), order.order_id, True) == (
        fill.symbol,
        fill.side,
        fill.quantity,
        fill.price,
        fill.order_id,
        fill.is_last,
    )


def test_a_fill_tells_when(harness: Harness):
    """The time of the trade, in UTC (alpaca §3)."""
    filled(harness.broker, buy())

    assert [datetime.fromisoformat(MORNING)] == [
        fill.at.replace(microsecond=0) for fill in fills(harness.broker)
    ]
    assert [UTC.utcoffset(None)] == [fill.at.utcoffset() for fill in fills(harness.broker)]


def test_an_order_that_never_filled_leaves_no_fill(harness: Harness):
    """A cancelled order moved nothing (alpaca §2)."""
    harness.fill("none")
    accepted(harness.broker, buy())
    cancelled(harness.broker)

    assert [] == fills(harness.broker)


def test_partial_fills_add_up_to_their_order(harness: Harness):
    """Two fills at two prices; their sum and their value are the order's (alpaca §3)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.move_price("TLT", "110.25")
    harness.fill("full")
    order = looked_up(harness.broker, has(OrderStatus.FILLED))
    seen = fills(harness.broker)

    assert [(D(2), D("100.25")), (D(2), D("110.25"))] == [(fill.quantity, fill.price) for fill in seen]
    assert order.filled_quantity == sum(fill.quantity for fill in seen)


def test_only_the_last_fill_completes_an_order(harness: Harness):
    """A partial fill is told from the one that ends the order (alpaca §3)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("full")
    looked_up(harness.broker, has(OrderStatus.FILLED))

    assert [False, True] == [fill.is_last for fill in fills(harness.broker)]


def test_a_cancelled_rest_leaves_its_order_without_a_last_fill(harness: Harness):
    """What was filled of a cancelled order is a partial fill for ever (alpaca §3, §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")
    cancelled(harness.broker)

    assert [(D(2), False)] == [(fill.quantity, fill.is_last) for fill in fills(harness.broker)]


def test_activities_come_oldest_first(harness: Harness):
    """In the order of time (alpaca §2)."""
    for minute, symbol in enumerate(("TLT", "SPY", "BRK.B")):
        harness.at(f"2026-11-20T16:0{minute}")
        filled(harness.broker, buy(symbol, "1", symbol))

    assert ["TLT", "SPY", "BRK.B"] == [fill.symbol for fill in fills(harness.broker)]


def test_activities_begin_with_the_day_asked_for(harness: Harness):
    """That day is included, earlier ones are not (alpaca §2)."""
    filled(harness.broker, buy("TLT", "1", "friday"))
    harness.at(MONDAY)
    filled(harness.broker, buy("SPY", "1", "monday"))
    days = (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 24))

    assert [["TLT", "SPY"], ["SPY"], ["SPY"], []] == [
        [fill.symbol for fill in fills(harness.broker, day)] for day in days
    ]


def test_every_activity_has_an_id_of_its_own(harness: Harness):
    """Ids tell fills of one instant apart (alpaca §3)."""
    for number in range(3):
        filled(harness.broker, buy("TLT", "1", f"rbp{number}"))

    assert 3 == len({fill.activity_id for fill in fills(harness.broker)})


def test_more_activities_than_a_page_holds_are_all_listed(harness: Harness):
    """A hundred is a page; the ones after it are listed once each and in order (alpaca §2)."""
    names = [f"rbp{number:03d}" for number in range(230)]
    for name in names:
        accepted(harness.broker, buy("TLT", "0.1", name))
        if name.endswith("5"):
            looked_up(harness.broker, has(OrderStatus.FILLED), name)
    ids = {
        order.order_id: order.client_order_id
        for order in harness.broker.orders_since(datetime(2026, 1, 1, tzinfo=UTC))
    }
    looked_up(harness.broker, has(OrderStatus.FILLED), names[-1])

    assert (set(names), len(names)) == (
        {ids[fill.order_id] for fill in fills(harness.broker)},
        len(fills(harness.broker)),
    )


def test_fills_account_for_all_cash(harness: Harness):
    """What fills cost and brought is exactly what cash moved by (alpaca §3)."""
    before = harness.broker.account().cash
    filled(harness.broker, buy("TLT", "3", "rbp1"))
    filled(harness.broker, sell("SPY", "2", "rbp2"))
    signs = {Side.BUY: -1, Side.SELL: 1}
    moved = sum(signs[fill.side] * fill.quantity * fill.price for fill in fills(harness.broker))

    assert D("499.25") == moved == harness.broker.account().cash - before
