"""The smallest deposit that restores balance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import plan, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import CapMode, Constraints
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.trade import Side
from trimtab.planning.methods.deposit import smallest_deposit

PRICES = {"A": "10", "B": "10", "OLD": "10"}
FREE = CostConfig(minimum_trade=D(0))
HALVES = policy({"A": "0.5", "B": "0.5"})


def test_the_largest_value_per_target_decides():
    """A at sixty dollars is half of 120: twenty are missing."""
    assert D(20) == smallest_deposit(question(snapshot("0", {"A": "6", "B": "4"}, PRICES), HALVES))


def test_idle_cash_is_counted():
    """Of the twenty, fifteen are there already."""
    assert D(5) == smallest_deposit(question(snapshot("15", {"A": "6", "B": "4"}, PRICES), HALVES))


def test_a_balanced_portfolio_needs_none():
    """Nothing is above its target."""
    assert D(0) == smallest_deposit(question(snapshot("0", {"A": "5", "B": "5"}, PRICES), HALVES))


def test_the_deposit_is_rounded_up_to_the_cent():
    """Forty dollars are 0.3 of 133.333…: of the 100 there are, 33.34 are missing."""
    thirds = policy({"A": "0.3", "B": "0.7"})

    assert D("33.34") == smallest_deposit(question(snapshot("0", {"A": "4", "B": "6"}, PRICES), thirds))


def test_a_full_plan_after_the_deposit_sells_nothing():
    """What the figure promises holds when the money arrives."""
    account = snapshot("0", {"A": "4.321", "B": "6", "OLD": "1.5"}, PRICES)
    rule = policy({"A": "0.31", "B": "0.57", "OLD": "0.12"}, method=RebalancingMethod.FULL, costs=FREE)
    amount = smallest_deposit(question(account, rule)) or D(0)

    assert () == plan(replace(account, cash=amount), rule).of_side(Side.SELL)
    assert plan(replace(account, cash=amount - 1), rule).of_side(Side.SELL)


@pytest.mark.parametrize("wanted", [{"A": "1"}, {"A": "1", "OLD": "0"}])
def test_what_should_be_nothing_cannot_be_outgrown(wanted: dict[str, str]):
    """No deposit brings a held weight to zero, however little is held."""
    for held in ("4", "0.05"):
        account = snapshot("0", {"A": "6", "OLD": held}, PRICES)

        assert None is smallest_deposit(question(account, policy(wanted)))


def test_what_has_no_price_leaves_it_open():
    """Without the portfolio's value there is no figure."""
    assert None is smallest_deposit(question(snapshot("0", {"A": "6"}, {}), policy({"A": "1"})))


def test_caps_that_cannot_be_kept_leave_it_open():
    """Where no weights fit, no deposit leads to them."""
    limits = Constraints(max_position_weight=D("0.4"), cap_mode=CapMode.SINGLE_PASS)

    assert None is smallest_deposit(
        question(snapshot("0", {"A": "6"}, PRICES), policy({"A": "1"}, constraints=limits))
    )


def test_a_missing_reserve_has_to_be_deposited():
    """A reserve of fifty dollars is more than the twenty that balance takes."""
    rule = replace(HALVES, constraints=Constraints(cash_reserve_amount=D(50)))

    assert D(50) == smallest_deposit(question(snapshot("0", {"A": "6", "B": "4"}, PRICES), rule))


def test_a_reserve_in_percent_grows_with_the_deposit():
    """A fifth of 125 dollars is 25: not 20, a fifth of the 100 before."""
    rule = replace(HALVES, constraints=Constraints(cash_reserve_weight=D("0.2")))

    assert D(25) == smallest_deposit(question(snapshot("0", {"A": "6", "B": "4"}, PRICES), rule))


@pytest.mark.parametrize("held", [{"A": "6", "B": "4"}, {"A": "0.05"}])
def test_a_reserve_of_everything_is_never_reached(held: dict[str, str]):
    """Where all is to be cash, no deposit suffices, be it for half a dollar."""
    rule = replace(HALVES, constraints=Constraints(cash_reserve_weight=D(1)))

    assert None is smallest_deposit(question(snapshot("10", held, PRICES), rule))


def test_a_reserve_of_everything_that_is_there_needs_none():
    """A hundred dollars and nothing else are all in cash."""
    rule = replace(HALVES, constraints=Constraints(cash_reserve_weight=D(1)))

    assert D(0) == smallest_deposit(question(snapshot("100", {}, PRICES), rule))


def test_nothing_held_needs_nothing():
    """An empty portfolio is no further from its targets for any deposit."""
    assert D(0) == smallest_deposit(question(snapshot("0", {}, PRICES), HALVES))
