"""Given trades on a copy of the allocation."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.commands import Simulate
from trimtab.domain.errors import InvalidRequestError, NotFoundError, UnavailableError
from trimtab.domain.instruments import CASH
from trimtab.domain.trade import Side
from trimtab.domain.what_if import SupposedTrade
from trimtab.services.what_if_analysis import what_if_analysis
from worlds import ANNA, BEN, World, world


def saved() -> World:
    """9,000 dollars of shares and 1,000 in cash."""
    here = world()
    here.save(SPY="60", TLT="40")
    return here


def moved(side: Side, asset_class: str, value: int) -> Simulate:
    """Suppose one trade of a class, without a cash leg."""
    trade = SupposedTrade(side=side, asset_class=asset_class, value=D(value))
    return Simulate(portfolio=ANNA, trades=(trade,), has_cash_leg=False)


def test_values_move_and_nothing_else():
    """1,000 more of bonds makes the whole 11,000 (requirement 001's arithmetic)."""
    here = saved()
    found = what_if_analysis(moved(Side.BUY, "BOND", 1_000), here.services)

    assert {"BOND": D(1_000), "EQUITY": D(9_000), CASH: D(1_000)} == {
        share.asset_class: share.value for share in found.classes_after
    }
    assert ({}, []) == (here.plans.plans, here.broker.sent)


def test_no_class_falls_below_zero():
    """The document's code would let money appear (domain §1.20)."""
    with pytest.raises(InvalidRequestError, match=r"\Atrades\[0\]: "):
        what_if_analysis(moved(Side.SELL, "EQUITY", 9_001), saved().services)


def test_without_a_price_nothing_is_known():
    """A class that lacks a holding would be a wrong answer."""
    here = saved()
    del here.broker.prices["TLT"]

    with pytest.raises(UnavailableError):
        what_if_analysis(moved(Side.BUY, "BOND", 1_000), here.services)


def test_a_portfolio_that_is_not_there_cannot_be_supposed():
    """Ben has saved nothing."""
    with pytest.raises(NotFoundError):
        what_if_analysis(Simulate(portfolio=BEN), saved().services)
