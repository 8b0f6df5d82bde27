"""Every effect of a shape, and every way each of them can fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice, product
from typing import Final

from simulation.faults import FULL_FILLS, MODES, Fate, Fault, Kind, Mode, Nature, Schedule, Situation
from simulation.shapes import ALL, PRICES
from simulation.wire import NATURES
from simulation.world import Outcome, play
from trimtab.domain.intent import OrderType

_STOPPING: Final = frozenset({Mode.ERR, Mode.LOST, Mode.SLOW})
_AGEING: Final = frozenset(
    {"broker.quotes", "broker.market_clock", "broker.open_orders", "broker.account", "broker.holdings"}
)
SKEWS: Final = ("3", "-3", "8", "-8", "600", "-600")
"""By how many seconds clocks are wrong: by so little that orders may leave, by more, and by much."""

_MOMENTS: Final = (0, 500, 1_500, 3_000, 6_291, 12_000, 40_000)
"""Milliseconds after which something comes over a run."""

_ALIKE: Final = {
    Nature.TOOL: frozenset({Mode.PRE, Mode.DUP}),
    Nature.READ: frozenset({Mode.POST, Mode.SLOW}),
    Nature.SWITCH: frozenset({Mode.POST, Mode.SLOW}),
}
"""Modes that leave the world as another one does.

Who ends, or has a twin, while it asks for time or a name, does as at its effect before or after; who ends
after a read, as before it; and an answer to a read that is late is one that is lost.
"""


def modes_of(point: str) -> tuple[Mode, ...]:
    """List how a call of a point can fail."""
    return MODES[NATURES[point]]


def single_faults(shape: str) -> Iterator[Schedule]:
    """List every fault of every effect of the faultless run."""
    for point, count in play(Schedule(shape=shape)).points.items():
        for number in range(1, count + 1):
            for mode in modes_of(point):
                yield Schedule(shape=shape, faults=(Fault(point, number, mode),))


def double_faults(shape: str, part: int = 0, parts: int = 1) -> Iterator[Schedule]:
    """List each fault of the faultless run with each one of the effects that are really met after it.

    Modes that leave the world alike are tried once. A part has every so-manieth first fault.
    """
    calls = play(Schedule(shape=shape)).points
    for first in islice(_telling_faults(calls, {}), part, None, parts):
        outcome = play(Schedule(shape=shape, faults=(first,)))
        for second in _telling_faults(outcome.points, outcome.met_before):
            yield Schedule(shape=shape, faults=(first, second))


def _telling_faults(calls: Mapping[str, int], before: Mapping[str, int]) -> Iterator[Fault]:
    for point, count in calls.items():
        modes = [mode for mode in modes_of(point) if mode not in _ALIKE.get(NATURES[point], ())]
        for number in range(before.get(point, 0) + 1, count + 1):
            yield from (Fault(point, number, mode) for mode in modes)


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


def deploys(shape: str) -> Iterator[Schedule]:
    """Deploy the next version at many moments, or roll it back for a while, for short and for long."""
    troubles = ((), (Fault("runs.save", 4, Mode.POST),), (Fault("broker.submit", 2, Mode.LOST),))
    for kind, at, seconds in product((Kind.DEPLOY, Kind.ROLLBACK), _MOMENTS, (5, 60, 400)):
        for seed, faults in enumerate(troubles):
            around = (Situation(kind, at, seconds),)
            yield Schedule(shape=shape, seed=seed, faults=faults, situations=around)


def wrong_clocks(shape: str) -> Iterator[Schedule]:
    """Set half of the clocks wrong while an order is late, lost or on its way."""
    troubles = ((), (Fault("broker.submit", 1, Mode.SLOW, 45),), (Fault("broker.submit", 3, Mode.LOST),))
    for skew, at, faults, seed in product(SKEWS, _MOMENTS, troubles, range(2)):
        around = (Situation(Kind.SKEW, at, 200, skew),)
        yield Schedule(shape=shape, seed=seed, faults=faults, situations=around)


def overtaken_orders(shape: str) -> Iterator[Schedule]:
    """Stop a run whose order has left and comes after five minutes, to any fate but a hidden one."""
    stops, numbers = (Kind.HALT, Kind.CANCEL, Kind.REDUCE), range(1, 5)
    for fate, stop, number in product((fate for fate in Fate if fate is not Fate.HIDDEN), stops, numbers):
        yield Schedule(
            shape=shape,
            faults=(Fault("broker.submit", number, Mode.SLOW, 300),),
            situations=(Situation(stop, 30_000),),
            fates=tuple((symbol, fate) for symbol in PRICES),
        )


def must_end_alike(schedule: Schedule) -> bool:
    """Tell whether a schedule leaves the account as its shape without faults does.

    A switch that cannot be read stops a run, a refusal ends a leg, and so does an old price or clock;
    an old account lets less be bought. Situations cost trades, but for those that only keep somebody waiting.
    """
    shape, fates = ALL[schedule.shape], {fate for _, fate in schedule.fates}
    is_patient = not shape.fates and shape.execution.order_type is OrderType.MARKET
    is_filled = not fates or (fates <= FULL_FILLS and is_patient)
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
