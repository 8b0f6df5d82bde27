"""Whatever is planted in the tax rules, a test fails; whatever makes a plan wrong, the checker finds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from control.nursery import run
from control.planting import FAILED, PASSED, Fault, copy_engine, plant, run_tests
from control.taxes.faults import faults
from control.taxes.plan_faults import different, wrong
from control.taxes.trial import make_request, plan
from control.trying import first_finding

SOUND: Final = 1_500
"""Plans of the real engine in which the checker may find nothing."""
TESTED: Final = (*faults(), *different())


def test_the_tests_pass_without_any_fault(tmp_path: Path):
    """What notices the faults finds nothing in the engine as it is, in a copy like theirs."""
    tests = sorted({path for fault in TESTED for path in fault.tests})
    done = run_tests(tests, copy_engine(tmp_path))

    assert PASSED == done.returncode, done.stdout


@pytest.mark.parametrize("fault", TESTED, ids=lambda fault: fault.name)
def test_a_test_notices_a_fault(fault: Fault, tmp_path: Path):
    """No rule can be broken in silence."""
    done = run_tests(fault.tests, plant(fault, tmp_path))

    assert FAILED == done.returncode, done.stdout


def test_the_plans_of_the_engine_as_it_is_are_sound():
    """In many plans with lots, windows, caps and substitutes the checker finds nothing."""
    assert "" == first_finding(make_request, plan, SOUND)


@pytest.mark.parametrize("fault", wrong(), ids=lambda fault: fault.name)
def test_the_checker_finds_a_fault_that_makes_plans_wrong(fault: Fault, tmp_path: Path):
    """A plan made with it is refused, or its preview is."""
    copy = plant(fault, tmp_path)
    done = run(["-m", "control.taxes.trial", str(copy)], copy)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


def test_there_are_enough_faults():
    """At least thirty deliberate faults in the rules and thirty in plans, no two with one name."""
    names = [fault.name for fault in (*TESTED, *wrong())]

    assert len(names) == len(set(names))
    assert min(len(faults()), len(wrong())) >= 30
