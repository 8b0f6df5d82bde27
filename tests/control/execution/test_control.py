"""The simulator finds every deliberate fault of the executor, each within five thousand schedules."""

from __future__ import annotations

from pathlib import Path

import pytest

from control.execution.faults import deliberate
from control.planting import Fault, plant, run


@pytest.mark.parametrize("fault", deliberate(), ids=lambda fault: fault.name)
def test_the_simulator_finds_a_fault(fault: Fault, tmp_path: Path):
    """Whatever is planted, a schedule shows it."""
    copy = plant(fault, tmp_path)
    done = run(["-m", "control.execution.trial", str(copy)], copy)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


def test_there_are_enough_faults():
    """At least thirty deliberate faults, no two with one name."""
    names = [fault.name for fault in deliberate()]

    assert len(names) == len(set(names))
    assert len(names) >= 30
