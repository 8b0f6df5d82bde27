"""Whatever is planted in scheduled looks, a stormy quarter or a named test shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from control.automation.faults import NAMED, STORMY
from control.nursery import run
from control.planting import FAILED, PASSED, Fault, copy_engine, plant, run_tests


@pytest.mark.parametrize("fault", STORMY, ids=lambda fault: fault.name)
def test_a_stormy_quarter_shows_a_fault(fault: Fault, tmp_path: Path):
    """Looks, traces, runs or proofs are not what they have to be."""
    copy = plant(fault, tmp_path)
    done = run(["-m", "control.automation.trial", str(copy)], copy)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


@pytest.mark.parametrize("fault", NAMED, ids=lambda fault: fault.name)
def test_a_test_notices_a_fault(fault: Fault, tmp_path: Path):
    """What a quarter cannot show has tests of its own."""
    done = run_tests(fault.tests, plant(fault, tmp_path))

    assert FAILED == done.returncode, done.stdout


def test_without_a_fault_nothing_is_found(tmp_path: Path):
    """Neither by the same quarters nor by the same tests."""
    copy = copy_engine(tmp_path)
    tried = run(["-m", "control.automation.trial", str(copy)], copy)
    tested = run_tests(sorted({path for fault in NAMED for path in fault.tests}), copy)

    assert (0, "") == (tried.returncode, tried.stdout.strip()), tried.stderr
    assert PASSED == tested.returncode, tested.stdout


def test_there_are_enough_faults():
    """At least sixteen deliberate faults, no two with one name."""
    names = [fault.name for fault in (*STORMY, *NAMED)]

    assert len(names) == len(set(names))
    assert len(names) >= 16
