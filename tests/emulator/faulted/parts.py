"""Schedules split between processes: `python -m emulator.faulted.parts single 0 0` plays half of a batch.

The last two numbers are the part, and the first schedule of its batch.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import chain, count
from typing import Final

from _stack.processes import Child, Household
from architecture.sources import ROOT
from emulator.faulted.emulators import fresh_emulator
from emulator.faulted.report import Numbered, Tally, play_all
from emulator.faulted.schedules import BY_NIGHT, chosen_by_day, random_schedule, single_faults
from emulator.faulted.world import HOST, Rig, open_rig

CORES: Final = 2
BATCH: Final = 1_000
"""Schedules that one emulator has memory for."""

ALL: Final = "all"
SINGLE: Final = "single"
"""What to play: a number is so many at random."""

_FOLDERS: Final = ("src", "tests", "scripts")


def play_in_parts(what: str) -> Tally:
    """Play schedules batch by batch, each in as many processes as there are cores, and add up what came."""
    whole = Tally()
    for first in count(0, BATCH):
        before = whole.played
        with fresh_emulator() as (host, house):
            children = [_start(house, host, [what, str(part), str(first)]) for part in range(CORES)]
            for child in children:
                child.popen.wait()
                _add(whole, child)
        if whole.failures or whole.played - before < BATCH:
            return whole
    raise AssertionError("a batch that is not full comes at last")


def _start(house: Household, host: str, words: list[str]) -> Child:
    paths = os.pathsep.join(str(ROOT / folder) for folder in _FOLDERS)
    command = [sys.executable, "-m", "emulator.faulted.parts", *words]
    return house.start(f"part-{words[1]}", command, cwd=ROOT, env={HOST: host, "PYTHONPATH": paths})


def _add(whole: Tally, child: Child) -> None:
    if child.popen.returncode:
        whole.failures.append(child.tail())
        return
    part = json.loads(child.tail().splitlines()[-1])
    whole.played += part["played"]
    whole.sometimes.update(part["sometimes"])
    whole.failures.extend(part["failures"])


def _schedules(what: str, rig: Rig) -> list[Numbered]:
    if what == SINGLE:
        return [(schedule, None) for schedule in chosen_by_day(rig)]
    if what == ALL:
        whole = chain.from_iterable(single_faults(shape, rig) for shape in BY_NIGHT)
        return [(schedule, None) for schedule in whole]
    return [(random_schedule(seed), seed) for seed in range(int(what))]


def main(words: list[str]) -> int:
    """Play one part of a batch, and print what came of it."""
    what, part, first = words[0], int(words[1]), int(words[2])
    with open_rig() as rig:
        chosen = _schedules(what, rig)[first : first + BATCH]
        tally = play_all(chosen[part::CORES], rig)
    said = {"played": tally.played, "sometimes": tally.sometimes, "failures": tally.failures}
    print(json.dumps(said))  # noqa: T201 - the answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
