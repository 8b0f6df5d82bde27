"""The simulator finds every deliberate fault of the executor, each within five thousand schedules."""

from __future__ import annotations

from pathlib import Path

import pytest

from control.execution.faults import NAMED, deliberate
from control.nursery import run
from control.planting import FAILED, Fault, plant, run_tests


@pytest.mark.parametrize("fault", deliberate(), ids=lambda fault: fault.name)
def test_the_simulator_finds_a_fault(fault: Fault, tmp_path: Path):
    """Whatever is planted, a schedule shows it."""
    copy = plant(fault, tmp_path)
    done = run(["-m", "control.execution.trial", str(copy)], copy)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


@pytest.mark.parametrize("fault", NAMED, ids=lambda fault: fault.name)
def test_a_test_notices_a_fault(fault: Fault, tmp_path: Path):
    """What is held by more than one text has tests of its own."""
    done = run_tests(fault.tests, plant(fault, tmp_path))

    assert FAILED == done.returncode, done.stdout


def test_there_are_enough_faults():
    """At least thirty deliberate faults, no two with one name."""
    names = [fault.name for fault in (*deliberate(), *NAMED)]

    assert len(names) == len(set(names))
    assert len(names) >= 30
