"""A schedule has one course: nothing in it hangs on the machine, the hour or a hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

import trimtab
from architecture.sources import ROOT
from simulation.counts import ALIKE, ELSEWHERE
from simulation.dice import schedule_of
from simulation.faults import Fault, Mode
from simulation.replay import parse_fault
from simulation.world import play

_COURSES: Final = "from simulation.dice import schedule_of; from simulation.world import play"


@cache
def courses() -> tuple[str, ...]:
    """Play every seed a first time."""
    return tuple(play(schedule_of(seed)).hash for seed in range(ALIKE))


def test_equal_seeds_have_equal_traces():
    """Each seed played twice takes the same course to the microsecond."""
    assert courses() == tuple(play(schedule_of(seed)).hash for seed in range(ALIKE))


def test_other_seeds_have_other_traces():
    """The hash tells courses apart."""
    assert ALIKE == len(set(courses()))


def test_another_process_takes_the_same_course():
    """Neither the order of sets nor anything else of a process plays a part."""
    code = f"{_COURSES}; print(*(play(schedule_of(seed)).hash for seed in range({ELSEWHERE})))"
    paths = os.pathsep.join((str(Path(trimtab.__file__).parents[1]), str(ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert courses()[:ELSEWHERE] == tuple(done.stdout.split())


def test_a_reported_fault_can_be_read_back():
    """What a failure prints is what the replay takes."""
    fault = Fault("runs.save", 3, Mode.SLOW, 8)

    assert fault == parse_fault(str(fault))
