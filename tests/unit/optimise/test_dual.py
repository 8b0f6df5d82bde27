"""The dual is below the objective, and its slope and curvature are those of its values."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import costing, hill_of, lots, problem, vector
from property.optimise_problems import random_problem
from trimtab.optimise.dual import curvature, dual_value, gap_of, objective, violation_of
from trimtab.optimise.problem import Problem
from trimtab.optimise.rows import fully_invested, turnover_at_most

SEEDS = range(6)


def with_impact(seed: int) -> Problem:
    asked = random_problem(seed)
    return Problem(
        **{**{name: getattr(asked, name) for name in asked.__slots__}, "impact": np.full(asked.size, 0.01)}
    )


def test_without_prices_every_asset_goes_its_own_way():
    """0.1 (w - 0.5) = 0.005: the first asset stops at 0.55, where another sale costs what it saves."""
    _, hill = hill_of(costing(0.005))

    assert pytest.approx([0.55, 0.45]) == hill.at(np.zeros(0)).weights.tolist()


def test_a_lot_is_sold_as_long_as_it_pays():
    """The cheap lot goes; the dear one would pay 0.02 to save at most 0.0099."""
    _, hill = hill_of(problem((0.6, 0.4), (0.0, 0.4), lots=lots((0, 0.5, 0.06), (0, 0.1, 0.01), (1, 0.4, 0))))

    assert pytest.approx([0.5, 0.4]) == hill.at(np.zeros(0)).weights.tolist()


def test_impact_holds_back_with_the_root_of_the_trade():
    """D x' + 1.5 e sqrt(x) = D (w0 - t) at the trade x: with all of them one tenth, sqrt(x) = 0.0661."""
    _, hill = hill_of(problem(impact=vector(0.1, 0.0)))
    trade = 0.6 - hill.at(np.zeros(0)).weights[0]

    assert pytest.approx(0.1 * 0.1) == 0.1 * trade + 1.5 * 0.1 * np.sqrt(trade)


@pytest.mark.parametrize("make", [random_problem, with_impact], ids=["pieces", "impact"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_slope_is_that_of_the_value(make: object, seed: int):
    """A small step in any price changes q by the slope."""
    assert callable(make)
    model, hill = hill_of(make(seed))
    dice = np.random.default_rng(seed)
    prices = np.abs(dice.normal(0, 0.001, model.factors + len(model.limits)))
    step = 1e-7 * dice.normal(0, 1, len(prices))
    before, after = (hill.at(prices + sign * step) for sign in (-1, 1))
    change = dual_value(model, after) - dual_value(model, before)

    assert pytest.approx(float(2 * step @ hill.at(prices).slope), rel=1e-4, abs=1e-13) == change


@pytest.mark.parametrize("make", [random_problem, with_impact], ids=["pieces", "impact"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_curvature_is_that_of_the_slope(make: object, seed: int):
    """Between two edges of pieces a small step changes the slope by minus the curvature."""
    assert callable(make)
    model, hill = hill_of(make(seed))
    dice = np.random.default_rng(seed)
    prices = np.abs(dice.normal(0, 0.001, model.factors + len(model.limits)))
    step = 1e-9 * dice.normal(0, 1, len(prices))
    change = hill.at(prices + step).slope - hill.at(prices - step).slope
    bend = curvature(model, hill.window, hill.at(prices), hill.rates)

    assert pytest.approx(-2 * bend @ step, rel=1e-3, abs=1e-9) == change


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gap_is_objective_less_bound(seed: int):
    """Counted without cancellation it is the same difference."""
    model, hill = hill_of(random_problem(seed))
    point = hill.at(np.full(model.factors + len(model.limits), 0.001))

    expected = objective(point) - dual_value(model, point)
    assert pytest.approx(expected, rel=1e-9, abs=1e-15) == gap_of(model, point)


def test_a_violation_counts_equalities_both_ways():
    """Weights of 1 against 1.2 are 0.2 off; turnover of nothing breaks no limit."""
    model, hill = hill_of(costing(1.0, rows=(fully_invested(2, 1.2), turnover_at_most(2, 0.1))))

    assert pytest.approx(0.2) == violation_of(model, hill.at(np.zeros(2)))
