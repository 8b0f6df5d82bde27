"""Every effect of a shape, and every way each of them can fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from simulation.faults import FULL_FILLS, MODES, Fate, Fault, Kind, Mode, Nature, Schedule, Situation
from simulation.shapes import PRICES, SHAPES
from simulation.wire import NATURES
from simulation.world import Outcome, play

_STOPPING: Final = frozenset({Mode.ERR, Mode.LOST, Mode.SLOW})
_AGEING: Final = frozenset(
    {"broker.quotes", "broker.market_clock", "broker.open_orders", "broker.account", "broker.holdings"}
)


def modes_of(point: str) -> tuple[Mode, ...]:
    """List how a call of a point can fail."""
    return MODES[NATURES[point]]


def single_faults(shape: str) -> Iterator[Schedule]:
    """List every fault of every effect of the faultless run."""
    for point, count in play(Schedule(shape=shape)).points.items():
        for number in range(1, count + 1):
            for mode in modes_of(point):
                yield Schedule(shape=shape, faults=(Fault(point, number, mode),))


def kills(shape: str) -> Iterator[Schedule]:
    """Turn the switch at every moment of a run, alone and with a worker that dozes before it sends.

    Turned on again within a second, even unread, it has stopped the run all the same (F-182).
    """
    times = sorted({int(line.split()[0]) // 1_000 for line in play(Schedule(shape=shape)).trace[:-1]})
    dozes = [Fault("broker.submit", number, Mode.ZOMBIE, 5) for number in range(1, 5)]
    unread = Fault("trading.of", 2, Mode.ERR)
    for moment in times[: times.index(max(t for t in times if t < 30_000)) + 1]:
        halt, resume = Situation(Kind.HALT, moment), Situation(Kind.RESUME, moment + 1_000)
        yield Schedule(shape=shape, situations=(halt,))
        yield Schedule(shape=shape, situations=(halt, resume))
        yield Schedule(shape=shape, situations=(halt, resume), faults=(unread,))
        yield from (Schedule(shape=shape, situations=(halt,), faults=(doze,)) for doze in dozes)


def troubled_orders(shape: str) -> Iterator[Schedule]:
    """Let every order of a run leave badly, and every kind of fate await it there."""
    count = play(Schedule(shape=shape)).points["broker.submit"]
    for fate in Fate:
        fates = tuple((symbol, fate) for symbol in PRICES)
        for number in range(1, count + 1):
            for mode in modes_of("broker.submit"):
                yield Schedule(shape=shape, faults=(Fault("broker.submit", number, mode),), fates=fates)


def must_end_alike(schedule: Schedule) -> bool:
    """Tell whether a schedule leaves the account as its shape without faults does.

    A switch that cannot be read stops a run, a refusal ends a leg, and so does an old price or clock;
    an old account lets less be bought. Situations cost trades, but for those that only keep somebody waiting.
    """
    shape, fates = SHAPES[schedule.shape], {fate for _, fate in schedule.fates}
    is_filled = not fates or (fates <= FULL_FILLS and not shape.fates)
    is_harmless = is_filled and all(map(_only_delays, (*shape.situations, *schedule.situations)))
    return is_harmless and not any(_may_cost(fault) for fault in schedule.faults)


def _only_delays(situation: Situation) -> bool:
    return situation.kind in {Kind.TWIN, Kind.NO_SWEEPS} or situation.about in {"queue", "notifier"}


def _may_cost(fault: Fault) -> bool:
    if NATURES[fault.point] is Nature.SWITCH:
        return fault.mode in _STOPPING
    return fault.mode is Mode.REFUSE or (fault.mode is Mode.STALE and fault.point in _AGEING)


@cache
def _faultless(shape: str) -> Mapping[str, Decimal]:
    return play(Schedule(shape=shape)).positions


def differing(outcome: Outcome) -> str:
    """Tell where the account differs from the faultless run's, or nothing; nothing, too, where none began."""
    if not outcome.states:
        return ""
    expected = _faultless(outcome.schedule.shape)
    keys = expected.keys() | outcome.positions.keys()
    apart = {key for key in keys if expected.get(key, 0) != outcome.positions.get(key, 0)}
    return f"{sorted(apart)} of {outcome.positions} should be {expected}" if apart else ""
