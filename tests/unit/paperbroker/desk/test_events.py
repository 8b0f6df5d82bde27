from __future__ import annotations

from decimal import Decimal as D

from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import submit
from paperbroker.faults.behaviour import BehaviourQueue, MarketEvent
from paperbroker.orders.behaviour import CloseMarket, Halt, MarketAction, PriceJump
from unit.paperbroker.builders import BUY, demo, exchange, steps

BUY_ONE = {**BUY, "qty": "1"}


def after(orders: int, action: MarketAction) -> BehaviourQueue:
    queue = BehaviourQueue()
    queue.befall(MarketEvent(action, orders, {}))
    return queue


def test_the_market_may_close_between_two_orders() -> None:
    """The first is pending, the second finds the market closed, and neither trades."""
    market = exchange(after(1, CloseMarket()))
    first, second = (submit(market, demo(market), BUY_ONE) for _ in range(2))

    assert ("pending_new", "accepted", ["pending_new"]) == (
        first.status,
        second.status,
        steps(market, first, 1),
    )


def test_a_price_may_jump_once_an_order_is_taken() -> None:
    """Half of 410.25, to the cent; the order fills there."""
    market = exchange(after(1, PriceJump("SPY", D("0.5"))))
    order = submit(market, demo(market), BUY_ONE)
    steps(market, order, 2)

    assert D(100_000) - D("205.12") == demo(market).cash


def test_a_symbol_may_be_halted_at_once() -> None:
    """An event that counts no orders happens on the next look."""
    market = exchange(after(0, Halt("SPY")))
    advance_orders(market, demo(market))

    assert market.market.is_halted("SPY")


def test_an_event_for_an_unknown_symbol_moves_nothing() -> None:
    """It is used up all the same."""
    queue = after(0, PriceJump("NOPE", D(2)))
    market = exchange(queue)
    advance_orders(market, demo(market))

    assert ([], D("410.25")) == (queue.waiting(), market.market.price("SPY"))
