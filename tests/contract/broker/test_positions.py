"""What every broker says is held, and how much of it may be sold."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract.broker.acts import accepted, buy, cancelled, filled, held, looked_up, sell
from contract.broker.harness import OPENING, Harness
from trimtab.ports import Broker


def test_holdings_come_in_symbol_order_and_are_all_available(harness: Harness):
    """Without open orders every share may be sold (alpaca §3)."""
    holdings = harness.broker.holdings()

    assert [("BRK.B", D(2), D(2)), ("SPY", D(10), D(10))] == [
        (held.symbol, held.quantity, held.available_quantity) for held in holdings
    ]


def test_an_account_without_shares_holds_nothing(harness: Harness):
    """Only what is held is listed (alpaca §3)."""
    harness.reset(OPENING.with_shares({}))

    assert () == harness.broker.holdings()


def average(broker: Broker, symbol: str) -> D | None:
    (found,) = (held for held in broker.holdings() if held.symbol == symbol)
    return found.average_cost


def test_bought_shares_have_the_average_cost_of_their_fills(harness: Harness):
    """Two at 100.25 and one at 110.26 are 103.586666667 each, to nine decimals (alpaca §3)."""
    filled(harness.broker, buy("TLT", "2"))
    harness.move_price("TLT", "110.26")
    filled(harness.broker, buy("TLT", "1", "rbp2"))

    assert D("103.586666667") == average(harness.broker, "TLT")


def test_a_sale_takes_the_cost_of_the_oldest_shares(harness: Harness):
    """Three of four bought first at 100.25 go; the one left averages with two at 110.25 (alpaca §3)."""
    filled(harness.broker, buy("TLT", "4"))
    harness.move_price("TLT", "110.25")
    filled(harness.broker, buy("TLT", "2", "rbp2"))
    filled(harness.broker, sell("TLT", "3", "rbp3"))

    assert D("106.916666667") == average(harness.broker, "TLT")


@pytest.mark.parametrize(("old", "new", "cost"), [("1", "3", "33.416666667"), ("4", "1", "401")])
def test_a_split_divides_the_average_cost(harness: Harness, old: str, new: str, cost: str):
    """Four shares cost 401 before it and after it (alpaca §16)."""
    filled(harness.broker, buy("TLT", "4"))
    harness.split("TLT", old, new)

    assert D(cost) == average(harness.broker, "TLT")


def test_a_change_of_name_keeps_the_average_cost(harness: Harness):
    """The shares are the same (alpaca §16)."""
    filled(harness.broker, buy("TLT", "4"))
    harness.rename("TLT", "TLTX")

    assert D("100.25") == average(harness.broker, "TLTX")


def test_what_was_sold_out_starts_with_a_new_cost(harness: Harness):
    """All ten go, whatever they have cost; one bought then costs 400 (alpaca §3)."""
    filled(harness.broker, sell("SPY", "10"))
    filled(harness.broker, buy("SPY", "1", "rbp2"))

    assert D(400) == average(harness.broker, "SPY")


def test_bought_shares_are_held_and_free(harness: Harness):
    """A filled buy makes a position that may be sold at once (alpaca §3)."""
    filled(harness.broker, buy("TLT", "4"))

    assert (D(4), D(4)) == held(harness.broker, "TLT")


def test_a_purchase_adds_to_what_is_held(harness: Harness):
    """One symbol is one position, however often it is bought (alpaca §3)."""
    filled(harness.broker, buy("SPY", "2.5"))

    assert (D("12.5"), D("12.5")) == held(harness.broker, "SPY")


def test_a_sold_position_is_gone(harness: Harness):
    """Selling all that is held leaves no position (alpaca §3)."""
    filled(harness.broker, sell("SPY", "10"))

    assert ["BRK.B"] == [holding.symbol for holding in harness.broker.holdings()]


def test_nine_decimals_of_a_share_are_held_as_bought(harness: Harness):
    """The finest fraction the broker counts is not rounded away (alpaca §6)."""
    filled(harness.broker, buy("TLT", "1.123456789"))

    assert (D("1.123456789"), D("1.123456789")) == held(harness.broker, "TLT")


def test_shares_of_an_open_sell_are_not_available(harness: Harness):
    """What is promised to one sell may not be sold by another (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7"))

    assert (D(10), D(3)) == held(harness.broker, "SPY")


def test_an_open_buy_holds_no_shares(harness: Harness):
    """Only sells hold shares back (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "3"))

    assert (D(10), D(10)) == held(harness.broker, "SPY")


def test_a_partial_sale_holds_only_its_rest(harness: Harness):
    """Two of four sold: eight are held, two of them still promised (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, sell("SPY", "4"))
    looked_up(harness.broker, lambda order: order.filled_quantity == D(2))
    harness.fill("none")

    assert (D(8), D(6)) == held(harness.broker, "SPY")


def test_a_cancelled_sell_frees_its_shares(harness: Harness):
    """Shares stay held until the cancellation is confirmed, and are free then (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7"))
    cancelled(harness.broker)

    assert (D(10), D(10)) == held(harness.broker, "SPY")


def test_two_open_sells_hold_their_shares_together(harness: Harness):
    """Every open sell counts (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "3", "rbp1"))
    accepted(harness.broker, sell("SPY", "4", "rbp2"))

    assert (D(10), D(3)) == held(harness.broker, "SPY")


def test_an_open_sell_of_one_symbol_leaves_the_others_free(harness: Harness):
    """Shares are held by symbol (alpaca §6)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7"))

    assert (D(2), D(2)) == held(harness.broker, "BRK.B")
