"""Play many schedules, and say of each that failed what it was and how to see it again."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from traceback import format_exc
from typing import Final

from emulator.faulted.schedules import Judge
from emulator.faulted.world import Rig
from simulation.faults import Schedule

LAST_LINES: Final = 40
MOST_REPORTED: Final = 3

Numbered = tuple[Schedule, int | None]
"""A schedule, and its seed where it has one."""


@dataclass(slots=True)
class Tally:
    """What came of many schedules: how many were played, how often each rare state came up, and failures."""

    played: int = 0
    sometimes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def play_all(schedules: Iterable[Numbered], rig: Rig) -> Tally:
    """Play them until a few have failed."""
    judge, tally = Judge(rig), Tally()
    for schedule, seed in schedules:
        if len(tally.failures) == MOST_REPORTED:
            break
        tally.played += 1
        try:
            outcome, faults = judge.play(schedule)
        except Exception:  # noqa: BLE001 - whatever it is, the report tells which schedule shows it
            tally.failures.append("\n".join((*_head(schedule, seed), format_exc())))
            continue
        tally.sometimes.update(outcome.sometimes)
        if faults:
            tally.failures.append("\n".join((*_head(schedule, seed), *faults, *outcome.trace[-LAST_LINES:])))
    return tally


def _head(schedule: Schedule, seed: int | None) -> Iterator[str]:
    words = [str(seed)] if seed is not None else [schedule.shape, *map(str, schedule.faults)]
    yield str(schedule)
    yield f"PYTHONPATH=src:tests:scripts .venv/bin/python -m emulator.faulted.replay {shlex.join(words)}"
