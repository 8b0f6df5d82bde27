"""What every broker says is held, and how much of it may be sold."""

from __future__ import annotations

from decimal import Decimal as D

from contract.broker.acts import accepted, buy, cancelled, filled, held, looked_up, sell
from contract.broker.harness import OPENING, Harness


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
