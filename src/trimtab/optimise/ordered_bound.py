"""The dual where lots are sold in the custodian's order: each asset's best choice on its true cost.

In that order marginal costs may fall from lot to lot, so that an asset's cost is not convex. But within one
lot it is, and at given prices assets do not depend on each other: the least over an asset's lots is exact,
and with it the bound holds at any prices. Around each choice lies a run of lots whose marginal costs rise;
within such runs the problem is convex again.
Source: Lagrangian relaxation of separable problems; Geoffrion 1974.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from trimtab.optimise.dual import impact_price, pull, use_prices, wanted_fill
from trimtab.optimise.model import Model
from trimtab.optimise.pieces import OWN
from trimtab.optimise.problem import Flags, Places, Vector
from trimtab.optimise.regions import NUDGE, SHARE, Box, Choices

_ROUNDING: Final = 1e-15
"""Taken off the bound, as a part of its terms, so that rounding never lifts it too high."""

HOLD: Final = -1
"""In place of a piece: nothing is traded."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A bound below every plan in a box, the prices it is made with, and the best piece of each asset."""

    bound: float
    prices: Vector
    piece: Places


def ordered_bound(model: Model, choices: Choices, box: Box, prices: Vector) -> Chosen:
    """Bound every objective within a box from below; prices of limits must be zero or more."""
    asset = model.pieces.asset
    low, high, is_there = _stretches(model, choices, box)
    best = np.clip(model.pieces.left + wanted_fill(model, prices, model.pieces.rates), low, high)
    values = np.full(len(asset), np.inf)
    for weights, fits in _nearest(model, choices, (low, high), best):
        values = np.minimum(values, np.where(is_there & fits, _values(model, prices, weights), np.inf))
    least = np.minimum.reduceat(values, model.pieces.first)
    chosen = _first_of(values == least[asset], asset, len(least))
    kept = _kept(model, choices, box, prices)
    chosen = np.where(kept < least, HOLD, chosen)
    least = np.minimum(kept, least)
    factors = prices[: model.factors]
    always = 0.5 * float(factors @ factors) + float(factors @ (model.targets @ model.loadings))
    limited = prices[model.factors :] * model.limits
    rounding = _ROUNDING * float(np.abs(least).sum() + abs(always) + np.abs(limited).sum())
    return Chosen(float(least.sum()) - always - float(limited.sum()) - rounding, prices, chosen)


def run_box(model: Model, choices: Choices, box: Box, piece: Places) -> Box:
    """Cut a box to the runs around the chosen pieces, in which marginal costs rise with the weight."""
    pieces = model.pieces
    slopes = pieces.rates[OWN]
    breaks = np.concatenate([[True], (np.diff(slopes) < 0.0) | (np.diff(pieces.asset) > 0)])
    heads = np.flatnonzero(breaks)
    run = (np.cumsum(breaks) - 1)[piece]
    ends = np.append(heads[1:], len(slopes)) - 1
    lower = np.maximum(box.lower, pieces.left[heads[run]])
    upper = np.minimum(box.upper, (pieces.left + pieces.length)[ends[run]])
    buys = pieces.buys[piece]
    lower = np.where(buys, np.maximum(lower, model.held + choices.least), lower)
    upper = np.where(buys, upper, np.minimum(upper, model.held - choices.least))
    holds = piece == HOLD
    lower, upper = np.where(holds, model.held, lower), np.where(holds, model.held, upper)
    return Box(np.minimum(lower, upper), upper)


def _stretches(model: Model, choices: Choices, box: Box) -> tuple[Vector, Vector, Flags]:
    """Cut each piece to the box and to trades that are large enough; tell of which anything is left."""
    pieces = model.pieces
    asset, buys, least = pieces.asset, pieces.buys, choices.least[pieces.asset]
    held = model.held[asset]
    low = np.maximum(pieces.left, box.lower[asset])
    high = np.minimum(pieces.left + pieces.length, box.upper[asset])
    low = np.where(buys, np.maximum(low, held + least), low)
    high = np.where(buys, high, np.minimum(high, held - least))
    is_there: Flags = low <= high + NUDGE
    return np.minimum(low, high), high, is_there


def _nearest(
    model: Model, choices: Choices, ends: tuple[Vector, Vector], best: Vector
) -> list[tuple[Vector, Flags]]:
    everywhere = np.ones(len(best), dtype=np.bool_)
    if not choices.has_shares:
        return [(best, everywhere)]
    low, high = ends
    asset = model.pieces.asset
    unit, held = choices.unit[asset], model.held[asset]
    has, size = unit > 0, np.where(unit > 0, unit, 1.0)
    counts = (best - held) / size
    down = np.maximum(np.floor(counts), np.ceil((low - held) / size - SHARE))
    up = np.minimum(np.ceil(counts), np.floor((high - held) / size + SHARE))
    found = []
    for count in (down, up):
        weights = np.where(has, held + size * count, best)
        found.append((weights, ~has | ((weights >= low - NUDGE) & (weights <= high + NUDGE))))
    return found


def _values(model: Model, prices: Vector, weights: Vector) -> Vector:
    """Give what each asset adds to the dual with its weight in each of its pieces."""
    pieces = model.pieces
    asset = pieces.asset
    price = use_prices(model, prices)
    slopes = price @ pieces.rates
    whole = slopes * pieces.length
    before = np.cumsum(whole) - whole
    before += (price @ pieces.bottom_use - before[pieces.first])[asset]
    off = weights - model.targets[asset]
    values = 0.5 * model.specific[asset] * off * off + pull(model, prices)[asset] * weights
    values += before + slopes * (weights - pieces.left)
    if len(model.impact):
        traded = np.abs(weights - model.held[asset]) ** 1.5
        values += impact_price(model, prices) * model.impact[asset] * traded
    return values


def _kept(model: Model, choices: Choices, box: Box, prices: Vector) -> Vector:
    """Give what assets with a least trade add untouched; the others' pieces reach to there themselves."""
    off = model.held - model.targets
    values = 0.5 * model.specific * off * off + pull(model, prices) * model.held
    fits = (box.lower <= model.held + NUDGE) & (box.upper >= model.held - NUDGE)
    kept: Vector = np.where(fits & (choices.least > NUDGE), values, np.inf)
    return kept


def _first_of(flags: Flags, asset: Places, size: int) -> Places:
    places = np.flatnonzero(flags)[::-1]
    first = np.zeros(size, dtype=np.int64)
    first[asset[places]] = places
    return first
