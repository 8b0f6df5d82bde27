"""The checker finds every planted fault that makes a plan wrong, and nothing in the engine as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from architecture.sources import ROOT
from control.nursery import run
from control.planning.faults import different, wrong
from control.planning.requests import make_request
from control.planning.trial import plan
from control.planting import FAILED, Fault, plant, run_tests
from control.trying import first_finding

SOUND: Final = 5_000
"""Plans of the real engine in which the checker may find nothing."""


def test_the_engine_as_it_is_passes():
    """In five thousand plans of every method and oddity the checker finds nothing."""
    assert "" == first_finding(make_request, plan, SOUND)


@pytest.mark.parametrize("fault", wrong(), ids=lambda fault: fault.name)
def test_the_checker_finds_a_fault_that_makes_plans_wrong(fault: Fault, tmp_path: Path):
    """Whatever is planted, a plan made with it is refused."""
    copy = plant(fault, tmp_path)
    done = run(["-m", "control.planning.trial", str(copy)], copy)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


@pytest.mark.parametrize("fault", different(), ids=lambda fault: fault.name)
def test_a_test_finds_a_fault_that_makes_plans_different(fault: Fault, tmp_path: Path):
    """What is sound but not what was asked for is found by the module's own tests or a golden case."""
    tests = [path for path in fault.tests if (ROOT / path).exists()]
    done = run_tests(tests, plant(fault, tmp_path))

    assert FAILED == done.returncode, done.stdout


def test_a_fault_that_is_not_there_is_told(tmp_path: Path):
    """A fault whose text has changed is no test of anything."""
    with pytest.raises(LookupError, match="stands 0 times"):
        plant(Fault("gone", "planning/sizing.py", "no such text", ""), tmp_path)


def test_there_are_enough_faults():
    """At least forty deliberate faults, no two with one name."""
    names = [fault.name for fault in (*wrong(), *different())]

    assert len(names) == len(set(names))
    assert len(names) >= 40
