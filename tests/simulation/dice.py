"""Random schedules: everything about one hangs on its seed."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from simulation.faults import Fate, Fault, Kind, Mode, Schedule, Situation
from simulation.matrix import SKEWS, modes_of
from simulation.shapes import PRICES, SHAPES
from simulation.world import play

MOST_FAULTS: Final = 6
_PAUSES: Final = (3, 15, 45, 65, 75, 100, 200, 600)
_DELAYS: Final = (3, 8, 20, 45)
_SPELLS: Final = (4, 20, 60, 150, 600)
_SWITCHES: Final = (Kind.HALT, Kind.REDUCE, Kind.RESUME, Kind.CANCEL)
_OUTAGES: Final = (Kind.DOWN, Kind.DEAF, Kind.THROTTLE)
_CHANGES: Final = (Kind.JUMP, Kind.FOREIGN_SELL, Kind.FOREIGN_BUY, Kind.WITHDRAWAL)
_VERSIONS: Final = (Kind.DEPLOY, Kind.ROLLBACK)
_LASTING: Final = frozenset({*_OUTAGES, *_VERSIONS, Kind.NO_SWEEPS, Kind.SKEW})
_CALLS: Final = (Kind.RIVAL, Kind.TWIN, Kind.NO_SWEEPS)
_OVERTAKEN: Final = 300
"""Seconds after which an order comes that nobody could wait for."""

_ABANDONED: Final = 0.02
"""How often a run is stopped while such an order is under way; by chance alone it hardly ever is."""

_PORTS: Final = ("broker", "broker", "store", "store", "queue", "notifier")
_JUMPS: Final = ("0.90", "0.99", "1.01", "1.04", "1.20")


_KINDS: Final = (
    _SWITCHES,
    _OUTAGES,
    _OUTAGES,
    _CHANGES,
    _CALLS,
    _VERSIONS,
    (Kind.SKEW,),
    (Kind.RESTORE,),
    (Kind.CLOSE,),
    (Kind.POISON,),
)


def schedule_of(seed: int) -> Schedule:
    """Make the schedule of a seed."""
    dice = Random(seed)  # noqa: S311 - no secrets
    shape = dice.choice(tuple(SHAPES))
    faults: list[Fault] = []
    situations: list[Situation] = []
    for _ in range(dice.randint(0, MOST_FAULTS)):
        if dice.random() < 0.65:
            faults.append(_fault(dice, shape))
        else:
            situations.extend(_situations(dice))
    if dice.random() < _ABANDONED:
        faults.append(Fault("broker.submit", dice.randint(1, 3), Mode.SLOW, _OVERTAKEN))
        situations.append(Situation(dice.choice((Kind.HALT, Kind.CANCEL)), dice.randint(2_000, 60_000)))
    return Schedule(
        shape=shape,
        seed=seed,
        faults=tuple(faults),
        situations=tuple(situations),
        fates=_fates(dice),
        workers=dice.randint(2, 4),
    )


@cache
def _points(shape: str) -> dict[str, int]:
    return dict(play(Schedule(shape=shape)).points)


def _fault(dice: Random, shape: str) -> Fault:
    """Choose an effect, perhaps one that only a run in trouble comes to, and how it fails."""
    point = dice.choice(tuple(_points(shape)))
    number = dice.randint(1, min(_points(shape)[point], 60) + 3)
    mode = dice.choice(modes_of(point))
    delays = (*_DELAYS, _OVERTAKEN) if point == "broker.submit" else _DELAYS
    seconds = {Mode.ZOMBIE: _PAUSES, Mode.SLOW: delays}.get(mode, (0,))
    return Fault(point, number, mode, dice.choice(seconds))


def _situations(dice: Random) -> tuple[Situation, ...]:
    kinds = dice.choice(_KINDS)
    kind, begins = dice.choice(kinds), int(dice.choice((8_000, 60_000, 300_000)) * dice.random())
    if kind is Kind.RESTORE:
        later = begins + int(dice.choice((5_000, 200_000)) * dice.random())
        return (Situation(Kind.BACKUP, begins), Situation(Kind.RESTORE, later))
    if kind is Kind.CLOSE:
        return (Situation(Kind.CLOSE, dice.randint(200_000, 1_200_000)),)
    return (Situation(kind, begins, _seconds(dice, kind), _about(dice, kind)),)


def _seconds(dice: Random, kind: Kind) -> int:
    return dice.choice(_SPELLS) if kind in _LASTING else 0


def _about(dice: Random, kind: Kind) -> str:
    if kind is Kind.THROTTLE:
        return "broker"
    if kind is Kind.SKEW:
        return dice.choice(SKEWS)
    if kind in _OUTAGES:
        return dice.choice(_PORTS)
    symbol = dice.choice(tuple(PRICES))
    return f"{symbol}:{dice.choice(_JUMPS)}" if kind is Kind.JUMP else symbol


def _fates(dice: Random) -> tuple[tuple[str, Fate], ...]:
    if dice.random() < 0.5:
        return ()
    return tuple((symbol, dice.choice(tuple(Fate))) for symbol in PRICES if dice.random() < 0.4)
