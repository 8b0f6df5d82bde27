"""Try a copy of the executor: `python -m control.execution.trial FOLDER`, the copy in it first on the path.

Schedules run until an invariant is broken.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from simulation.dice import schedule_of
from simulation.faults import Mode, Schedule
from simulation.flips import flips_of
from simulation.matrix import deploys, kills, overtaken_orders, single_faults, troubled_orders, wrong_clocks
from simulation.report import faults_of
from simulation.shapes import ALL, ENDS
from simulation.world import play

ENOUGH: Final = 5_000
"""Schedules in which a fault has to show."""

SOME_FLIPS: Final = 600

_FOUR: Final = "four legs"


def schedules() -> Iterator[Schedule]:
    """List what a copy is tried with: a few at random, the faults and kills of one run, many at random."""
    seeds = (schedule_of(seed) for seed in range(ENOUGH))
    singles = (each for each in single_faults(_FOUR) if not each.faults[0].point.startswith("clock"))
    old_reads = (each for each in single_faults("partial sells") if each.faults[0].mode is Mode.STALE)
    flips = (flips_of(seed) for seed in range(SOME_FLIPS))
    clocks = chain(wrong_clocks("one sell"), wrong_clocks("killed"))
    around = chain(deploys(_FOUR), clocks, overtaken_orders(_FOUR))
    rests = (each for each in single_faults("limits left") if each.faults[0].point == "broker.cancel")
    troubled = chain(troubled_orders(_FOUR), troubled_orders("one buy"))
    known = chain(rests, around, troubled, old_reads, kills(_FOUR), flips, singles)
    return islice(chain(islice(seeds, 100), known, seeds), ENOUGH)


def first_finding() -> str:
    """Return the number of the first schedule that breaks something, and what it breaks, or nothing."""
    for shape in ALL:
        found = play(Schedule(shape=shape))
        if found.violations or found.states != (ENDS[shape],):
            return f"0 {shape}: {found.violations or found.states}"
    for number, schedule in enumerate(schedules(), start=1):
        faults = faults_of(play(schedule))
        if faults:
            return f"{number} {schedule}: {faults[0]}"
    return ""


def main(copy: str) -> int:
    """Print the first finding, or nothing."""
    import trimtab  # noqa: PLC0415 - which copy is tried is what is asked

    if not str(trimtab.__file__).startswith(str(Path(copy).resolve())):
        raise SystemExit(f"{trimtab.__file__} is not in {copy}")
    print(first_finding())  # noqa: T201 - the answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
