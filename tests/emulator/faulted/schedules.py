"""Which schedules are played on real parts: ways to fail once, and many faults at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from random import Random
from typing import Final

from emulator.faulted.stored import COMMIT, COMMIT_MODES
from emulator.faulted.world import Rig
from simulation import dice
from simulation.faults import Fault, Kind, Mode, Nature, Schedule
from simulation.matrix import modes_of, must_end_alike
from simulation.wire import NATURES
from simulation.world import Outcome

BY_DAY: Final = ("four legs", "one buy", "one sell", "short cash", "cancelled", "killed")
BY_NIGHT: Final = (*BY_DAY, "partial sells", "single sell", "asked five times")
"""Shapes; the broker has no order that rests until its limit is lifted."""

_NOT_HERE: Final = frozenset({Kind.CLOSE})
"""The broker's session ends by its calendar."""

SINGLE_MOST: Final = 450
"""So many of the single faults of the day's shapes are worth a look; the night plays all there are."""

DAYS: Final = 3
"""A day plays every third of those."""

SUBMIT: Final = "broker.submit"

SINGLE_BY_DAY: Final = SINGLE_MOST // DAYS
RANDOM_BY_DAY: Final = 170
RANDOM_BY_NIGHT: Final = 2_000


def ways_to_fail(point: str) -> tuple[Mode, ...]:
    """List how a call of a point can fail."""
    return COMMIT_MODES if point == COMMIT else modes_of(point)


def single_faults(shape: str, rig: Rig) -> Iterator[Schedule]:
    """List every fault of every effect of the faultless run, tools left out."""
    calls = rig.play(Schedule(shape=shape)).points
    for point, count in calls.items():
        if point != COMMIT and NATURES[point] is Nature.TOOL:
            continue
        for number in range(1, count + 1):
            for mode in ways_to_fail(point):
                yield Schedule(shape=shape, faults=(Fault(point, number, mode),))


def chosen_by_day(rig: Rig) -> list[Schedule]:
    """Choose of all single faults each way each effect can fail once, some others, and a third of them.

    Every way an order can fail to leave is among them: most of the rare states come of those.
    """
    whole = list(chain.from_iterable(single_faults(shape, rig) for shape in BY_DAY))
    first: dict[tuple[str, Mode], Schedule] = {}
    for schedule in whole:
        fault = schedule.faults[0]
        first.setdefault((fault.point, fault.mode), schedule)
    leaving = [first.pop((SUBMIT, mode)) for mode in ways_to_fail(SUBMIT)]
    rest = [schedule for schedule in whole if schedule not in (*leaving, *first.values())]
    step = max(len(rest) // max(SINGLE_MOST - len(first), 1), 1)
    return [*leaving, *[*first.values(), *rest[::step]][::DAYS]]


def random_schedule(seed: int) -> Schedule:
    """Make the schedule of a seed: the simulator's, and now and then a batch that fails."""
    schedule = dice.schedule_of(seed)
    own = Random(seed)  # noqa: S311 - no secrets
    batches = [
        Fault(COMMIT, own.randint(1, 25), own.choice(COMMIT_MODES)) for _ in range(own.choice((0, 0, 1, 2)))
    ]
    return replace(
        schedule,
        shape=schedule.shape if schedule.shape in BY_NIGHT else own.choice(BY_NIGHT),
        faults=(*schedule.faults, *batches),
        situations=tuple(each for each in schedule.situations if each.kind not in _NOT_HERE),
        fates=tuple(pair for pair in schedule.fates if pair[1].value != "resting"),
    )


def must_end_as_without(schedule: Schedule) -> bool:
    """Tell whether the account has to end as without faults; a batch that fails costs no trade."""
    others = tuple(fault for fault in schedule.faults if fault.point != COMMIT)
    return must_end_alike(replace(schedule, faults=others))


class Judge:
    """Plays schedules, and compares each account with that of the faultless run of its shape."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._faultless: dict[str, Outcome] = {}

    def play(self, schedule: Schedule) -> tuple[Outcome, tuple[str, ...]]:
        """Play one, and list what is wrong."""
        outcome = self._rig.play(schedule)
        apart = self._apart(outcome) if outcome.states and must_end_as_without(schedule) else ""
        return outcome, tuple(filter(None, (*outcome.violations, apart)))

    def _apart(self, outcome: Outcome) -> str:
        shape = outcome.schedule.shape
        if shape not in self._faultless:
            self._faultless[shape] = self._rig.play(Schedule(shape=shape))
        wanted = self._faultless[shape]
        if outcome.positions != wanted.positions:
            return f"ends elsewhere: {outcome.positions}, not {wanted.positions}"
        is_alike = bool(outcome.schedule.situations) or outcome.states == wanted.states
        return "" if is_alike else f"ends otherwise: {outcome.states}, not {wanted.states}"
