"""Runs of more orders than may leave in a minute: whatever becomes of them, requests stay few (I-19)."""

from __future__ import annotations

import pytest

from simulation.faults import Fate, Schedule
from simulation.report import first_failure
from simulation.shapes import ALL, ENDS, WIDE
from simulation.world import play


@pytest.mark.parametrize("shape", WIDE)
def test_a_wide_run_without_faults_ends_as_planned(shape: str):
    """It takes minutes, and no minute has more than 120 requests."""
    outcome = play(Schedule(shape=shape))

    assert ((), (ENDS[shape],)) == (outcome.violations, outcome.states)


@pytest.mark.parametrize("shape", WIDE)
def test_a_wide_run_may_meet_any_fate(shape: str):
    """Orders that rest are looked up, cancelled and sent anew, each of them, and all in their time."""
    symbols = (*ALL[shape].held, *ALL[shape].weights)
    fates = (tuple((symbol, fate) for symbol in symbols) for fate in Fate if fate is not Fate.SLOWLY)

    assert "" == first_failure((Schedule(shape=shape, fates=each), None) for each in fates)
