"""What every broker says of an account: its cash, whether it may trade, and which one it is."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract.broker.acts import accepted, at, buy, cancelled, cash, filled, looked_up, sell
from contract.broker.harness import CASH, Harness
from trimtab.domain.snapshot import BrokerMode


def test_a_local_account_is_a_paper_account(harness: Harness):
    """Nothing on this machine moves real money; the host decides (alpaca §14)."""
    assert BrokerMode.PAPER == harness.broker.environment


def test_the_account_shows_its_cash_and_may_trade(harness: Harness):
    """Cash is exact and an ordinary account is not blocked (alpaca §3)."""
    account = harness.broker.account()

    assert (CASH, False) == (account.cash, account.is_blocked)


def test_the_account_is_worth_its_cash_and_its_shares(harness: Harness):
    """The broker's own count is the sum of the parts it lists, before and after a trade (alpaca §3)."""
    before = harness.broker.account().equity - worth(harness)
    filled(harness.broker, buy("TLT", "4"))

    assert [D(0), D(0)] == [before, harness.broker.account().equity - worth(harness)]


@pytest.mark.parametrize("now", ["2026-11-20T22:30:00", "2026-11-21T12:00:00"])
def test_the_account_is_worth_as_much_when_the_market_is_closed(harness: Harness, now: str):
    """In the evening and at the weekend its own count is the sum of its parts, too (alpaca §3)."""
    harness.at(now)

    assert worth(harness) == harness.broker.account().equity


def worth(harness: Harness) -> D:
    held = harness.broker.holdings()
    quotes = harness.broker.quotes(tuple(each.symbol for each in held))
    return sum((each.quantity * quotes[each.symbol].price for each in held), cash(harness.broker))


def test_an_account_keeps_its_id(harness: Harness):
    """A key pair is one account, and trading does not rename it (alpaca §14)."""
    before = harness.broker.account().account_id
    filled(harness.broker, buy())

    assert (True, before) == (bool(before), harness.broker.account().account_id)


def test_a_suspended_account_is_blocked(harness: Harness):
    """A user who suspends trading has a blocked account (alpaca §6)."""
    harness.suspend()

    assert harness.broker.account().is_blocked


@pytest.mark.parametrize("restriction", ["trading_blocked", "account_blocked"])
def test_a_restricted_account_is_blocked(harness: Harness, restriction: str):
    """Whatever the broker has blocked, the account may not trade (alpaca §3, §6)."""
    harness.restrict(restriction)

    assert harness.broker.account().is_blocked


def test_cash_pays_for_a_purchase_to_the_cent(harness: Harness):
    """Four shares at 100.25 cost 401.00 (alpaca §13)."""
    filled(harness.broker, buy("TLT", "4"))

    assert CASH - D("401.00") == cash(harness.broker)


def test_a_sale_is_paid_out_to_the_cent(harness: Harness):
    """Ten shares at 400 bring 4,000, without fees on paper (alpaca §13)."""
    filled(harness.broker, sell("SPY", "10"))

    assert CASH + D(4000) == cash(harness.broker)


def test_cash_is_not_spent_before_an_order_fills(harness: Harness):
    """An open buy reduces buying power, and cash stays what it is (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4"))

    assert CASH == cash(harness.broker)


def test_a_partial_purchase_costs_its_part(harness: Harness):
    """Half of four shares at 100.25 costs 200.50 and no more (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, lambda order: order.filled_quantity == D(2))
    harness.fill("none")

    assert CASH - D("200.50") == cash(harness.broker)


def test_a_partial_sale_brings_its_part(harness: Harness):
    """Half of four shares at 400 brings 800 and no more (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, sell("SPY", "4"))
    looked_up(harness.broker, lambda order: order.filled_quantity == D(2))
    harness.fill("none")

    assert CASH + D(800) == cash(harness.broker)


def test_a_cancelled_purchase_costs_nothing(harness: Harness):
    """What never filled was never paid (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy("TLT", "4"))
    cancelled(harness.broker)

    assert CASH == cash(harness.broker)


def test_a_round_trip_at_one_price_leaves_the_cash_as_it_was(harness: Harness):
    """Bought and sold at one price without spread, nothing is lost (alpaca §13)."""
    filled(harness.broker, buy("TLT", "4", "rbp1"))
    filled(harness.broker, sell("TLT", "4", "rbp2"))

    assert CASH == cash(harness.broker)


def test_a_limit_is_not_what_is_paid(harness: Harness):
    """A buy limited to 101 fills at the market's 100.25 and costs that (alpaca §13)."""
    filled(harness.broker, buy("TLT", "4", **at("101.00")))

    assert CASH - D("401.00") == cash(harness.broker)
