"""What open orders hold back, and when they give it free."""

from __future__ import annotations

from decimal import Decimal as D

from contract.broker.acts import accepted, at, buy, cancelled, filled, looked_up, refused, sell
from contract.broker.harness import EVENING, Harness
from trimtab.domain.reasons import ReasonCode


def test_cash_promised_to_an_open_buy_cannot_be_spent_again(harness: Harness):
    """Two buys that fit one by one but not together: the second is refused (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "15", "rbp1"))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refused(harness.broker, buy("SPY", "15", "rbp2")).reason


def test_the_rest_of_the_cash_can_be_spent(harness: Harness):
    """An open buy holds back what it costs and not a cent more (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "15", "rbp1"))

    assert "rbp2" == accepted(harness.broker, buy("SPY", "10", "rbp2")).client_order_id


def test_a_limit_buy_holds_back_its_limit(harness: Harness):
    """Ten shares at a limit of 900 hold 9,000, though they would cost 4,000 (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "10", "rbp1", **at("900.00")))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refused(harness.broker, buy("SPY", "3", "rbp2")).reason


def test_a_buy_in_dollars_holds_back_its_dollars(harness: Harness):
    """An open order for 9,000.00 leaves 1,000 of 10,000 (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "0", "rbp1", notional=D("9000.00")))
    refusal = refused(harness.broker, buy("SPY", "0", "rbp2", notional=D("1000.01")))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refusal.reason
    assert "rbp3" == accepted(harness.broker, buy("SPY", "0", "rbp3", notional=D("1000.00"))).client_order_id


def test_a_cancelled_buy_gives_its_cash_free(harness: Harness):
    """What is cancelled holds nothing (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "25", "rbp1"))
    cancelled(harness.broker, "rbp1")

    assert "rbp2" == accepted(harness.broker, buy("SPY", "25", "rbp2")).client_order_id


def test_an_expired_buy_gives_its_cash_free(harness: Harness):
    """What has expired holds nothing (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "25", "rbp1"))
    harness.at(EVENING)
    looked_up(harness.broker, lambda order: order.broker_status == "expired")

    assert "rbp2" == accepted(harness.broker, buy("SPY", "25", "rbp2")).client_order_id


def test_a_filled_buy_holds_nothing_beside_its_price(harness: Harness):
    """Bought at 400 with a limit of 900: 6,000 of 10,000 are free again (alpaca §6)."""
    filled(harness.broker, buy("SPY", "10", "rbp1", **at("900.00")))

    assert "rbp2" == accepted(harness.broker, buy("SPY", "15", "rbp2")).client_order_id


def test_a_partly_filled_buy_holds_its_rest(harness: Harness):
    """Two of four bought: cash is 9,599, of which 800 is promised (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("SPY", "4", "rbp1"))
    looked_up(harness.broker, lambda order: order.filled_quantity == D(2))
    harness.fill("none")
    refusal = refused(harness.broker, buy("TLT", "0", "rbp2", notional=D("8400.01")))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refusal.reason
    assert "rbp3" == accepted(harness.broker, buy("TLT", "0", "rbp3", notional=D("8400.00"))).client_order_id


def test_shares_promised_to_an_open_sell_cannot_be_sold_again(harness: Harness):
    """Held shares less those of open sells is what may be sold (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7", "rbp1"))
    refusal = refused(harness.broker, sell("SPY", "4", "rbp2"))

    assert ReasonCode.INSUFFICIENT_SHARES is refusal.reason
    assert "(requested: 4, available: 3)" in refusal.text


def test_the_rest_of_the_shares_can_be_sold(harness: Harness):
    """An open sell holds back its own shares only (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7", "rbp1"))

    assert "rbp2" == accepted(harness.broker, sell("SPY", "3", "rbp2")).client_order_id


def test_a_cancelled_sell_gives_its_shares_free(harness: Harness):
    """After the cancellation is confirmed all may be sold (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7", "rbp1"))
    cancelled(harness.broker, "rbp1")

    assert "rbp2" == accepted(harness.broker, sell("SPY", "10", "rbp2")).client_order_id


def test_all_sold_cannot_be_sold_again(harness: Harness):
    """One order cannot cross from long to short, nor can the next (alpaca §6)."""
    filled(harness.broker, sell("SPY", "10", "rbp1"))

    assert ReasonCode.SHORT_NOT_ALLOWED is refused(harness.broker, sell("SPY", "1", "rbp2")).reason


def test_an_open_sell_adds_no_buying_power(harness: Harness):
    """Sells add nothing until they are filled (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "10", "rbp1"))
    refusal = refused(harness.broker, buy("TLT", "0", "rbp2", notional=D("10000.01")))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refusal.reason


def test_a_filled_sell_adds_buying_power(harness: Harness):
    """Ten shares sold at 400 make 14,000 to spend (alpaca §6)."""
    filled(harness.broker, sell("SPY", "10", "rbp1"))

    assert "rbp2" == accepted(harness.broker, buy("SPY", "35", "rbp2")).client_order_id


def test_shares_bought_can_be_sold_at_once(harness: Harness):
    """Nothing waits for settlement (alpaca §13)."""
    filled(harness.broker, buy("TLT", "4", "rbp1"))

    assert "rbp2" == accepted(harness.broker, sell("TLT", "4", "rbp2")).client_order_id


def test_orders_queued_while_closed_hold_their_cash(harness: Harness):
    """An accepted order of the evening counts as any open one (alpaca §6, §9)."""
    harness.at(EVENING)
    accepted(harness.broker, buy("SPY", "20", "rbp1"))

    assert ReasonCode.INSUFFICIENT_BUYING_POWER is refused(harness.broker, buy("SPY", "6", "rbp2")).reason
