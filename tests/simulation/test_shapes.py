"""Without faults every shape of a run comes to the end it was planned for."""

from __future__ import annotations

import pytest

from simulation.faults import Schedule
from simulation.shapes import ENDS, SHAPES
from simulation.world import play


@pytest.mark.parametrize("shape", SHAPES)
def test_a_run_without_faults_ends_as_planned(shape: str):
    """No invariant is broken, and the run is over as its shape says."""
    outcome = play(Schedule(shape=shape))

    assert ((), (ENDS[shape],)) == (outcome.violations, outcome.states)


def test_a_run_has_many_effects():
    """Four orders pass at least sixty effects that can fail."""
    points = play(Schedule(shape="four legs")).points

    assert 60 <= sum(count for point, count in points.items() if not point.startswith("clock"))
