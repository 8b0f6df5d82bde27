"""A bound below every plan, sides and whole shares included: the dual with each asset's exact best choice.

    q(v, p) = sum over assets of the least of D/2 (w-t)^2 + cost(w) + pull * w over all allowed w,
              less v'v/2 + v'F't + p'b

The least is taken over the regions of the asset and, with shares, over the whole numbers next to the best
of each region, for the function is convex there. So the bound holds at any prices, however they were found.
Source: Lagrangian relaxation of separable integer problems; Geoffrion 1974.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from trimtab.optimise.dual import evaluate, pull, use_prices
from trimtab.optimise.model import Model
from trimtab.optimise.pieces import COST, OWN, window_of
from trimtab.optimise.problem import Places, Vector
from trimtab.optimise.regions import SHARE, Box, Choices, Region, part_of

_ROUNDING: Final = 1e-15
"""Taken off the bound, as a part of its terms, so that rounding never lifts it too high."""


def lower_bound(model: Model, choices: Choices, box: Box, prices: Vector) -> tuple[float, Places]:
    """Bound every objective within a box from below, and name the region that is best for each asset.

    Prices of limits must be zero or more.
    """
    least, regions = np.full(len(model.held), np.inf), np.full(len(model.held), int(Region.HOLD))
    for region in Region:
        part, is_there = part_of(model, choices, box, region)
        best = evaluate(model, window_of(model.pieces, part.lower, part.upper), prices).weights
        for weights in _nearest(model, choices, part, best):
            values = np.where(is_there, asset_values(model, prices, weights), np.inf)
            regions = np.where(values < least, int(region), regions)
            least = np.minimum(values, least)
    factors = prices[: model.factors]
    always = 0.5 * float(factors @ factors) + float(factors @ (model.targets @ model.loadings))
    # The same sum as the dual's, taken apart: cancellation is paid for by lowering the bound.
    limited = prices[model.factors :] * model.limits
    rounding = _ROUNDING * float(np.abs(least).sum() + abs(always) + np.abs(limited).sum())
    return float(least.sum()) - always - float(limited.sum()) - rounding, regions


def _nearest(model: Model, choices: Choices, part: Box, best: Vector) -> list[Vector]:
    if not choices.has_shares:
        return [best]
    unit = np.where(choices.unit > 0, choices.unit, 1.0)
    counts = (best - model.held) / unit
    down = np.maximum(np.floor(counts), np.ceil((part.lower - model.held) / unit - SHARE))
    up = np.minimum(np.ceil(counts), np.floor((part.upper - model.held) / unit + SHARE))
    whole = [model.held + unit * count for count in (down, up)]
    return [np.where(choices.unit > 0, weights, best) for weights in whole]


def asset_values(model: Model, prices: Vector, weights: Vector) -> Vector:
    """Give what each asset adds to the dual at given weights."""
    used = use_prices(model, prices) @ asset_use(model, weights)
    off = weights - model.targets
    values: Vector = 0.5 * model.specific * off * off + used + pull(model, prices) * weights
    return values


def asset_use(model: Model, weights: Vector) -> Vector:
    """Give what every asset uses (uses x assets) of holding given weights."""
    pieces = model.pieces
    fill = np.minimum(np.maximum(weights[pieces.asset] - pieces.left, 0.0), pieces.length)
    use: Vector = pieces.bottom_use + np.add.reduceat(pieces.rates * fill, pieces.first, axis=1)
    if len(model.impact):
        impact = model.impact * np.abs(weights - model.held) ** 1.5
        use[COST] += impact
        use[OWN] += model.cost_weight * impact
    return use
