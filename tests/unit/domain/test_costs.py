"""Estimated costs."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.costs import NO_COSTS, Costs


def test_the_total_is_the_sum_of_the_kinds():
    """Spread, commission and impact add up."""
    assert D("3.75") == Costs(spread=D("1.5"), commission=D(2), impact=D("0.25")).total


def test_costs_add_kind_by_kind():
    """Each kind is summed on its own."""
    one = Costs(spread=D(1), commission=D(2), impact=D(3))

    assert Costs(spread=D(2), commission=D(4), impact=D(6)) == one + one


def test_no_costs_change_nothing():
    """Adding nothing leaves the sum as it was."""
    one = Costs(spread=D(1))

    assert one == one + NO_COSTS
