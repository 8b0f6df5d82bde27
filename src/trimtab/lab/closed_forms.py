"""Formulas of domain §4.10 beside simulated paths: two assets, one of them without any risk.

Target p, relative volatility v, s = p(1-p)v, a penalty of g/2 times the squared tracking error a year, a cost
c on each leg. The formulas hold for small drift; `HOLDS_TO` is what that may cost them at the widths used
here, and widens the NORMAL interval of the paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import pi, sqrt
from typing import Final

import numpy as np

from trimtab.domain.policy import Destination
from trimtab.lab.anchor import Anchor, Published
from trimtab.lab.grid import under
from trimtab.lab.outcomes import Interval, IntervalKind, Outcomes, mean_of, paired_difference
from trimtab.lab.paths import Lognormal
from trimtab.lab.policies import BASIS_POINT, Band, LabPolicy, TargetMix
from trimtab.lab.prices import Floats
from trimtab.lab.run import SESSIONS_A_YEAR, Progress, Trial, run

TARGET: Final = 0.6
VOLATILITY: Final = 0.19
AVERSION: Final = 4.0
PULL: Final = TARGET * (1 - TARGET) * VOLATILITY
"""How far a weight strays in a year: s of the formulas."""

HOLDS_TO: Final = 0.03
YEARS: Final = 20

_INTERVALS: Final = (21, 63)
_COSTS: Final = (5, 10, 20, 40)
_BAND_COST: Final = 10
_AROUND: Final = (0.5, 0.65, 0.8, 1.0, 1.25, 1.6, 2.0)
"""The optimum is looked for among these multiples of what the formula says."""

_SHARES: Final = {"edge": 0.512, "reset": 0.724}
_ACCURACY: Final = 0.03
"""Root mean squared deviation at which policies are compared, in weight."""

_NAMES: Final = {"edge": Destination.BAND_EDGE, "reset": Destination.TARGET}


def one_way_turnover(interval: float) -> float:
    """Return the turnover a year of rebalancing every so many years."""
    return PULL * sqrt(2 / (pi * interval))


def squared_deviation(interval: float) -> float:
    """Return the mean squared distance from the target at the start of a day, on which its return depends."""
    return PULL**2 * (interval - 1 / SESSIONS_A_YEAR) / 2


def best_interval(cost: float) -> float:
    """Return the interval in sessions that costs least."""
    years = float((4 * cost * sqrt(2 / pi) / (AVERSION * VOLATILITY**2 * PULL)) ** (2 / 3))
    return years * SESSIONS_A_YEAR


def best_band(cost: float, destination: Destination) -> float:
    """Return the band that costs least, a fraction: trades end at its edge, or back at the target."""
    factor = 3 if destination is Destination.BAND_EDGE else 12
    return float((factor * cost * (TARGET * (1 - TARGET)) ** 2 / AVERSION) ** (1 / 3))


def closed_forms(paths: int, seed: int, progress: Progress | None = None) -> Iterator[Anchor]:
    """Put each formula beside the same on paths; all policies run on the same ones."""
    cases = (
        *(_calendar(every) for every in _INTERVALS),
        *(_best_interval(cost) for cost in _COSTS),
        *(_best_band(name, destination) for name, destination in _NAMES.items()),
        _equal_accuracy(),
    )
    policies = [policy for case in cases for policy in case.policies]
    found = iter(run(_trial(policies, seed), paths, progress))
    for case in cases:
        yield from case.compare(tuple(islice(found, len(case.policies))))


@dataclass(frozen=True, slots=True)
class _Case:
    """The policies of a formula, and how what came of them is compared with it."""

    policies: Sequence[LabPolicy]
    compare: Callable[[Sequence[Outcomes]], Iterable[Anchor]]


def _trial(policies: Sequence[LabPolicy], seed: int) -> Trial:
    """Run on the paths of the formulas: nothing is earned on average."""
    daily = VOLATILITY / sqrt(SESSIONS_A_YEAR)
    source = Lognormal(
        drift=np.array([-(daily**2) / 2, 0.0]),
        volatility=np.array([daily, 0.0]),
        correlation=np.eye(2),
        seed=seed,
    )
    mix = TargetMix(symbols=("RISKY", "STEADY"), weights=(TARGET, 1 - TARGET))
    return Trial(mix=mix, policies=tuple(policies), source=source, steps=YEARS * SESSIONS_A_YEAR)


def _calendar(every: int) -> _Case:
    years = every / SESSIONS_A_YEAR

    def compare(found: Sequence[Outcomes]) -> Iterator[Anchor]:
        deviation = (found[0].tracking_error / VOLATILITY) ** 2
        yield _compare(f"closed form turnover, {every} sessions", one_way_turnover(years), found[0].turnover)
        yield _compare(
            f"closed form squared deviation, {every} sessions", squared_deviation(years), deviation
        )

    return _Case([LabPolicy(every=every)], compare)


def _compare(key: str, formula: float, ours: Floats) -> Anchor:
    mean = mean_of(ours)
    around = mean.normal or mean.spread
    interval = Interval(around.low * (1 - HOLDS_TO), around.high * (1 + HOLDS_TO), around.kind)
    return Anchor(key=key, published=Published.exactly(formula), ours=mean.value, interval=interval)


def _best_interval(cost: int) -> _Case:
    formula = best_interval(cost * BASIS_POINT)
    tried = [round(formula * factor) for factor in _AROUND]
    policies = under([LabPolicy(every=every) for every in tried], cost_bp=cost)
    return _Case(policies, partial(_least, f"closed form best interval at {cost} bp", formula, tried))


def _best_band(name: str, destination: Destination) -> _Case:
    formula = best_band(_BAND_COST * BASIS_POINT, destination)
    tried = [formula * factor for factor in _AROUND]
    banded = [LabPolicy(band=Band(width=width), destination=destination) for width in tried]
    key = f"closed form best band at {_BAND_COST} bp, {name}"
    return _Case(under(banded, cost_bp=_BAND_COST), partial(_least, key, formula, tried))


def _least(key: str, formula: float, tried: Sequence[float], found: Sequence[Outcomes]) -> tuple[Anchor, ...]:
    """Find the least loss, and as its interval all that the paths cannot tell from it."""
    losses = [outcomes.loss(AVERSION) for outcomes in found]
    best = min(range(len(tried)), key=lambda place: float(losses[place].mean()))
    behind = [paired_difference(loss, losses[best]).normal for loss in losses]
    tied = [at for at, far in zip(tried, behind, strict=True) if far is None or far.low <= 0]
    # What lies between two values that were tried may be the least as well.
    ends = _neighbours(tried, min(tied), max(tied))
    interval = Interval(*ends, IntervalKind.NORMAL)
    return (Anchor(key=key, published=Published.exactly(formula), ours=tried[best], interval=interval),)


def _neighbours(tried: Sequence[float], low: float, high: float) -> tuple[float, float]:
    before = [at for at in tried if at < low]
    after = [at for at in tried if at > high]
    return max(before, default=low), min(after, default=high)


def _equal_accuracy() -> _Case:
    """Compare turnover at equal accuracy; within each kind of policy it is one over the deviation."""
    variance = _ACCURACY**2
    policies = [
        LabPolicy(every=round(2 * variance / PULL**2 * SESSIONS_A_YEAR)),
        LabPolicy(band=Band(width=sqrt(3 * variance)), destination=Destination.BAND_EDGE),
        LabPolicy(band=Band(width=sqrt(6 * variance))),
    ]
    return _Case(policies, _shares_of_calendar)


def _shares_of_calendar(found: Sequence[Outcomes]) -> Iterator[Anchor]:
    calendar, *banded = (each.turnover * each.tracking_error for each in found)
    for (name, share), ours in zip(_SHARES.items(), banded, strict=True):
        yield _compare(f"closed form turnover of {name} per calendar", share, ours / calendar.mean())
