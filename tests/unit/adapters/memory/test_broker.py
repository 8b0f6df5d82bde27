from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.intent import OrderIntent
from trimtab.domain.order import Accepted, OrderStatus, Refusal, Unknown
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side

BUY = OrderIntent(client_order_id="rbp1", symbol="SPY", side=Side.BUY, quantity=D(2))


def memory_broker() -> MemoryBroker:
    return MemoryBroker(
        cash=D(1000), prices={"SPY": D(100)}, now=lambda: datetime(2026, 11, 20, 15, tzinfo=UTC)
    )


def test_an_order_lost_on_its_way_was_never_taken():
    """A loss before the broker took the order leaves nothing to find, and counts as one attempt."""
    broker = memory_broker()
    broker.lose_next_submit(after_taking=False)
    outcome = broker.submit(BUY)

    assert (Unknown, None, [BUY]) == (type(outcome), broker.find("rbp1"), broker.sent)


def test_an_order_whose_answer_is_lost_was_taken():
    """A loss after taking leaves one order, and a repeat of it is that order."""
    broker = memory_broker()
    broker.fill_fraction = D(0)
    broker.lose_next_submit(after_taking=True)
    outcomes = [type(broker.submit(BUY)), type(broker.submit(BUY))]

    assert ([Unknown, Accepted], 1) == (outcomes, len(broker.open_orders()))


def test_a_refusal_strikes_once():
    """The next submit is refused with the given words, the one after is not."""
    broker = memory_broker()
    broker.refuse_next("halted by the exchange")

    assert Refusal("halted by the exchange") == broker.submit(BUY)
    assert isinstance(broker.submit(BUY), Accepted)


def test_a_broker_that_is_down_answers_nothing():
    """Every read fails, a submit stays in doubt, and nothing has happened when it is back."""
    broker = memory_broker()
    broker.is_down = True
    for read in (broker.account, broker.holdings, broker.market_clock, broker.open_orders):
        with pytest.raises(UnavailableError):
            read()
    outcome = broker.submit(BUY)
    broker.is_down = False

    assert (Unknown, None, D(1000)) == (type(outcome), broker.find("rbp1"), broker.account().cash)


def test_each_look_fills_a_fraction_of_the_order():
    """Half an order per look: two looks fill it, and the average price is exact."""
    broker = memory_broker()
    broker.fill_fraction = D("0.5")
    broker.submit(BUY)
    first = broker.find("rbp1")
    broker.prices["SPY"] = D(110)
    second = broker.find("rbp1")

    assert first is not None
    assert second is not None
    assert (OrderStatus.PARTIALLY_FILLED, OrderStatus.FILLED, D(105), D(790)) == (
        first.status,
        second.status,
        second.filled_average_price,
        broker.cash,
    )


def test_what_does_not_trade_in_fractions_fills_in_whole_shares():
    """A partial fill never leaves a fraction of a whole share."""
    broker = memory_broker()
    broker.listed["SPY"] = Instrument(
        symbol="SPY", asset_id="a1", name="SPY", is_tradable=True, unit=QuantityUnit.WHOLE
    )
    broker.fill_fraction = D("0.7")
    broker.submit(BUY)

    assert [D(1)] == [order.filled_quantity for order in broker.open_orders()]


def test_people_reach_their_own_account_only():
    """Without a linked account there is none."""
    broker = memory_broker()
    brokers = MemoryBrokers({"ann": broker})

    assert broker is brokers.of("ann")
    with pytest.raises(RefusedError) as caught:
        brokers.of("bob")
    assert ReasonCode.NO_BROKER_LINKED == caught.value.code
