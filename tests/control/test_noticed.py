"""Whatever is planted in data rights, the lab, the optimiser and the triggers, their tests notice it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from control.access import faults as access
from control.lab import faults as lab
from control.optimise import faults as optimise
from control.planting import FAILED, PASSED, Fault, copy_engine, plant, run_tests
from control.triggers import faults as triggers

ROOMS: Final = {
    "access": access.faults(),
    "lab": lab.faults(),
    "optimise": optimise.faults(),
    "triggers": triggers.faults(),
}
LEAST: Final = {"access": 35, "lab": 45, "optimise": 8, "triggers": 40}
PLANTED: Final = [
    pytest.param(fault, id=f"{room}: {fault.name}") for room, faults in ROOMS.items() for fault in faults
]


@pytest.mark.parametrize("room", ROOMS)
def test_the_tests_pass_without_any_fault(room: str, tmp_path: Path):
    """What notices the faults finds nothing in the engine as it is, in a copy like theirs."""
    tests = sorted({path for fault in ROOMS[room] for path in fault.tests})
    done = run_tests(tests, copy_engine(tmp_path))

    assert PASSED == done.returncode, done.stdout


@pytest.mark.parametrize("fault", PLANTED)
def test_a_test_notices_a_fault(fault: Fault, tmp_path: Path):
    """No door, rule, date, price, money, limit, side or figure can be wrong in silence."""
    done = run_tests(fault.tests, plant(fault, tmp_path))

    assert FAILED == done.returncode, done.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_there_are_enough_faults(room: str):
    """Each room has as many deliberate faults as it was given, no two with one name."""
    names = [fault.name for fault in ROOMS[room]]

    assert len(names) == len(set(names))
    assert len(names) >= LEAST[room]
