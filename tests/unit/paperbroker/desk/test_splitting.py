from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.actions import apply_action, read_action
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.splitting import price_after
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import submit
from paperbroker.market.actions import Split
from paperbroker.orders.order import Order
from unit.paperbroker.builders import BUY, NOON, SELL, demo, exchange, with_shares

GTC = {"type": "limit", "time_in_force": "gtc"}


def split(broker: Exchange, old: str, new: str, symbol: str = "SPY") -> None:
    kind = "forward_split" if int(new) > int(old) else "reverse_split"
    body = {"kind": kind, "symbol": symbol, "old_rate": old, "new_rate": new}
    apply_action(broker, read_action(body, NOON.date()))


def whole(qty: str) -> Exchange:
    """Hold shares that do not divide, at 10 dollars, bought for 400."""
    listed: dict[str, Any] = {
        "assets": [{"symbol": "WHOLE", "fractionable": False}],
        "prices": {"WHOLE": "10"},
    }
    return exchange(now=NOON.isoformat(), **with_shares(qty, "WHOLE"), **listed)


def rows(broker: Exchange) -> list[tuple[str, D | None, D]]:
    """List what was booked after the opening, oldest first."""
    found = broker.book.activities.select("demo", ActivityQuery(is_ascending=True))
    return [(x.activity_type, x.share_change, x.cash_change) for x in found[2:]]


def resting(broker: Exchange, order: Order) -> Order:
    found = broker.book.orders.by_id("demo", str(order.id))
    assert found is not None
    return found


def test_a_split_multiplies_shares_and_keeps_their_cost() -> None:
    """Three for one of two shares bought at 400."""
    broker = exchange(**with_shares("2"))
    split(broker, "1", "3")

    ledger = broker.book.ledger("demo")
    assert (D(6), D(800)) == (ledger.quantity("SPY"), ledger.cost_basis("SPY"))


def test_the_price_falls_as_the_shares_rise() -> None:
    """410.25 becomes 136.75."""
    broker = exchange(**with_shares("2"))
    split(broker, "1", "3")

    assert D("136.75") == broker.market.price("SPY")


@pytest.mark.parametrize(("price", "new", "after"), [("100", 3, "33.3333"), ("0.0001", 9, "0.0001")])
def test_a_price_keeps_four_decimals(price: str, new: int, after: str) -> None:
    """And never becomes nothing."""
    assert D(after) == price_after(D(price), Split("SPY", NOON.date(), D(1), D(new)))


def test_old_shares_leave_and_new_ones_come() -> None:
    """Two rows of one group."""
    broker = exchange(now=NOON.isoformat(), **with_shares("2"))
    split(broker, "1", "3")
    one, other = broker.book.activities.select("demo", ActivityQuery(types=frozenset(["SPLIT"])))

    assert [("SPLIT", D(-2), D(0)), ("SPLIT", D(6), D(0))] == rows(broker)
    assert getattr(one, "group_id", 1) == getattr(other, "group_id", 2)


def test_a_fraction_of_a_whole_share_is_paid_in_cash() -> None:
    """One for four of ten: two shares at 40 remain and half a share is paid with 20.00."""
    broker = whole("10")
    split(broker, "4", "1", "WHOLE")

    assert [("SPLIT", D(-10), D(0)), ("SPLIT", D("2.5"), D(0)), ("CIL", D("-0.5"), D(20))] == rows(broker)
    assert (D(2), D(1020)) == (broker.book.ledger("demo").quantity("WHOLE"), demo(broker).cash)


def test_less_than_a_whole_share_leaves_no_position() -> None:
    """One for four of a single share is all paid out."""
    broker = whole("1")
    split(broker, "4", "1", "WHOLE")

    assert ({}, D(1010)) == (broker.book.ledger("demo").lots, demo(broker).cash)


def test_less_than_a_billionth_of_a_share_is_gone() -> None:
    """Nothing comes back for a billionth, so there is one row only."""
    broker = exchange(now=NOON.isoformat(), **with_shares("0.000000001"))
    split(broker, "2", "1")

    assert ([("SPLIT", D("-1E-9"), D(0))], {}) == (rows(broker), broker.book.ledger("demo").lots)


@pytest.mark.parametrize(
    ("order", "qty", "limit"),
    [
        ({**SELL, **GTC, "qty": "2", "limit_price": "500"}, D(6), D("166.67")),
        ({**BUY, **GTC, "qty": "2", "limit_price": "401"}, D(6), D("133.66")),
    ],
)
def test_a_resting_limit_is_repriced_to_its_owners_side(order: dict[str, Any], qty: D, limit: D) -> None:
    """A third of 500 is rounded up for the seller, a third of 401 down for the buyer."""
    broker = exchange(**with_shares("2"))
    placed = submit(broker, demo(broker), order)
    split(broker, "1", "3")

    ticket = resting(broker, placed).ticket
    assert (qty, limit) == (ticket.qty, ticket.limit_price)


def test_a_repriced_purchase_holds_no_more_cash() -> None:
    """Six at 133.66 hold four cents less than two at 401."""
    broker = exchange(**with_shares("2"))
    submit(broker, demo(broker), {**BUY, **GTC, "qty": "2", "limit_price": "401"})
    split(broker, "1", "3")

    assert D("198.04") == broker.standing(demo(broker)).buying_power


@pytest.mark.parametrize(
    "order",
    [
        {**BUY, "qty": "1", "type": "limit", "limit_price": "401"},
        {**SELL, "qty": "1"},
        {**SELL, **GTC, "qty": "1", "type": "stop", "stop_price": "300"},
        {**SELL, **GTC, "qty": "1", "limit_price": "500"},
    ],
)
def test_other_orders_are_cancelled(order: dict[str, Any]) -> None:
    """Day orders, stops, and, two for three, whatever would no longer be whole shares."""
    broker = exchange(**with_shares("2"))
    placed = submit(broker, demo(broker), order)
    split(broker, "2", "3")

    assert "canceled" == resting(broker, placed).status


def test_a_partly_filled_limit_is_cancelled() -> None:
    """What it has traded was in shares before the split."""
    broker = exchange(**with_shares("4"))
    placed = submit(broker, demo(broker), {**SELL, **GTC, "qty": "4", "limit_price": "400"})
    broker.set_fills(type(broker.fills)("partial"))
    for _ in range(2):
        advance_orders(broker, demo(broker))
    split(broker, "1", "3")

    assert ("canceled", D(2)) == (resting(broker, placed).status, resting(broker, placed).filled_qty)
