"""Without faults every shape of a run comes to the end it was planned for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulation.faults import Schedule
from simulation.shapes import EARLY, ENDS, SHAPES
from simulation.stage import MINUTE, SECOND
from simulation.world import play
from trimtab.domain.control import Control
from trimtab.domain.run import Run
from trimtab.services import advance_run


@pytest.mark.parametrize("shape", [*SHAPES, *EARLY])
def test_a_run_without_faults_ends_as_planned(shape: str):
    """No invariant is broken, and the run is over as its shape says."""
    outcome = play(Schedule(shape=shape))

    assert ((), (ENDS[shape],)) == (outcome.violations, outcome.states)


def test_a_held_run_leaves_when_its_hold_is_over():
    """Its first order goes between ten seconds and a little more after its approval."""
    trace = play(Schedule(shape="held")).trace
    first = next(int(line.split()[0]) for line in trace if " broker.submit#" in line)

    assert 10 * SECOND < first < 14 * SECOND


def test_a_run_that_waits_for_the_open_leaves_a_minute_after_it():
    """Not with the first price of the day, and before the sweep must look after it."""
    trace = play(Schedule(shape="before the open")).trace
    first = next(int(line.split()[0]) for line in trace if " broker.submit#" in line)

    assert 9 * MINUTE < first < 9 * MINUTE + 4 * SECOND


def test_a_run_that_is_thought_better_of_sends_nothing():
    """It ends long before its hold would have."""
    outcome = play(Schedule(shape="thought better of"))

    assert 0 == outcome.points.get("broker.submit", 0)
    assert 10 * SECOND > max(int(line.split()[0]) for line in outcome.trace if " runs.save#" in line)


def test_a_machine_that_ignores_holds_and_wishes_is_found(monkeypatch: pytest.MonkeyPatch):
    """Each of the two rules sees what it is there for."""
    monkeypatch.setattr(Control, "find_ban", lambda *_: None)
    late = _rules_broken("thought better of")
    monkeypatch.setattr(Run, "hold_left", lambda *_: timedelta())
    monkeypatch.setattr(advance_run, "_is_early", lambda *_: False)
    early = _rules_broken("held")

    assert ("x_thought_better_of" in late, {"x_held"}) == (True, early)


def _rules_broken(shape: str) -> set[str]:
    return {text.split()[0] for text in play(Schedule(shape=shape)).violations}


def test_a_run_has_many_effects():
    """Four orders pass at least sixty effects that can fail."""
    points = play(Schedule(shape="four legs")).points

    assert 60 <= sum(count for point, count in points.items() if not point.startswith("clock"))
