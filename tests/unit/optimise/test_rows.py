"""Each usual row counts what its name says."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import vector
from trimtab.optimise.rows import (
    cash_at_least,
    class_at_least,
    class_at_most,
    cost_at_most,
    fully_invested,
    tax_at_most,
    turnover_at_most,
)


def test_invested_means_that_the_weights_add_up():
    """An equality over all weights."""
    row = fully_invested(3, 0.95)

    assert ([1.0, 1.0, 1.0], 0.95, True) == (row.weights.tolist(), row.limit, row.is_equality)


def test_cash_afterwards_is_what_weights_and_costs_leave():
    """0.9 held and 0.1 in cash, 0.02 to be kept: weights and costs may come to 0.98."""
    row = cash_at_least(vector(0.5, 0.4), cash=0.1, least=0.02, tax_reserve=1.0)

    assert pytest.approx(0.98) == row.limit
    assert ([1.0, 1.0], 1.0, 1.0) == (row.weights.tolist(), row.cost, row.tax)


def test_a_budget_counts_one_use():
    """Turnover, cost and tax each have a row that counts nothing else."""
    rows = (turnover_at_most(2, 0.1), cost_at_most(2, 0.2), tax_at_most(2, 0.3))

    expected = [(0.1, 0.0, 0.0, 1.0), (0.2, 1.0, 0.0, 0.0), (0.3, 0.0, 1.0, 0.0)]
    assert expected == [(row.limit, row.cost, row.tax, row.turnover) for row in rows]
    assert not any(row.weights.any() for row in rows)


def test_a_class_may_be_bounded_either_way():
    """At least is at most the other way round."""
    members = np.array([True, False, True])
    most, least = class_at_most("equity", members, 3, 0.6), class_at_least("equity", members, 3, 0.4)

    assert ([1.0, 0.0, 1.0], 0.6) == (most.weights.tolist(), most.limit)
    assert ([-1.0, -0.0, -1.0], -0.4) == (least.weights.tolist(), least.limit)
