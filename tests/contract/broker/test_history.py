"""How every broker lists orders: the open ones, and all that came after an instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

from contract.broker.acts import accepted, buy, cancelled, filled, has, looked_up, sell
from contract.broker.harness import EVENING, MORNING, Harness
from trimtab.domain.order import OrderStatus
from trimtab.domain.trade import Side


def noon(minute: int) -> datetime:
    return datetime(2026, 11, 20, 17, minute, tzinfo=UTC)


def sent_minute_by_minute(harness: Harness, *names: str) -> None:
    """Send orders a minute apart, the first at noon in New York."""
    for minute, name in enumerate(names):
        harness.at(noon(minute).isoformat())
        accepted(harness.broker, buy("TLT", "1", name))


def test_a_fresh_account_has_no_orders(harness: Harness):
    """Nothing was sent, nothing is listed (alpaca §2)."""
    assert ((), ()) == (
        harness.broker.open_orders(),
        harness.broker.orders_since(datetime(2026, 1, 1, tzinfo=UTC)),
    )


def test_open_orders_end_with_their_fill(harness: Harness):
    """An order is listed as open while it may fill and no longer (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy())
    while_open = [order.client_order_id for order in harness.broker.open_orders()]
    harness.fill("full")
    looked_up(harness.broker, has(OrderStatus.FILLED))

    assert (["rbp1"], ()) == (while_open, harness.broker.open_orders())


def test_an_open_order_is_listed_as_it_is_found(harness: Harness):
    """A list tells of an order what a look-up tells (alpaca §3)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "4"))
    found = looked_up(harness.broker, lambda order: order.broker_status == "new")

    assert (found,) == harness.broker.open_orders()


def test_orders_come_oldest_first(harness: Harness):
    """The order in which they were sent (alpaca §2)."""
    sent_minute_by_minute(harness, "c", "a", "b")
    orders = harness.broker.orders_since(datetime.fromisoformat(MORNING))

    assert ["c", "a", "b"] == [order.client_order_id for order in orders]


def test_only_later_orders_are_listed(harness: Harness):
    """What was sent before the instant is left out (alpaca §2)."""
    sent_minute_by_minute(harness, "a", "b", "c")
    orders = harness.broker.orders_since(noon(0).replace(second=30))

    assert ["b", "c"] == [order.client_order_id for order in orders]


def test_an_instant_after_the_last_order_lists_nothing(harness: Harness):
    """Bounds are exclusive; the broker counts nanoseconds, our cursor microseconds (alpaca §2, §5)."""
    sent_minute_by_minute(harness, "a", "b")
    microsecond = timedelta(microseconds=1)

    assert ["b"] == [order.client_order_id for order in harness.broker.orders_since(noon(1) - microsecond)]
    assert () == harness.broker.orders_since(noon(1) + microsecond)


def test_ended_orders_are_listed_too(harness: Harness):
    """Filled, cancelled, expired and open ones are all orders (alpaca §2)."""
    filled(harness.broker, buy("TLT", "1", "filled"))
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "1", "cancelled"))
    cancelled(harness.broker, "cancelled")
    accepted(harness.broker, buy("TLT", "1", "expired"))
    harness.at(EVENING)
    accepted(harness.broker, buy("TLT", "1", "queued"))
    orders = harness.broker.orders_since(datetime(2026, 11, 20, tzinfo=UTC))

    assert {
        "filled": OrderStatus.FILLED,
        "cancelled": OrderStatus.CANCELLED,
        "expired": OrderStatus.EXPIRED,
        "queued": OrderStatus.OPEN,
    } == {order.client_order_id: order.status for order in orders}


def test_more_orders_than_a_page_holds_are_all_listed(harness: Harness):
    """Five hundred is a page; the orders after it are listed once each, by their time (alpaca §2, §5)."""
    harness.fill("none")
    names = [f"rbp{number:04d}" for number in range(510)]
    for number, name in enumerate(names):
        if not number % 255:
            harness.at(noon(number // 255).isoformat())
        harness.broker.submit(buy("TLT", "0.1", name))
    orders = harness.broker.orders_since(datetime(2026, 11, 20, tzinfo=UTC))

    assert [names[:255], names[255:]] == [
        sorted(order.client_order_id for order in some) for some in (orders[:255], orders[255:])
    ]


def test_an_unknown_name_is_not_found(harness: Harness):
    """None means that the broker knows no such order (alpaca §12)."""
    assert harness.broker.find("rbpnever") is None


def test_a_name_is_found_whole(harness: Harness):
    """Part of an id finds nothing (alpaca §2)."""
    accepted(harness.broker, buy(name="rbp1234"))

    assert harness.broker.find("rbp123") is None


def test_a_look_up_shows_the_whole_order(harness: Harness):
    """Side, symbol, quantity and the time it was sent (alpaca §3)."""
    accepted(harness.broker, sell("SPY", "2.5"))
    order = harness.broker.find("rbp1")

    assert order is not None
    assert (Side.SELL, "SPY", D("2.5"), datetime.fromisoformat(MORNING)) == (
        order.side,
        order.symbol,
        order.quantity,
        order.submitted_at and order.submitted_at.replace(microsecond=0),
    )
