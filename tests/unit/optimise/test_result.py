"""A gap is told as a part of what is at stake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimise_builders import problem
from trimtab.optimise.solve import optimise


@pytest.mark.parametrize(
    ("objective", "risk", "expected"),
    [(0.02, 0.01, 0.5), (-0.02, 0.01, 0.5), (0.0, 0.01, 1.0), (0.0, 0.0, 0.0)],
)
def test_the_relative_gap_is_of_objective_or_risk(objective: float, risk: float, expected: float):
    """Rewards may bring the objective down to nothing; then the risk is the measure."""
    solution = replace(optimise(problem()), objective=objective, risk=risk, gap=0.01)

    assert pytest.approx(expected) == solution.relative_gap
