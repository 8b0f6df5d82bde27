"""Say of a schedule that failed what it was, how to see it again, and what happened last."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable
from typing import Final

from simulation.faults import Schedule
from simulation.matrix import differing, must_end_alike
from simulation.world import Outcome, play

LAST_LINES: Final = 60


def faults_of(outcome: Outcome) -> tuple[str, ...]:
    """List what is wrong with an outcome, a difference from the faultless run among it."""
    apart = differing(outcome) if must_end_alike(outcome.schedule) else ""
    return (*outcome.violations, *([f"ends elsewhere: {apart}"] if apart else []))


def replay_command(schedule: Schedule, seed: int | str | None) -> str:
    """Write the command that plays a schedule again, from the root of the project."""
    words = str(seed).split() if seed is not None else [schedule.shape, *map(str, schedule.faults)]
    return f"PYTHONPATH=src:tests .venv/bin/python -m simulation.replay {shlex.join(words)}"


def report(outcome: Outcome, faults: Iterable[str], seed: int | str | None = None) -> str:
    """Write all of it."""
    trace = "\n".join(outcome.trace[-LAST_LINES:])
    head = f"{outcome.schedule}\n{replay_command(outcome.schedule, seed)}"
    return "\n".join((head, *faults, trace))


def first_failure(
    schedules: Iterable[tuple[Schedule, int | None]], sometimes: Counter[str] | None = None
) -> str:
    """Play schedules until one fails and report it; count on the way what was visited."""
    for schedule, seed in schedules:
        outcome = play(schedule)
        if sometimes is not None:
            sometimes.update(outcome.sometimes)
        faults = faults_of(outcome)
        if faults:
            return report(outcome, faults, seed)
    return ""
