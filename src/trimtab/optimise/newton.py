"""Newton's method on the small dual: a semismooth step, prices of limits kept at zero or more.

Every step maximises the quadratic model of q under those signs, and a search along the step makes sure that
q rises. q is piecewise quadratic (without impact), so that the steps end at the optimum itself.
Source: performance.md section 2; Qi and Sun, A nonsmooth version of Newton's method (1993).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from trimtab.optimise.dual import Point, bends_at, dual_value, evaluate, gap_of, objective, violation_of
from trimtab.optimise.feasible import proves_conflict
from trimtab.optimise.model import Model
from trimtab.optimise.pieces import OWN, Window
from trimtab.optimise.problem import Matrix, Vector
from trimtab.optimise.step import newton_step

STEPS: Final = 100
"""Most Newton steps; nine were enough for every ordinary problem."""

_CLOSE: Final = 1e-14
_ROUNDED: Final = 1e-9
_STALLED: Final = 3
_LEFT: Final = 0.25
"""Part of the factors' pull that a plan leaves, roughly: a start from there took fewest steps."""

_SEARCHES: Final = 40


@dataclass(frozen=True, slots=True, eq=False)
class Climb:
    """Where Newton's method came to, after how many steps; `is_settled` tells whether it met its own bar.

    `proof`, where given, holds prices of the rows that prove them contradictory.
    """

    point: Point
    steps: int
    is_settled: bool
    proof: Vector | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Hill:
    """The function that is climbed: the dual of a model within a window, perhaps with relaxed rates."""

    model: Model
    window: Window
    rates: Matrix

    def at(self, prices: Vector) -> Point:
        """Evaluate the dual at prices."""
        return evaluate(self.model, self.window, prices, self.rates)


def climb(hill: Hill, start: Vector | None = None, steps: int = STEPS) -> Climb:
    """Maximise q from a start, by default from a part of the factors' pull of doing nothing.

    Ends when gap and violation are down at rounding, when they no longer shrink, or after so many steps.
    """
    model = hill.model
    point = hill.at(_first_prices(hill) if start is None else start)
    best, since, reach = (point, _error(model, point)), 0, _reach(hill)
    for step in range(steps):
        # Where prices are too coarse the error stalls above rounding; `settle` deals with the rest.
        if best[1] <= _CLOSE or (since >= _STALLED and best[1] <= _ROUNDED):
            return Climb(best[0], step, is_settled=True)
        bends = bends_at(model, hill.window, point, hill.rates)
        point = _search(hill, point, newton_step(model, point, bends, reach))
        error = _error(model, point)
        best, since = ((point, error), 0) if error < best[1] else (best, since + 1)
        proof = point.prices[model.factors :]
        # Beyond its reach a price moves nothing any more, unless the rows contradict each other.
        if np.abs(proof).max(initial=0.0) > reach and proves_conflict(model, hill.window, proof, hill.rates):
            return Climb(point, step, is_settled=False, proof=proof)
    return Climb(best[0], steps, is_settled=False)


def _error(model: Model, point: Point) -> float:
    """Measure how far a point is from optimal: the larger of violation and relative gap."""
    size = abs(objective(point)) + 1e-9 * float(model.specific.max())
    return max(violation_of(model, point), abs(gap_of(model, point)) / size)


def _first_prices(hill: Hill) -> Vector:
    model = hill.model
    weights = np.clip(model.held, hill.window.lower, hill.window.upper)
    return np.concatenate([_LEFT * (weights - model.targets) @ model.loadings, np.zeros(len(model.limits))])


def _reach(hill: Hill) -> float:
    """Bound the price at which a row surely moves everything it counts: the span of all marginal costs."""
    model = hill.model
    width = np.maximum(np.abs(hill.window.upper - model.targets), np.abs(hill.window.lower - model.targets))
    length = np.sqrt((model.loadings**2).sum(axis=1))
    off = np.minimum(width, 1.0)
    return float(
        np.ptp(model.pieces.rates[OWN]) + (model.specific * off).max() + length.max() * (length * off).sum()
    )


def _search(hill: Hill, point: Point, step: Vector) -> Point:
    """Go the whole step, or to where q is nearly highest along it (regula falsi, Illinois variant)."""
    rise = float(step @ point.slope)
    whole = hill.at(point.prices + step)
    if _is_ascent(hill.model, point, whole, rise) or rise <= 0.0:
        return whole
    low, high = 0.0, 1.0
    low_rise, high_rise = rise, float(step @ whole.slope)
    best = whole
    for _ in range(_SEARCHES):
        if high_rise >= 0.0:
            break
        length = (low * -high_rise + high * low_rise) / (low_rise - high_rise)
        best = hill.at(point.prices + length * step)
        found = float(step @ best.slope)
        if abs(found) <= 0.1 * rise and _is_ascent(hill.model, point, best, length * rise):
            break
        if found > 0.0:
            low, low_rise, high_rise = length, found, 0.5 * high_rise
        else:
            high, high_rise, low_rise = length, found, 0.5 * low_rise
    return best


def _is_ascent(model: Model, point: Point, whole: Point, rise: float) -> bool:
    gained = dual_value(model, whole) - dual_value(model, point)
    noise = 1e-15 * (abs(objective(point)) + abs(objective(whole)))
    return gained >= 1e-4 * rise - noise
