"""Whatever is planted in the optimiser, the comparison with a peer or with all ways notices it."""

from __future__ import annotations

from pathlib import Path

import pytest

from control.optimise.faults import faults
from control.planting import FAILED, PASSED, Fault, copy_engine, plant, run_tests


def test_the_tests_pass_without_any_fault(tmp_path: Path):
    """What notices the faults finds nothing in the engine as it is, in a copy like theirs."""
    tests = sorted({path for fault in faults() for path in fault.tests})
    done = run_tests(tests, copy_engine(tmp_path))

    assert PASSED == done.returncode, done.stdout


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_the_comparison_notices_a_fault(fault: Fault, tmp_path: Path):
    """No cost, limit, side or gap can be wrong in silence."""
    done = run_tests(fault.tests, plant(fault, tmp_path))

    assert FAILED == done.returncode, done.stdout


def test_there_are_enough_faults():
    """At least eight deliberate faults, no two with one name."""
    names = [fault.name for fault in faults()]

    assert len(names) == len(set(names))
    assert len(names) >= 8
