from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.book.activities import ActivityQuery
from paperbroker.book.orders import OrderQuery
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.scene import Cancels
from paperbroker.desk.trading import cancel, cancel_all, submit
from paperbroker.faults.behaviour import BehaviourQueue, Departure
from paperbroker.orders.activity import Activity
from paperbroker.orders.behaviour import CancelCourse
from paperbroker.orders.order import Status
from paperbroker.orders.portions import FillMode
from unit.paperbroker.builders import (
    BUY,
    SELL,
    clock,
    demo,
    exchange,
    refusal_of,
    status_of,
    steps,
    with_shares,
)

BUY_ONE = {**BUY, "qty": "1"}
LOW_LIMIT = {**BUY_ONE, "type": "limit", "limit_price": "100"}


def fills_of(market: Exchange) -> tuple[Activity, ...]:
    """List the demo account's executions, oldest first."""
    return market.book.activities.select("demo", ActivityQuery(is_fill=True, is_ascending=True))


def test_an_order_while_open_is_pending_then_new_then_filled() -> None:
    """One step per look, and a filled order stays filled."""
    market = exchange()
    order = submit(market, demo(market), BUY_ONE)

    assert ["pending_new", "new", "filled", "filled"] == [order.status, *steps(market, order, 3)]


def test_an_order_while_closed_waits_for_the_open() -> None:
    """Accepted stays accepted until the market opens."""
    market = exchange()
    market.set_clock(clock(is_open=False))
    order = submit(market, demo(market), BUY_ONE)
    waiting = steps(market, order, 2)
    market.set_clock(clock(is_open=True))

    assert ["accepted", "accepted", "accepted", "new", "filled"] == [
        order.status,
        *waiting,
        *steps(market, order, 2),
    ]


def test_partial_fills_end_when_full_fills_return() -> None:
    """Half, three quarters, then the rest."""
    market = exchange()
    market.set_fills(FillMode.PARTIAL)
    order = submit(market, demo(market), BUY_ONE)
    steps(market, order, 3)
    market.set_fills(FillMode.FULL)

    assert ["filled"] == steps(market, order, 1)
    assert [D("0.5"), D("0.25"), D("0.25")] == [fill.qty for fill in fills_of(market)]


def test_a_client_id_is_never_free_again() -> None:
    """A canceled order still owns its id."""
    market = exchange()
    order = submit(market, demo(market), {**BUY_ONE, "client_order_id": "mine"})
    cancel(market, demo(market), str(order.id))
    refusal = refusal_of(market, {**BUY_ONE, "client_order_id": "mine"})

    assert (422, 40010001, "client_order_id must be unique") == (
        refusal.status,
        refusal.code,
        refusal.message,
    )


def test_other_accounts_may_use_the_same_client_id() -> None:
    """Ids are unique per account."""
    keys = [{"key": "a", "secret": "x"}, {"key": "b", "secret": "y"}]
    market = exchange(accounts=keys)
    taken = [
        submit(market, market.authenticate(k["key"], k["secret"]), {**BUY_ONE, "client_order_id": "c"})
        for k in keys
    ]

    assert ["c", "c"] == [order.ticket.client_order_id for order in taken]


def test_an_unknown_symbol_is_refused() -> None:
    """The message names it."""
    refusal = refusal_of(exchange(), {**BUY_ONE, "symbol": "NOPE"})

    assert (422, 42210000, 'asset "NOPE" not found') == (refusal.status, refusal.code, refusal.message)


def test_a_refused_order_leaves_nothing_behind() -> None:
    """Neither an order nor a used client id."""
    market = exchange()
    refusal_of(market, {**BUY, "qty": "1000", "client_order_id": "again"})

    assert () == market.book.orders.select("demo", OrderQuery())
    assert (
        "again"
        == submit(market, demo(market), {**BUY_ONE, "client_order_id": "again"}).ticket.client_order_id
    )


def test_while_closed_purchases_count_at_the_last_price() -> None:
    """A spread matters only while quotes are live."""
    market = exchange(spread_bps="100", accounts=[{"key": "demo", "secret": "demo-secret", "cash": "410.25"}])
    refused = refusal_of(market, BUY_ONE)
    market.set_clock(clock(is_open=False))

    assert ("412.31", Status.ACCEPTED) == (
        refused.extras["cost_basis"],
        submit(market, demo(market), BUY_ONE).status,
    )


def test_a_filled_order_cannot_be_canceled() -> None:
    """The refusal names the state."""
    market = exchange()
    order = submit(market, demo(market), BUY_ONE)
    steps(market, order, 2)
    with pytest.raises(RefusedError, match='order is already in "filled" state'):
        cancel(market, demo(market), str(order.id))


def test_a_canceled_order_cannot_be_canceled_again() -> None:
    """The second attempt is refused, as documented."""
    market = exchange()
    order = submit(market, demo(market), BUY_ONE)
    cancel(market, demo(market), str(order.id))
    steps(market, order, 1)
    with pytest.raises(RefusedError, match='order is already in "canceled" state'):
        cancel(market, demo(market), str(order.id))


def test_a_cancellation_waits_for_the_next_look() -> None:
    """204 is no confirmation, and a second request meets an order on its way out (alpaca §8)."""
    market = exchange()
    order = submit(market, demo(market), LOW_LIMIT)
    cancel(market, demo(market), str(order.id))

    assert ["pending_cancel", "canceled"] == [status_of(market, order), *steps(market, order, 1)]


def test_an_order_on_its_way_out_cannot_be_canceled() -> None:
    """Nor can one that is being replaced."""
    market = exchange()
    order = submit(market, demo(market), LOW_LIMIT)
    cancel(market, demo(market), str(order.id))
    with pytest.raises(RefusedError, match='order is already in "pending_cancel" state'):
        cancel(market, demo(market), str(order.id))


def test_cancellations_take_effect_at_once_on_request() -> None:
    """A control turns the asynchrony off."""
    market = exchange()
    market.set_cancels(Cancels(is_at_once=True))
    order = submit(market, demo(market), LOW_LIMIT)
    cancel(market, demo(market), str(order.id))

    assert "canceled" == status_of(market, order)


def test_shares_stay_held_until_the_cancellation_is_confirmed() -> None:
    """A sale sent too soon is refused (alpaca §8)."""
    market = exchange(**with_shares("10"))
    sale = {**SELL, "qty": "10", "type": "limit", "limit_price": "900"}
    order = submit(market, demo(market), sale)
    cancel(market, demo(market), str(order.id))
    early = refusal_of(market, sale)
    steps(market, order, 1)

    assert (403, Status.PENDING_NEW) == (early.status, submit(market, demo(market), sale).status)


@pytest.mark.parametrize(
    ("course", "seen"),
    [(CancelCourse.STUCK, ["pending_cancel", "pending_cancel"]), (CancelCourse.LOST, ["pending_new", "new"])],
)
def test_a_cancellation_may_get_stuck_or_lost(course: CancelCourse, seen: list[str]) -> None:
    """The answer is the same, what follows is not."""
    queue = BehaviourQueue()
    queue.depart(Departure("any", "SPY", {"cancel": course}, {}), 1)
    market = exchange(queue)
    market.set_cancels(Cancels(is_at_once=True))
    order = submit(market, demo(market), LOW_LIMIT)
    cancel(market, demo(market), str(order.id))

    assert seen == [status_of(market, order), *steps(market, order, 1)]


def test_cancelling_everything_tells_each_outcome() -> None:
    """What is on its way out already is refused, the rest is not."""
    market = exchange()
    orders = [submit(market, demo(market), LOW_LIMIT) for _ in range(2)]
    cancel(market, demo(market), str(orders[0].id))
    outcomes = [(order.id, refusal and refusal.status) for order, refusal in cancel_all(market, demo(market))]

    assert [(orders[0].id, 422), (orders[1].id, None)] == outcomes


def test_a_course_is_given_when_an_order_is_taken() -> None:
    """A refused order uses none up."""
    queue = BehaviourQueue()
    queue.depart(Departure("reject_after_accept", None, {"is_rejected": True}, {}), 1)
    market = exchange(queue)
    refusal_of(market, {**BUY_ONE, "symbol": "NOPE"})
    orders = [submit(market, demo(market), BUY_ONE) for _ in range(2)]
    steps(market, orders[0], 1)

    assert ["rejected", "new"] == [status_of(market, order) for order in orders]
