"""One question to the planner."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import fx_rate, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import Edit, PlanOptions, Swap
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus

ACCOUNT = snapshot("0", {"A": "1"}, {"A": "100"})
RULE = policy({"A": "1"}, costs=CostConfig(minimum_trade=D(20)))


def shelf(minimum: str) -> Shelf:
    entry = ShelfEntry(symbol="A", status=ShelfStatus.APPROVED, minimum_trade=D(minimum))
    return Shelf(version="1", entries=(entry,))


def test_a_request_without_a_method_takes_the_policy_s():
    """The request's own method comes first."""
    plain, own = question(ACCOUNT, RULE), question(ACCOUNT, RULE, method=RebalancingMethod.FULL)

    assert (RULE.method, RebalancingMethod.FULL) == (plain.chosen_method, own.chosen_method)


@pytest.mark.parametrize(
    ("asked", "on_shelf", "least"), [("0", "0", "20"), ("30", "0", "30"), ("30", "40", "40")]
)
def test_the_largest_minimum_counts(asked: str, on_shelf: str, least: str):
    """Policy, request and shelf each have one (domain rule 8)."""
    request = question(ACCOUNT, RULE, minimum_trade=D(asked), shelf=shelf(on_shelf))

    assert (D(least), max(D(20), D(asked))) == (request.least_trade("A"), request.least_trade("X"))


def test_the_shelf_speaks_the_instrument_s_currency():
    """Forty euro at 1.25 are fifty dollars."""
    abroad = tuple(replace(known, currency="EUR") for known in ACCOUNT.instruments)
    account = replace(ACCOUNT, instruments=abroad, fx_rates=(fx_rate("EUR", "1.25"),))

    assert D(50) == question(account, RULE, shelf=shelf("40")).least_trade("A")


def test_dust_that_is_not_suppressed_asks_nothing_of_the_shelf():
    """The option leaves policy and request in force."""
    options = PlanOptions(suppress_dust_trades=False)

    assert D(20) == question(ACCOUNT, RULE, shelf=shelf("40"), options=options).least_trade("A")


SWAPS = (Swap(sold="A", bought="B", quantity=D(1)), Swap(sold="C", bought="D", quantity=D(1)))


@pytest.mark.parametrize(("edited", "whole"), [("X", SWAPS), ("A", SWAPS[1:]), ("D", SWAPS[:1])])
def test_a_swap_is_whole_while_neither_of_its_trades_is_edited(edited: str, whole: tuple[Swap, ...]):
    """Sold or bought."""
    request = question(ACCOUNT, RULE, swaps=SWAPS, edits=(Edit(symbol=edited, quantity=D(0)),))

    assert (frozenset({edited}), whole) == (request.edited, request.whole_swaps)
    assert SWAPS == question(ACCOUNT, RULE, swaps=SWAPS).whole_swaps


@pytest.mark.parametrize(
    ("asked", "ruled", "reviewed"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_request_and_policy_can_each_ask_for_reviews(*, asked: bool, ruled: bool, reviewed: bool):
    """Requirement 003 has the option, an owner the setting."""
    rule = replace(RULE, constraints=Constraints(review_soft_rules=ruled))

    assert reviewed is question(ACCOUNT, rule, options=PlanOptions(review_soft_rules=asked)).is_reviewed
