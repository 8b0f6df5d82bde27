"""Play one schedule again on real parts: `python -m emulator.faulted.replay SEED`, or a shape and its faults.

An emulator is started unless FIRESTORE_EMULATOR_HOST names one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from emulator.faulted.emulators import fresh_emulator
from emulator.faulted.schedules import Judge, random_schedule
from emulator.faulted.world import HOST, open_rig
from simulation.faults import Schedule
from simulation.replay import parse_schedule


def parse(words: list[str]) -> Schedule:
    """Read a seed, or a shape and its faults."""
    return random_schedule(int(words[0])) if words[0].isdecimal() else parse_schedule(words)


@contextmanager
def emulator() -> Iterator[None]:
    """Use the emulator that is announced, or run one."""
    if HOST in os.environ:
        yield
        return
    with fresh_emulator() as (host, _):
        os.environ[HOST] = host
        yield


def main(words: list[str]) -> int:
    """Play, and show everything that happened; 1 when something is wrong."""
    with emulator(), open_rig() as rig:
        outcome, faults = Judge(rig).play(parse(words))
    print("\n".join((*outcome.trace, "", str(outcome.schedule), *outcome.states, *faults)))  # noqa: T201 - the answer
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
