"""What every broker says of an account that has not traded yet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

from contract.broker.harness import CASH, PRICES, SHARES, Harness
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.snapshot import BrokerMode


def test_a_local_account_is_a_paper_account(harness: Harness):
    """Nothing on this machine moves real money."""
    assert BrokerMode.PAPER == harness.broker.environment


def test_the_account_shows_its_cash_and_may_trade(harness: Harness):
    """Cash is exact and an ordinary account is not blocked."""
    account = harness.broker.account()

    assert (CASH, False) == (account.cash, account.is_blocked)


def test_holdings_come_in_symbol_order_and_are_all_available(harness: Harness):
    """Without open orders every share may be sold."""
    holdings = harness.broker.holdings()

    assert [("BRK.B", D(2), D(2)), ("SPY", D(10), D(10))] == [
        (held.symbol, held.quantity, held.available_quantity) for held in holdings
    ]


def test_instruments_tell_whole_from_fractional_and_halted_from_tradable(harness: Harness):
    """The unit and the tradability are the instrument's own."""
    found = harness.broker.instruments(("SPY", "BRK.B", "HALT"))

    assert {
        "SPY": (QuantityUnit.FRACTIONAL, True),
        "BRK.B": (QuantityUnit.WHOLE, True),
        "HALT": (QuantityUnit.FRACTIONAL, False),
    } == {symbol: (known.unit, known.is_tradable) for symbol, known in found.items()}


def test_an_unknown_symbol_is_left_out(harness: Harness):
    """A symbol the broker does not know has neither instrument nor price, and spoils nothing."""
    asked = ("SPY", "ZZZZZ")

    assert ({"SPY"}, {"SPY"}) == (
        set(harness.broker.instruments(asked)),
        set(harness.broker.quotes(asked)),
    )


def test_nothing_asked_is_nothing_answered(harness: Harness):
    """An empty portfolio needs no prices and no instruments."""
    assert ({}, {}) == (harness.broker.instruments(()), harness.broker.quotes(()))


def test_many_instruments_are_found_as_few_are(harness: Harness):
    """Looking up more symbols than is worth single calls leaves nobody out, the halted one included."""
    asked = ("SPY", "TLT", "BRK.B", "HALT", *(f"ZZZ{letter}" for letter in "ABCDEFGH"))

    assert set(PRICES) == set(harness.broker.instruments(asked))


def test_quotes_are_exact_and_timed(harness: Harness):
    """A price keeps its cents, and its time carries an offset."""
    quote = harness.broker.quotes(("TLT",))["TLT"]

    assert (D("100.25"), timedelta(0)) == (quote.price, quote.as_of.utcoffset())


def test_an_open_market_closes_before_it_opens_again(harness: Harness):
    """While open, the next close comes first."""
    clock = harness.broker.market_clock()

    assert (True, True) == (clock.is_open, clock.now < clock.next_close < clock.next_open)


def test_a_closed_market_opens_before_it_closes_again(harness: Harness):
    """While closed, the next close belongs to the coming session."""
    harness.open_market(is_open=False)
    clock = harness.broker.market_clock()

    assert (False, True) == (clock.is_open, clock.now < clock.next_open < clock.next_close)


def test_a_fresh_account_has_no_open_orders(harness: Harness):
    """Nothing was sent, nothing is open, and what is held stays as it was."""
    assert ((), len(SHARES)) == (harness.broker.open_orders(), len(harness.broker.holdings()))
