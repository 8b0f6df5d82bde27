"""Switches that are turned at any moment of a run, again and again; each schedule hangs on its seed alone."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from simulation.faults import Fate, Fault, Kind, Mode, Schedule, Situation
from simulation.shapes import PRICES, SHAPES
from simulation.weather import RIVALS
from simulation.world import play
from trimtab.domain.trading_state import TradingScope

FLIPS: Final = "flips"
"""How a schedule of this kind is told from others of its seed."""

ROUNDS: Final = 3
"""How often somebody kills what is going on, lets it go on, and starts anew."""

_BETWEEN: Final = (20_000, 40_000)
"""Milliseconds after which the owner begins anew; sooner three runs would share a minute's requests."""

_DOZES: Final = (1, 2, 3, 5, 15, 75, 100, 200)
_SHORT_DOZES: Final = (0.5, 1, 1.5, 1.9, 1.9, 2, 2.5)
"""About as long as a look at the switches is good for."""

_DELAYS: Final = (1, 2, 3, 8, 40)
_FATES: Final = (Fate.FILL, Fate.SLOWLY, Fate.IN_PARTS, Fate.PARTIAL, Fate.SILENT, Fate.RACE, Fate.HIDDEN)
_TROUBLE: Final = (
    ("broker.submit", (Mode.ZOMBIE, Mode.ZOMBIE, Mode.LOST, Mode.SLOW, Mode.PRE, Mode.POST)),
    ("trading.control", (Mode.ZOMBIE, Mode.ZOMBIE, Mode.ERR, Mode.SLOW, Mode.POST)),
    ("trading.set", (Mode.SLOW, Mode.LOST, Mode.ERR, Mode.DUP)),
    ("trading.of", (Mode.ERR, Mode.ZOMBIE)),
    ("trading.current", (Mode.ZOMBIE, Mode.ERR)),
    ("runs.save", (Mode.ZOMBIE, Mode.SLOW, Mode.LOST, Mode.ERR, Mode.PRE, Mode.POST)),
    ("runs.reserve", (Mode.ZOMBIE, Mode.LOST, Mode.SLOW)),
    ("clock.now", (Mode.ZOMBIE, Mode.PRE, Mode.DUP)),
)
"""Where a doze, a slow store, a lost answer or an end can come between a kill and an order."""


def flips_of(seed: int) -> Schedule:
    """Make the schedule of a seed; the shapes take turns."""
    dice = Random(f"{FLIPS} {seed}")  # noqa: S311 - no secrets
    shape = tuple(SHAPES)[seed % len(SHAPES)]
    faults, begins = [_fault(dice) for _ in range(dice.randint(0, 2))], 0
    if dice.random() < 0.5:
        doze = _doze(dice, shape)
        faults.append(doze)
        begins = _sent_at(shape)[doze.number - 1] - 500
    return Schedule(
        shape=shape,
        seed=seed,
        faults=tuple(faults),
        situations=tuple(_flips(dice, begins, _sent_at(shape)[-1] + 1_500)),
        fates=tuple((symbol, dice.choice(_FATES)) for symbol in PRICES if dice.random() < 0.2),
        workers=dice.randint(2, 4),
    )


@cache
def _sent_at(shape: str) -> tuple[int, ...]:
    """Tell about when each order of a shape leaves if nothing fails, in milliseconds; else a guess."""
    sent = (line for line in play(Schedule(shape=shape)).trace if " broker.submit#" in line)
    return tuple(int(line.split()[0]) // 1_000 for line in sent) or (3_000,)


def _doze(dice: Random, shape: str) -> Fault:
    """Let a worker doze where nothing but its clock keeps its order back."""
    number = dice.randint(1, len(_sent_at(shape)))
    return Fault("broker.submit", number, Mode.ZOMBIE, dice.choice(_SHORT_DOZES))


def _flips(dice: Random, begins: int, life: int) -> list[Situation]:
    """Kill something at a random moment of its life, the first time perhaps while somebody dozes."""
    found = list[Situation]()
    for round_number in range(ROUNDS):
        within = 2_500 if begins and not found else life
        at, scope = max(0, begins) + dice.randint(0, within), dice.choice(tuple(TradingScope)).value
        found.append(Situation(Kind.REDUCE if dice.random() < 0.1 else Kind.HALT, at, about=scope))
        if dice.random() < 0.5:
            second = dice.choice(tuple(TradingScope)).value
            found.append(Situation(Kind.HALT, at + dice.randint(0, 2_000), about=second))
            found.append(Situation(Kind.RESUME, at + dice.randint(2_001, 5_000), about=second))
        resumed = at + dice.choice((100, 500, 1_000, 3_000, 8_000))
        begins = resumed + dice.randint(*_BETWEEN)
        found.append(Situation(Kind.RESUME, resumed, about=scope))
        found.append(Situation(Kind.RIVAL, begins, about=RIVALS[round_number]))
    return found


def _fault(dice: Random) -> Fault:
    point, modes = dice.choice(_TROUBLE)
    mode, number = dice.choice(modes), dice.randint(1, 60 if point == "clock.now" else 8)
    seconds = {Mode.ZOMBIE: _DOZES, Mode.SLOW: _DELAYS}.get(mode, (0,))
    return Fault(point, number, mode, dice.choice(seconds))
