"""A schedule has one course: nothing in it hangs on the machine, the hour or a hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import trimtab
from architecture.sources import ROOT
from simulation.counts import ALIKE
from simulation.dice import schedule_of
from simulation.faults import Fault, Mode
from simulation.replay import parse_fault
from simulation.world import play


def test_equal_seeds_have_equal_traces():
    """Each seed played twice takes the same course to the microsecond."""
    first = [play(schedule_of(seed)).hash for seed in range(ALIKE)]

    assert first == [play(schedule_of(seed)).hash for seed in range(ALIKE)]


def test_other_seeds_have_other_traces():
    """The hash tells courses apart."""
    assert ALIKE == len({play(schedule_of(seed)).hash for seed in range(ALIKE)})


def test_another_process_takes_the_same_course():
    """Neither the order of sets nor anything else of a process plays a part."""
    code = "from simulation import dice, world; print(world.play(dice.schedule_of(7)).hash)"
    paths = os.pathsep.join((str(Path(trimtab.__file__).parents[1]), str(ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert play(schedule_of(7)).hash == done.stdout.strip()


def test_a_reported_fault_can_be_read_back():
    """What a failure prints is what the replay takes."""
    fault = Fault("runs.save", 3, Mode.SLOW, 8)

    assert fault == parse_fault(str(fault))
