"""Newton's method ends at the optimum itself, or with a proof that there is none."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import costing, hill_of, problem
from property.optimise_problems import random_problem
from trimtab.optimise.dual import gap_of, objective, violation_of
from trimtab.optimise.newton import climb
from trimtab.optimise.rows import class_at_least, fully_invested, turnover_at_most


def test_a_turnover_limit_has_the_price_of_the_risk_it_leaves():
    """Of 0.1 half is traded: the risk that another unit saves, 0.1 * 0.05 on both sides, is its price."""
    model, hill = hill_of(problem(rows=(turnover_at_most(2, 0.05),)))
    point = climb(hill).point

    assert pytest.approx([0.55, 0.45]) == point.weights.tolist()
    assert pytest.approx(0.01) == point.prices[0] / model.row_scale[0]


@pytest.mark.parametrize("seed", range(2, 22))
def test_the_end_is_optimal(seed: int):
    """Gap and violation are down at rounding after at most thirty steps."""
    model, hill = hill_of(random_problem(seed))
    done = climb(hill)

    assert done.is_settled
    assert done.steps <= 30
    assert violation_of(model, done.point) <= 1e-11
    assert abs(gap_of(model, done.point)) <= 1e-11 * objective(done.point)


def test_a_warm_start_ends_at_once():
    """From its own prices nothing is left to climb."""
    _, hill = hill_of(random_problem(3))
    first = climb(hill)

    assert 0 == climb(hill, first.point.prices).steps < first.steps


def test_limits_on_steps_are_kept():
    """Out of steps it is told that nothing is settled."""
    _, hill = hill_of(random_problem(3))

    assert (1, False) == ((done := climb(hill, steps=1)).steps, done.is_settled)


def test_rows_that_contradict_each_other_are_proved_to():
    """All in the first asset with next to no turnover cannot be."""
    rows = (fully_invested(2), class_at_least("first", np.array([0]), 2, 0.9), turnover_at_most(2, 0.01))
    done = climb(hill_of(costing(0.001, rows=rows))[1])

    assert done.proof is not None
    assert not done.is_settled
