"""Which orders every broker takes, and how it repeats them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from contract.broker.acts import accepted, at, buy, sell
from contract.broker.harness import CASH, EVENING, Harness
from trimtab.domain.intent import OrderIntent
from trimtab.domain.order import Accepted, NotSent, OrderStatus
from trimtab.domain.trade import Side


def test_a_market_order_is_accepted_as_it_was_sent(harness: Harness):
    """The acceptance shows our id, symbol, side and quantity (alpaca §3)."""
    order = accepted(harness.broker, buy("TLT", "4", "rbp1"))

    assert ("rbp1", "TLT", Side.BUY, D(4)) == (
        order.client_order_id,
        order.symbol,
        order.side,
        order.quantity,
    )


def test_an_accepted_order_has_not_filled_yet(harness: Harness):
    """An acceptance is no fill (alpaca §8)."""
    order = accepted(harness.broker, buy())

    assert (OrderStatus.OPEN, D(0), None) == (order.status, order.filled_quantity, order.filled_average_price)


def test_every_order_gets_an_id_of_the_brokers_own(harness: Harness):
    """Ids are given and never given twice (alpaca §3)."""
    first, second = accepted(harness.broker, buy(name="rbp1")), accepted(harness.broker, buy(name="rbp2"))

    assert (True, True) == (bool(first.order_id), first.order_id != second.order_id)


def test_shares_finer_than_the_broker_counts_are_cut_down(harness: Harness):
    """Ten decimals become nine, downwards, so that no sale exceeds what is held (alpaca §6)."""
    assert D("1.123456789") == accepted(harness.broker, buy(quantity="1.1234567899")).quantity


def test_dollars_finer_than_a_cent_are_cut_down(harness: Harness):
    """An order for 100.009 dollars is one for 100.00 (alpaca §5, §6)."""
    assert D("100.00") == accepted(harness.broker, buy(quantity="0", notional=D("100.009"))).notional


def test_a_first_status_during_hours_is_pending_new(harness: Harness):
    """The broker's own word is kept (alpaca §13)."""
    assert "pending_new" == accepted(harness.broker, buy()).broker_status


def test_a_first_status_while_closed_is_accepted(harness: Harness):
    """A closed market takes orders all the same (alpaca §9, §13)."""
    harness.at(EVENING)

    assert "accepted" == accepted(harness.broker, buy()).broker_status


TAKEN = {
    "a fraction of a share": buy("TLT", "0.5"),
    "a purchase of exactly one dollar": buy("HALF", "2"),
    "a sale worth less than a dollar": sell("SPY", "0.000000001"),
    "exactly all the cash": buy("SPY", "25"),
    "exactly all the shares": sell("SPY", "10"),
    "whole shares of what trades whole": buy("BRK.B", "3"),
    "a limit in cents": buy("TLT", "1", **at("99.99")),
    "a limit of four decimals below a dollar": buy("PNNY", "10", **at("0.4999")),
    "a limit of exactly one dollar": buy("PNNY", "10", **at("1.00")),
    "an id of 128 letters": buy(name="r" * 128),
    "an id of odd letters": buy(name="a b&c=d/e?f#g%20+ü"),
    "a sell limit far above the market": sell("SPY", "1", **at("4000.00")),
    "a buy limit far below the market": buy("SPY", "1", **at("1.00")),
    "a buy counted at its limit, not at the market": buy("SPY", "50", **at("200.00")),
}


@pytest.mark.parametrize("intent", TAKEN.values(), ids=TAKEN.keys())
def test_what_no_rule_forbids_is_taken(harness: Harness, intent: OrderIntent):
    """Orders at the very edge of a rule are taken, and found again as they were sent (alpaca §6)."""
    harness.fill("none")
    order = accepted(harness.broker, intent)
    found = harness.broker.find(intent.client_order_id)

    assert found is not None
    assert (order.order_id, intent.symbol, intent.side, intent.quantity) == (
        found.order_id,
        found.symbol,
        found.side,
        found.quantity,
    )


def test_taking_an_order_moves_nothing(harness: Harness):
    """Cash and positions change by fills only (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "4"))
    account, holdings = harness.broker.account(), harness.broker.holdings()

    assert (CASH, [D(2), D(10)]) == (account.cash, [holding.quantity for holding in holdings])


def test_an_order_whose_time_is_over_does_not_leave(harness: Harness):
    """The broker never hears of it, and its name stays free: I-21 (alpaca §12)."""
    now = harness.broker.market_clock().now
    late = harness.broker.submit(buy(name="rbp1"), now - timedelta(seconds=1))

    assert (NotSent, None) == (type(late), harness.broker.find("rbp1"))


def test_an_order_in_time_leaves(harness: Harness):
    """There is time without end (alpaca §12)."""
    in_time = harness.broker.submit(buy(name="rbp1"), datetime.max.replace(tzinfo=UTC))

    assert Accepted is type(in_time)
