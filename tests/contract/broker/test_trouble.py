"""What is known when the line or the broker fails: nothing that was not said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any, Final

import pytest

from contract.broker.acts import NOWHERE, accepted, at, buy, has, looked_up, working
from contract.broker.harness import CASH, Harness
from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderChange
from trimtab.domain.order import OrderStatus, Refusal, Throttled, Unknown
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Brokerage

LOOKS: Final[dict[str, Callable[[Brokerage], Any]]] = {
    "account": lambda broker: broker.account(),
    "holdings": lambda broker: broker.holdings(),
    "instruments": lambda broker: broker.instruments(("SPY",)),
    "clock": lambda broker: broker.market_clock(),
    "sessions": lambda broker: broker.sessions(date(2026, 11, 20), date(2026, 11, 20)),
    "open orders": lambda broker: broker.open_orders(),
    "orders": lambda broker: broker.orders_since(datetime(2026, 11, 20, tzinfo=UTC)),
    "one order": lambda broker: broker.find("rbp1"),
    "activities": lambda broker: broker.activities(),
    "quotes": lambda broker: broker.quotes(("SPY",)),
    "bars": lambda broker: broker.daily_bars(("SPY",), date(2026, 11, 19), date(2026, 11, 19)),
    "a cancellation": lambda broker: broker.cancel(NOWHERE),
}
look = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())


@look
def test_a_dead_line_makes_reads_unavailable(harness: Harness, look: Callable[[Brokerage], Any]):
    """Nothing is made up when no answer comes (alpaca §11)."""
    with pytest.raises(UnavailableError) as caught:
        look(harness.unreachable)

    assert ReasonCode.BROKER_UNAVAILABLE is caught.value.code


@look
def test_wrong_keys_make_reads_fail_for_good(harness: Harness, look: Callable[[Brokerage], Any]):
    """Only a new link to the account helps (alpaca §7, §14)."""
    with pytest.raises(UnavailableError) as caught:
        look(harness.locked_out)

    assert ReasonCode.BROKER_CREDENTIALS_REFUSED is caught.value.code


@look
def test_a_spent_allowance_makes_reads_wait(harness: Harness, look: Callable[[Brokerage], Any]):
    """Too many requests: the caller learns from when on to ask again (alpaca §7, §11)."""
    harness.throttle()
    with pytest.raises(UnavailableError) as caught:
        look(harness.broker)

    assert ReasonCode.BROKER_UNAVAILABLE is caught.value.code
    assert caught.value.retry_at is not None


def test_a_submit_over_a_dead_line_leaves_doubt(harness: Harness):
    """No connection is no refusal (alpaca §12)."""
    assert isinstance(harness.unreachable.submit(buy()), Unknown)


def test_a_replacement_over_a_dead_line_leaves_doubt(harness: Harness):
    """Whether the order was replaced is not known (alpaca §12)."""
    outcome = harness.unreachable.replace(NOWHERE, OrderChange(client_order_id="rbp2", quantity=D(2)))

    assert isinstance(outcome, Unknown)


def test_a_submit_with_wrong_keys_is_refused(harness: Harness):
    """An account that does not open took no order (alpaca §7, §12)."""
    outcome = harness.locked_out.submit(buy())

    assert isinstance(outcome, Refusal)
    assert ReasonCode.BROKER_CREDENTIALS_REFUSED is outcome.reason


def test_an_order_whose_answer_was_lost_is_found_by_its_name(harness: Harness):
    """A dropped answer is Unknown; the look-up tells that the order was taken (alpaca §12)."""
    harness.lose_next_answer()
    outcome = harness.broker.submit(buy("TLT", "4"))
    order = looked_up(harness.broker, has(OrderStatus.FILLED))

    assert isinstance(outcome, Unknown)
    assert D(4) == order.filled_quantity


def test_a_repeat_after_a_lost_answer_is_the_first_order(harness: Harness):
    """Sending again under the same id makes no second order (alpaca §12)."""
    harness.fill("none")
    harness.lose_next_answer()
    harness.broker.submit(buy("TLT", "4"))
    accepted(harness.broker, buy("TLT", "4"))

    assert [D(4)] == [order.quantity for order in harness.broker.open_orders()]


def test_an_order_that_was_lost_on_its_way_is_not_found(harness: Harness):
    """A failure before the order was taken is Unknown too, and nothing bears its id (alpaca §12)."""
    harness.lose_next_order()
    outcome = harness.broker.submit(buy())

    assert isinstance(outcome, Unknown)
    assert (None, CASH) == (harness.broker.find("rbp1"), harness.broker.account().cash)


def test_an_order_that_was_lost_can_be_sent_again(harness: Harness):
    """The id is still free (alpaca §12)."""
    harness.lose_next_order()
    harness.broker.submit(buy())

    assert "rbp1" == accepted(harness.broker, buy()).client_order_id


def test_a_throttled_order_was_not_taken(harness: Harness):
    """Too many requests is neither a refusal nor a doubt (alpaca §12)."""
    harness.throttle()
    outcome = harness.broker.submit(buy())

    assert isinstance(outcome, Throttled)
    assert outcome.retry_at is not None


def test_a_throttled_order_can_be_sent_again(harness: Harness):
    """After the reset the same id serves (alpaca §12)."""
    harness.throttle()
    harness.broker.submit(buy())
    harness.relent()

    assert "rbp1" == accepted(harness.broker, buy()).client_order_id


def test_a_throttled_replacement_leaves_the_order(harness: Harness):
    """Nothing was replaced (alpaca §12)."""
    harness.fill("none")
    order = working(harness.broker, buy("SPY", "1", **at("390.00")))
    harness.throttle()
    outcome = harness.broker.replace(order.order_id, OrderChange(client_order_id="rbp2", quantity=D(2)))
    harness.relent()

    assert isinstance(outcome, Throttled)
    assert OrderStatus.OPEN is looked_up(harness.broker, has(OrderStatus.OPEN)).status
