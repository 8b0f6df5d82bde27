"""Sums over days."""

from __future__ import annotations

import numpy as np

from trimtab.lab.tally import Tally


def test_wealth_begins_with_one_and_all_else_with_nothing():
    """Two holdings, three columns."""
    tally = Tally.empty(2, 3)

    assert [1, 1, 1] == tally.growth.tolist()
    assert (2, 3) == tally.weights.shape
    assert not tally.cost.any()


def test_a_day_is_counted_for_each_policy_against_the_same_mix():
    """Two policies on one path: 10 and 5 % against 4 %."""
    tally = Tally.empty(1, 2)
    tally.count_day(np.array([1.10, 1.05]), np.array([0.04]), np.array([0.02, 0.03]))

    assert [1.1, 1.05] == tally.growth.tolist()
    assert [0.1, 0.05] == tally.returns.round(12).tolist()
    assert [0.0036, 0.0001] == tally.excess_squares.round(12).tolist()
    assert [0.02, 0.03] == tally.worst.tolist()


def test_the_worst_drift_stays():
    """A calmer day changes nothing about it."""
    tally = Tally.empty(1, 1)
    for drift in (0.05, 0.01):
        tally.count_day(np.array([1.0]), np.array([0.0]), np.array([drift]))

    assert [0.05] == tally.worst.tolist()


def test_turnover_is_one_way_and_costs_lessen_wealth():
    """A fifth of the value is traded, both sides together, for a hundredth."""
    tally = Tally.empty(1, 2)
    tally.count_trades(np.array([1]), np.array([0.2]), np.array([0.01]))

    assert ([0, 0.1], [0, 0.01], [1, 0.99]) == tuple(
        sums.tolist() for sums in (tally.turnover, tally.cost, tally.growth)
    )


def test_taxes_lessen_wealth():
    """What is paid is counted and gone."""
    tally = Tally.empty(1, 1)
    tally.count_tax(np.array([0]), np.array([0.25]))

    assert ([0.25], [0.75]) == (tally.tax.tolist(), tally.growth.tolist())
