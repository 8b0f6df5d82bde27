"""Machines whose clocks are wrong, by little or by much, at every moment of a run (F-040, I-13)."""

from __future__ import annotations

import pytest

from simulation.faults import Fault, Kind, Mode, Schedule, Situation
from simulation.matrix import wrong_clocks
from simulation.report import first_failure
from simulation.world import play


@pytest.mark.parametrize("shape", ["four legs", "one sell"])
def test_no_wrong_clock_breaks_an_invariant(shape: str):
    """Also where an order is late or lost, and only time tells what has become of it."""
    assert "" == first_failure((schedule, None) for schedule in wrong_clocks(shape))


@pytest.mark.parametrize("skew", ["3", "-3"])
def test_a_little_skew_does_no_harm(skew: str):
    """Three seconds, from the beginning to the end: all is bought as planned."""
    outcome = play(Schedule(shape="four legs", seed=1, situations=(Situation(Kind.SKEW, 0, 600, skew),)))

    assert ((), ("COMPLETED",)) == (outcome.violations, outcome.states)


def test_a_worker_ten_minutes_ahead_gives_up_no_order():
    """By its clock the order has been missing for long; it comes after 45 seconds, and is found."""
    late, skew = Fault("broker.submit", 1, Mode.SLOW, 45), Situation(Kind.SKEW, 6_291, 200, "600")
    outcome = play(Schedule(shape="one sell", seed=1_075, faults=(late,), situations=(skew,)))

    assert ((), ("COMPLETED",)) == (outcome.violations, outcome.states)
