"""The Newton step is the maximum of the quadratic model, however it is solved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimise_builders import hill_of, vector
from property.optimise_problems import random_problem
from trimtab.optimise.dual import bends_at, curvature
from trimtab.optimise.problem import RiskModel
from trimtab.optimise.step import best_step, newton_step

REACH = 1e12
"""So large that nothing is damped."""


@pytest.mark.parametrize("seed", range(5))
def test_few_factors_and_many_give_the_same_step(seed: int):
    """Factors that load nothing change nothing, but let the step be solved among the pieces."""
    asked = random_problem(seed)
    padded = np.hstack([asked.risk.loadings, np.zeros((asked.size, asked.size))])
    many = replace(asked, risk=RiskModel(loadings=padded, specific=asked.risk.specific))
    steps = []
    for each in (asked, many):
        model, hill = hill_of(each)
        point = hill.at(np.full(model.factors + len(model.limits), 0.001))
        steps.append(newton_step(model, point, bends_at(model, hill.window, point, hill.rates), REACH))
    few = asked.risk.loadings.shape[1]

    assert pytest.approx(np.delete(steps[1], np.s_[few : few + asked.size]), rel=1e-6, abs=1e-12) == steps[0]


def test_without_limits_the_step_solves_the_model():
    """The slope is gone after it."""
    asked = replace(random_problem(3), rows=())
    model, hill = hill_of(asked)
    point = hill.at(np.full(model.factors, 0.001))
    step = newton_step(model, point, bends_at(model, hill.window, point, hill.rates), REACH)

    assert pytest.approx(point.slope) == curvature(model, hill.window, point, hill.rates) @ step


@pytest.mark.parametrize(
    ("slope", "expected"),
    [
        ((1.0, 1.0), (0.5, 1.0)),
        ((-1.0, -1.0), (0.0, -1.0)),
        ((-1.0, 1.0), (0.0, 1.0)),
        ((0.0, 0.0), (0.0, 0.0)),
    ],
)
def test_a_price_at_zero_goes_up_only(slope: tuple[float, float], expected: tuple[float, float]):
    """The first price is that of a limit, the second is free."""
    step = best_step(np.diag([2.0, 1.0]), vector(*slope), vector(0, 0), np.array([True, False]))

    assert pytest.approx(expected) == step.tolist()


def test_a_price_falls_to_zero_at_most():
    """Half as far as the model would have it, and the other goes as far as that lets it."""
    step = best_step(
        np.array([[1.0, 0.5], [0.5, 1.0]]), vector(-1, 0), vector(0.5, 0), np.array([True, False])
    )

    assert pytest.approx([-0.5, 0.25]) == step.tolist()
