"""What every broker does with an order, from submit to its end."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from contract.broker.harness import CASH, Harness
from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.order import Accepted, Order, OrderStatus, Refusal, Unknown
from trimtab.domain.trade import Side
from trimtab.ports import Broker

MOST_LOOKS = 5


def intent(name: str = "rbp1", symbol: str = "TLT", quantity: str = "4", **terms: Any) -> OrderIntent:
    return OrderIntent(
        client_order_id=name, symbol=symbol, quantity=D(quantity), **({"side": Side.BUY} | terms)
    )


def looked_up(broker: Broker, status: OrderStatus, name: str = "rbp1") -> Order:
    """Look an order up until it has a status; the last look is returned whatever it shows."""
    looks = (broker.find(name) for _ in range(MOST_LOOKS))
    seen: list[Order] = []
    for order in looks:
        assert order is not None
        seen.append(order)
        if order.status is status:
            break
    return seen[-1]


def held(broker: Broker, symbol: str) -> tuple[D, D]:
    """Shares held and shares free to sell."""
    return next(
        (
            (holding.quantity, holding.available_quantity)
            for holding in broker.holdings()
            if holding.symbol == symbol
        ),
        (D(0), D(0)),
    )


def test_a_market_order_is_accepted_as_it_was_sent(harness: Harness):
    """The acceptance shows our id, symbol, side and quantity, and an id of the broker's own."""
    outcome = harness.broker.submit(intent())

    assert isinstance(outcome, Accepted)
    assert ("rbp1", "TLT", Side.BUY, D(4), OrderStatus.OPEN, True) == (
        outcome.order.client_order_id,
        outcome.order.symbol,
        outcome.order.side,
        outcome.order.quantity,
        outcome.order.status,
        bool(outcome.order.order_id),
    )


def test_a_bought_share_is_paid_for(harness: Harness):
    """Looking an order up shows it filled at the market, and cash and position moved to the cent."""
    harness.broker.submit(intent())
    order = looked_up(harness.broker, OrderStatus.FILLED)

    assert (OrderStatus.FILLED, D(4), D("100.25")) == (
        order.status,
        order.filled_quantity,
        order.filled_average_price,
    )
    assert (CASH - D("401.00"), (D(4), D(4))) == (
        harness.broker.account().cash,
        held(harness.broker, "TLT"),
    )


def test_a_sold_position_is_gone(harness: Harness):
    """Selling all that is held leaves no position, and the proceeds in cash."""
    harness.broker.submit(intent(symbol="SPY", quantity="10", side=Side.SELL))
    looked_up(harness.broker, OrderStatus.FILLED)

    assert (CASH + D(4000), (D(0), D(0))) == (harness.broker.account().cash, held(harness.broker, "SPY"))


def test_shares_of_an_open_sell_are_not_available(harness: Harness):
    """What is promised to one sell may not be sold by another."""
    harness.fill("none")
    harness.broker.submit(intent(symbol="SPY", quantity="7", side=Side.SELL))

    assert (D(10), D(3)) == held(harness.broker, "SPY")


def test_a_name_that_is_taken_leaves_doubt_and_makes_no_second_order(harness: Harness):
    """A repeat under the same id is Unknown, for the first order may be the very one; it alone stands."""
    harness.fill("none")
    harness.broker.submit(intent())
    outcome = harness.broker.submit(intent(quantity="3"))

    assert isinstance(outcome, Unknown)
    assert [D(4)] == [order.quantity for order in harness.broker.open_orders()]


def test_an_order_whose_answer_was_lost_is_found_by_its_name(harness: Harness):
    """A dropped answer is Unknown; the look-up tells that the order was taken."""
    harness.lose_next_answer()
    outcome = harness.broker.submit(intent())
    order = looked_up(harness.broker, OrderStatus.FILLED)

    assert isinstance(outcome, Unknown)
    assert D(4) == order.filled_quantity


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (intent(symbol="SPY", quantity="10.5", side=Side.SELL), "requested: 10.5, available: 10"),
        (intent(symbol="SPY", quantity="26"), "insufficient buying power"),
        (intent(symbol="HALT", quantity="1"), '"HALT" is not tradable'),
        (intent(symbol="ZZZZZ", quantity="1"), '"ZZZZZ" not found'),
        (intent(symbol="BRK.B", quantity="1.5"), '"BRK.B" is not fractionable'),
    ],
    ids=["too many shares", "too little cash", "halted", "unknown symbol", "whole shares only"],
)
def test_a_refusal_says_why_and_leaves_no_order(harness: Harness, refused: OrderIntent, words: str):
    """A definite no carries the broker's own words, and nothing can be found under the id."""
    outcome = harness.broker.submit(refused)

    assert isinstance(outcome, Refusal)
    assert words in outcome.text
    assert harness.broker.find("rbp1") is None


def test_cash_promised_to_open_buys_cannot_be_spent_again(harness: Harness):
    """Two buys that fit one by one but not together: the second is refused."""
    harness.fill("none")
    first = harness.broker.submit(intent("rbp1", symbol="SPY", quantity="15"))
    second = harness.broker.submit(intent("rbp2", symbol="SPY", quantity="15"))

    assert (Accepted, Refusal) == (type(first), type(second))


def test_an_unknown_name_is_not_found(harness: Harness):
    """None means that the broker knows no such order."""
    assert harness.broker.find("rbpnever") is None


def test_a_cancelled_order_stays_cancelled(harness: Harness):
    """What a cancellation came to is told by a look-up, and asking again is no error."""
    harness.fill("none")
    outcome = harness.broker.submit(intent())
    assert isinstance(outcome, Accepted)
    harness.broker.cancel(outcome.order.order_id)
    harness.broker.cancel(outcome.order.order_id)

    order = looked_up(harness.broker, OrderStatus.CANCELLED)
    assert (OrderStatus.CANCELLED, "canceled", ()) == (
        order.status,
        order.broker_status,
        harness.broker.open_orders(),
    )


def test_cancelling_what_has_filled_or_never_was_is_no_error(harness: Harness):
    """A cancellation that comes too late changes nothing."""
    harness.broker.submit(intent())
    order = looked_up(harness.broker, OrderStatus.FILLED)
    harness.broker.cancel(order.order_id)
    harness.broker.cancel("3f3e6b60-0000-4000-8000-000000000000")

    assert order == harness.broker.find("rbp1")


def test_open_orders_end_with_their_fill(harness: Harness):
    """An order is listed while it may fill and no longer."""
    harness.fill("none")
    harness.broker.submit(intent())
    while_open = [order.client_order_id for order in harness.broker.open_orders()]
    harness.fill("full")
    looked_up(harness.broker, OrderStatus.FILLED)

    assert (["rbp1"], ()) == (while_open, harness.broker.open_orders())


def test_a_partial_fill_keeps_the_rest_open(harness: Harness):
    """Half of an order filled is PARTIALLY_FILLED, its quantity unchanged."""
    harness.fill("partial")
    harness.broker.submit(intent())
    order = looked_up(harness.broker, OrderStatus.PARTIALLY_FILLED)

    assert (D(4), D(2), OrderStatus.PARTIALLY_FILLED) == (
        order.quantity,
        order.filled_quantity,
        order.status,
    )


def test_a_limit_order_waits_for_its_price(harness: Harness):
    """A buy limit below the market stays open until the market comes down to it."""
    harness.broker.submit(intent(order_type=OrderType.LIMIT, limit_price=D("99.50")))
    waiting = looked_up(harness.broker, OrderStatus.FILLED)
    harness.move_price("TLT", "99.25")
    filled = looked_up(harness.broker, OrderStatus.FILLED)

    assert (OrderStatus.OPEN, OrderStatus.FILLED, D("99.25")) == (
        waiting.status,
        filled.status,
        filled.filled_average_price,
    )


def test_an_order_sent_while_closed_waits_for_the_open(harness: Harness):
    """A closed market takes the order and fills it in the next session."""
    harness.open_market(is_open=False)
    outcome = harness.broker.submit(intent())
    waiting = looked_up(harness.broker, OrderStatus.FILLED)
    harness.open_market(is_open=True)

    assert isinstance(outcome, Accepted)
    assert (OrderStatus.OPEN, OrderStatus.FILLED) == (
        waiting.status,
        looked_up(harness.broker, OrderStatus.FILLED).status,
    )


def test_shares_finer_than_the_broker_counts_are_cut_down(harness: Harness):
    """Ten decimals become nine, downwards, so that no sale exceeds what is held."""
    outcome = harness.broker.submit(intent(quantity="1.1234567899"))

    assert isinstance(outcome, Accepted)
    assert D("1.123456789") == outcome.order.quantity
