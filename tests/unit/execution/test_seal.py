"""Buys are fixed from the cash that is there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, instrument, leg, quote
from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.trade import Side
from trimtab.execution.seal import Purse, seal_buys


def buy(number: int = 1, symbol: str = "SPY", quantity: str = "10", **fields: Any) -> Leg:
    return leg(number, Side.BUY, quantity, symbol=symbol, **fields)


def purse(budget: str, unit: QuantityUnit = QuantityUnit.FRACTIONAL, *, price: str = "100") -> Purse:
    symbols = ("SPY", "TLT")
    return Purse(
        budget=D(budget),
        quotes={symbol: quote(symbol, price) for symbol in symbols},
        instruments={symbol: instrument(symbol, unit) for symbol in symbols},
    )


def seal(*legs: Leg, budget: Purse, all_or_nothing: bool = False) -> list[tuple[str, D]]:
    sealed = seal_buys(legs, budget, NOON, all_or_nothing=all_or_nothing)
    return [(leg.state.value, leg.quantity) for leg in sealed]


def test_with_enough_cash_the_plan_is_sealed_as_it_is():
    """1,001 dollars pay ten shares at 100 with a tenth of a per cent to spare."""
    assert [("INTENT", D(10))] == seal(buy(), budget=purse("1001"))


def test_a_market_buy_is_sealed_at_its_worst_price():
    """Without room for the price to rise a little, a little less is bought (I-04)."""
    assert [("INTENT", D("9.99000999"))] == seal(buy(), budget=purse("1000"))


def test_a_market_buy_is_sealed_at_its_asking_price():
    """The broker holds back what sellers ask: 1,001 dollars pay eight shares at 125."""
    wide = Quote(symbol="SPY", price=D(100), as_of=NOON, bid=D(75), ask=D(125))
    made = replace(purse("1001"), quotes={"SPY": wide})

    assert [("INTENT", D(8))] == seal(buy(), budget=made)


def test_a_limit_buy_is_sealed_at_its_limit():
    """A limit is the worst price by itself."""
    assert [("INTENT", D(10))] == seal(buy(limit_price=D(100)), budget=purse("1000"))


def test_short_cash_scales_all_buys():
    """Half the cash buys half of each."""
    half = seal(buy(1), buy(2, "TLT"), budget=purse("1001"))

    assert [("INTENT", D(5)), ("INTENT", D(5))] == half


def test_more_cash_never_buys_more_than_was_approved():
    """The approved quantity is the ceiling (I-12)."""
    assert [("INTENT", D(10))] == seal(buy(), budget=purse("999999"))


@pytest.mark.parametrize("budget", ["0", "-50", "0.99"])
def test_without_cash_a_buy_is_skipped(budget: str):
    """Nothing, less than nothing and less than the broker's least are no buys."""
    assert [("SKIPPED", D(0))] == seal(buy(), budget=purse(budget))


def test_a_skipped_buy_says_why():
    """The leg keeps code and sentence."""
    (skipped,) = seal_buys((buy(),), purse("0"), NOON, all_or_nothing=False)

    assert ("CASH_SHORT", "There is not enough cash to buy SPY.") == (skipped.reason_code, skipped.note)


@pytest.mark.parametrize("budget", ["1000", "0", "-50"])
def test_a_buy_without_a_price_is_skipped(budget: str):
    """A symbol whose price cannot be had is not bought, whatever the cash is."""
    (skipped,) = seal_buys((buy(symbol="OLD"),), purse(budget), NOON, all_or_nothing=False)

    assert (LegState.SKIPPED, "PRICE_MISSING") == (skipped.state, skipped.reason_code)


def test_a_named_quantity_is_bought_in_full_or_not_at_all():
    """A person who asked for ten shares does not get nine."""
    assert [("SKIPPED", D(0))] == seal(buy(), budget=purse("1000"), all_or_nothing=True)


def test_whole_shares_stay_whole():
    """950 dollars buy nine whole shares at 100."""
    assert [("INTENT", D(9))] == seal(buy(), budget=purse("950", QuantityUnit.WHOLE))


def test_a_risen_price_buys_less():
    """The seal uses the price of now, not of the plan."""
    assert [("INTENT", D("8.0000"))] == seal(buy(), budget=purse("1001", price="125"))
