"""A problem made ready counts the same, in other units."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import costing, problem, rewarded, vector
from trimtab.optimise.model import full_window, model_of
from trimtab.optimise.problem import Problem, RiskModel
from trimtab.optimise.rows import cost_at_most, fully_invested, tax_at_most, turnover_at_most


def test_the_risk_weight_is_multiplied_in():
    """A weight of nine makes variances nine times and loadings three times as large."""
    risk = RiskModel(loadings=np.ones((2, 1)), specific=vector(0.1, 0.2))
    model = model_of(problem(risk=risk, risk_weight=9.0))

    assert pytest.approx([0.9, 1.8]) == model.specific.tolist()
    assert [[3.0], [3.0]] == model.loadings.tolist()
    assert 1 == model.factors


def test_rows_are_scaled_by_what_a_unit_adds():
    """A cost row over one per cent of cost counts whole units of weight."""
    model = model_of(
        costing(0.01, rows=(fully_invested(2), cost_at_most(2, 0.002), turnover_at_most(2, 0.1)))
    )

    assert [1.0, 0.01, 0.5] == model.row_scale.tolist()
    assert pytest.approx([1.0, 0.2, 0.2]) == model.limits.tolist()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (problem(), [False, False]),
        (rewarded(), [True, False]),
        (rewarded(tax_weight=0.01), [False, False]),
        (rewarded(tax_weight=0.01, rows=(tax_at_most(2, 0.0),)), [True, False]),
        (rewarded(cost_weight=100.0), [False, False]),
    ],
)
def test_a_reward_above_both_spreads_is_doubtful(asked: Problem, expected: list[bool]):
    """Or one that a tax row may raise above them; dear spreads take the doubt away."""
    assert expected == model_of(asked).doubtful.tolist()


def test_nothing_is_sold_that_is_not_held():
    """A lower bound below zero ends where everything is sold."""
    asked = problem(lower=np.full(2, -1.0))

    assert [0.0, 0.0] == full_window(model_of(asked), asked).lower.tolist()
