"""Optimise where lots are sold in the custodian's order: choose a run of lots for each asset, then solve.

The relaxation pools falling marginal costs; its prices name a run of rising ones for every asset, and within
the runs the problem is convex. Prices and runs are brought to agree in a few rounds, as sides are elsewhere
(domain.md section 5.2); the bound is the highest seen on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from trimtab.optimise.model import Model
from trimtab.optimise.newton import Climb, Hill, climb
from trimtab.optimise.ordered_bound import Chosen, ordered_bound, run_box
from trimtab.optimise.pieces import OWN, window_of
from trimtab.optimise.pooling import pooled_rates
from trimtab.optimise.problem import Vector
from trimtab.optimise.regions import Box, Choices
from trimtab.optimise.settle import settle
from trimtab.optimise.shares import ALLOWED, breach_of, value_of

_ROUNDS: Final = 4
_BETWEEN: Final = (1.0, 0.5, 0.1)
"""How far from the old prices to a plan's the bound is tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """Weights that meet every row, where some were found, their objective, a bound, and the prices of that.

    `proof` holds prices of rows that contradict each other, where they do.
    """

    weights: Vector | None
    value: float
    bound: float
    prices: Vector
    proof: Vector | None = None


def optimise_ordered(model: Model, choices: Choices, box: Box, start: Vector | None = None) -> Ordered:
    """Find weights and a bound; shares are whole in the bound alone, for weights are rounded afterwards."""
    relaxed = _relaxed(model, box, start)
    if relaxed.proof is not None:
        return Ordered(None, np.inf, np.inf, relaxed.point.prices, relaxed.proof)
    at = best = ordered_bound(model, choices, box, relaxed.point.prices)
    weights, value = _if_met(model, box, relaxed.point.weights)
    for _ in range(_ROUNDS):
        found, prices = _within(model, run_box(model, choices, box, at.piece), at.prices)
        seen = _highest(model, choices, box, (best.prices, prices))
        best = seen if seen.bound > best.bound else best
        if found is not None and (own := value_of(model, found)) < value:
            weights, value = found, own
        if (seen.piece == at.piece).all():
            break
        at = seen
    return Ordered(weights, value, best.bound, best.prices)


def _relaxed(model: Model, box: Box, start: Vector | None) -> Climb:
    window = window_of(model.pieces, box.lower, box.upper)
    rates = model.pieces.rates.copy()
    rates[OWN] = pooled_rates(rates[OWN], window.high - window.low, model.pieces.asset)
    return climb(Hill(model, window, rates), start)


def _if_met(model: Model, box: Box, weights: Vector) -> tuple[Vector | None, float]:
    weights = np.clip(weights, box.lower, box.upper)
    return (weights, value_of(model, weights)) if breach_of(model, weights) <= ALLOWED else (None, np.inf)


def _within(model: Model, box: Box, start: Vector) -> tuple[Vector | None, Vector]:
    """Solve the convex problem within a box; None where nothing there meets every row."""
    hill = Hill(model, window_of(model.pieces, box.lower, box.upper), model.pieces.rates)
    done = climb(hill, start)
    weights = np.clip(settle(hill, done.point).weights, box.lower, box.upper)
    is_met = done.proof is None and breach_of(model, weights) <= ALLOWED
    return weights if is_met else None, done.point.prices


def _highest(model: Model, choices: Choices, box: Box, ends: tuple[Vector, Vector]) -> Chosen:
    old, new = ends
    tried = (ordered_bound(model, choices, box, old + part * (new - old)) for part in _BETWEEN)
    return max(tried, key=lambda each: each.bound)
