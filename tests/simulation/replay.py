"""Play one schedule again: `python -m simulation.replay SEED`, or a shape and its faults as reported."""

from __future__ import annotations

import sys

from simulation.dice import schedule_of
from simulation.faults import Fault, Mode, Schedule
from simulation.flips import FLIPS, flips_of
from simulation.report import faults_of
from simulation.world import play


def parse_fault(text: str) -> Fault:
    """Read a fault as it is reported: point#number:mode, and perhaps :seconds."""
    point, _, rest = text.partition("#")
    number, mode, *seconds = rest.split(":")
    return Fault(point, int(number), Mode(mode), float(seconds[0]) if seconds else 0)


def parse_schedule(words: list[str]) -> Schedule:
    """Read a seed, `flips` and a seed, or a shape and its faults."""
    if words[0] == FLIPS:
        return flips_of(int(words[1]))
    if words[0].isdecimal():
        return schedule_of(int(words[0]))
    return Schedule(shape=words[0], faults=tuple(map(parse_fault, words[1:])))


def main(words: list[str]) -> int:
    """Play, and show everything that happened; 1 when something is wrong."""
    outcome = play(parse_schedule(words))
    faults = faults_of(outcome)
    lines = (*outcome.trace, "", str(outcome.schedule), f"hash {outcome.hash}", *outcome.states, *faults)
    print("\n".join(lines))  # noqa: T201 - the answer
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
