"""Buys fit the cash that is there."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.planning.funding import WantedBuy, fit_to_cash


def want(symbol: str, quantity: str, price: str, step: str = "0.0001") -> WantedBuy:
    return WantedBuy(symbol=symbol, quantity=D(quantity), price=D(price), step=D(step))


def test_with_enough_cash_everything_is_bought():
    """Cash that covers the buys exactly leaves them alone."""
    assert {"A": D(2), "B": D(1)} == fit_to_cash((want("A", "2", "100"), want("B", "1", "50")), D(250))


def test_short_cash_scales_all_buys_by_one_factor():
    """Half the cash buys half of everything (domain rule 33)."""
    assert {"A": D(1), "B": D("0.5")} == fit_to_cash((want("A", "2", "100"), want("B", "1", "50")), D(125))


def test_whole_shares_are_cut_and_the_leftover_buys_the_largest_shortfall():
    """500 for 3 A and 3 B at 100: two each after the cut, and the 100 left over buy one A, first by name."""
    affordable = fit_to_cash((want("B", "3", "100", "1"), want("A", "3", "100", "1")), D(500))

    assert {"A": D(3), "B": D(2)} == affordable


def test_the_leftover_goes_to_the_largest_shortfall_in_dollars():
    """B lacks 150 dollars and A 50, so the one share that still fits is B."""
    affordable = fit_to_cash((want("A", "1", "100", "1"), want("B", "1", "300", "1")), D(350))

    assert {"A": D(0), "B": D(1)} == affordable


@pytest.mark.parametrize("budget", ["0", "-100"])
def test_without_cash_nothing_is_bought(budget: str):
    """No budget, or one below zero, buys nothing."""
    assert {"A": D(0)} == fit_to_cash((want("A", "2", "100"),), D(budget))


@pytest.mark.parametrize("budget", ["100", "0", "-100"])
def test_nothing_wanted_needs_no_cash(budget: str):
    """Without buys there is nothing to scale, whatever the budget is."""
    assert {} == fit_to_cash((), D(budget))


def test_the_cost_of_a_buy_is_quantity_times_price():
    """Three shares at 33.50 cost at most 100.50."""
    assert D("100.50") == want("A", "3", "33.50").cost
