"""Whole shares: round every trade towards nothing, then exchange single shares while that helps.

Floats only rank the exchanges; what is decided are whole numbers of shares, and only what meets every row
is a plan. While rows are broken the exchange that mends them most is taken, afterwards the one that lowers
the objective most. Every number of shares is kept within its bounds and regions.
Source: performance.md section 6, row 4; domain.md section 5.5.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from trimtab.optimise.bound import asset_use
from trimtab.optimise.model import Model
from trimtab.optimise.pieces import OWN
from trimtab.optimise.problem import Flags, Matrix, Places, Vector
from trimtab.optimise.regions import NUDGE, SHARE, Box, Choices

ALLOWED: Final = 1e-12
"""A row broken by less than this is met."""

_PAIRED: Final = 80
"""Moves that are also tried in pairs: so many of the best allowed, and so many of the best at all."""

_LEAST_GAIN: Final = 1e-13

_MENDED: Final = 1e-9
"""An exchange has to mend at least this part of what is broken."""


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Steps of single assets: which asset, by how much weight, and what that changes."""

    asset: Places
    step: Vector
    value: Vector
    rows: Matrix


def rounded(model: Model, choices: Choices, box: Box, weights: Vector) -> Vector:
    """Cut every trade down to whole shares, or to nothing where it falls below the least trade."""
    has, unit = choices.unit > 0, np.where(choices.unit > 0, choices.unit, 1.0)
    counts = np.trunc((weights - model.held) / unit * (1 + 1e-12))
    counts = np.where(np.abs(counts) * unit < choices.least - NUDGE, 0.0, counts)
    counts = np.clip(counts, *_counts_within(model, unit, box))
    # Bounds may ask for a trade: then it is the least one, and whether that fits is seen at the end.
    is_small = (counts != 0.0) & (np.abs(counts) * unit < choices.least - NUDGE)
    counts = np.where(is_small, np.sign(counts) * np.ceil(choices.least / unit - SHARE), counts)
    return np.where(has, model.held + unit * counts, weights)


def exchanged(model: Model, choices: Choices, box: Box, weights: Vector) -> Vector | None:
    """Exchange shares until nothing helps; None where the rows stay broken.

    Takes at most four exchanges for each asset and a hundred more.
    """
    for _ in range(4 * len(weights) + 100):
        rows = _rows_of(model, weights)
        moves = _moves(model, choices, box, weights)
        chosen = _best(model, moves, rows)
        if chosen is None:
            break
        weights = weights.copy()
        for move in chosen:
            weights[moves.asset[move]] += moves.step[move]
        # Each step is added to the last; laid on the grid again, their roundings do not add up.
        weights = _on_grid(model, choices, weights)
    is_met = _broken(model, _rows_of(model, weights)) <= ALLOWED
    return weights if is_met and _is_allowed(model, choices, box, weights) else None


def _is_allowed(model: Model, choices: Choices, box: Box, weights: Vector) -> bool:
    trade = np.abs(weights - model.held)
    is_small = (trade > NUDGE) & (trade < choices.least - NUDGE)
    is_outside = (weights < box.lower - NUDGE) | (weights > box.upper + NUDGE)
    return not (is_small | is_outside).any()


def value_of(model: Model, weights: Vector) -> float:
    """Give the objective of weights."""
    off = weights - model.targets
    opening = off @ model.loadings
    used = asset_use(model, weights)[OWN].sum()
    return 0.5 * float((model.specific * off) @ off) + 0.5 * float(opening @ opening) + float(used)


def breach_of(model: Model, weights: Vector) -> float:
    """Give the largest breach of a row, relative to the row's scale."""
    rows = _rows_of(model, weights)
    return float(np.where(model.is_equality, np.abs(rows), rows).max(initial=0.0))


def _counts_within(model: Model, unit: Vector, box: Box) -> tuple[Vector, Vector]:
    least = np.ceil((box.lower - model.held) / unit - SHARE)
    return least, np.maximum(np.floor((box.upper - model.held) / unit + SHARE), least)


def _on_grid(model: Model, choices: Choices, weights: Vector) -> Vector:
    """Lay the weights on whole shares again, so that no rounding adds up over exchanges."""
    unit = np.where(choices.unit > 0, choices.unit, 1.0)
    whole = model.held + unit * np.round((weights - model.held) / unit)
    return np.where(choices.unit > 0, whole, weights)


def _rows_of(model: Model, weights: Vector) -> Vector:
    use = asset_use(model, weights).sum(axis=1)
    rows: Vector = model.row_weights @ weights + model.row_use @ use - model.limits
    return rows


def _broken(model: Model, rows: Vector) -> float:
    return float(np.where(model.is_equality, np.abs(rows), np.maximum(rows, 0.0)).sum())


def _moves(model: Model, choices: Choices, box: Box, weights: Vector) -> _Moves:
    asset, to = _steps(model, choices, box, weights)
    step = to - weights[asset]
    # One share more of every asset changes what it alone uses; the rest of the row stays.
    used = asset_use(model, weights)
    off = weights - model.targets
    pulled = model.loadings @ (off @ model.loadings)
    value = step * (pulled + model.specific * off)[asset]
    value += 0.5 * step * step * (model.specific + (model.loadings**2).sum(axis=1))[asset]
    changed = _use_changes(model, weights, used, (asset, to))
    value += changed[OWN]
    return _Moves(asset, step, value, model.row_weights[:, asset] * step + model.row_use @ changed)


def _steps(model: Model, choices: Choices, box: Box, weights: Vector) -> tuple[Places, Vector]:
    """List every asset's next weights up and down, and the leaps to no trade and to the least one."""
    unit = choices.unit
    leap = np.where(unit > 0, unit * np.ceil(choices.least / np.where(unit > 0, unit, 1.0) - SHARE), 0.0)
    targets = [weights + unit, weights - unit]
    if choices.least.any():
        targets += [model.held + leap, model.held - leap, model.held]
    assets = np.tile(np.arange(len(weights)), len(targets))
    to = np.concatenate(targets)
    trade = np.abs(to - model.held[assets])
    fits = (to >= box.lower[assets] - NUDGE) & (to <= box.upper[assets] + NUDGE)
    is_trade = (trade <= NUDGE) | (trade >= choices.least[assets] - NUDGE)
    keep = fits & is_trade & (np.abs(to - weights[assets]) > NUDGE) & (unit[assets] > 0)
    return assets[keep], to[keep]


def _use_changes(model: Model, weights: Vector, used: Matrix, moves: tuple[Places, Vector]) -> Matrix:
    """Give the change of use by move; moves of all assets are evaluated together, one per asset at a time."""
    asset, to = moves
    changed = np.zeros((len(used), len(asset)))
    order = np.argsort(asset, kind="stable")
    rank = np.empty(len(asset), dtype=np.int64)
    counts = np.bincount(asset, minlength=len(weights))
    rank[order] = np.arange(len(asset)) - np.repeat(np.cumsum(counts) - counts, counts)
    for turn in range(int(counts.max(initial=0))):
        here = np.flatnonzero(rank == turn)
        moved = weights.copy()
        moved[asset[here]] = to[here]
        changed[:, here] = (asset_use(model, moved) - used)[:, asset[here]]
    return changed


def _best(model: Model, moves: _Moves, rows: Vector) -> tuple[int, ...] | None:
    """Choose the move that mends most, or without anything to mend gains most, and a pair where none does."""
    if not len(moves.asset):
        return None
    broken = _broken(model, rows)
    floor = 0.0 if broken > ALLOWED else -_LEAST_GAIN * float(model.specific.max())
    alone = _scores(model, moves.value, rows[:, np.newaxis] + moves.rows, broken)
    single = int(np.argmin(alone))
    if alone[single] < floor:
        return (single,)
    few = np.union1d(*(np.argsort(order, kind="stable")[:_PAIRED] for order in (alone, moves.value)))
    paired, score = _best_pair(model, moves, (rows, broken), few)
    return paired if score < floor else None


def _best_pair(
    model: Model, moves: _Moves, state: tuple[Vector, float], few: Places
) -> tuple[tuple[int, ...], float]:
    rows, broken = state
    asset, step = moves.asset[few], moves.step[few]
    pulled = model.loadings[asset] * step[:, np.newaxis]
    value = moves.value[few][:, np.newaxis] + moves.value[few] + pulled @ pulled.T
    changed = moves.rows[:, few]
    after = rows[:, np.newaxis, np.newaxis] + changed[:, :, np.newaxis] + changed[:, np.newaxis, :]
    scores = _scores(model, value, after, broken)
    scores[asset[:, np.newaxis] == asset] = np.inf
    place = int(np.argmin(scores))
    one, other = divmod(place, len(few))
    return (int(few[one]), int(few[other])), float(scores[one, other])


def _scores(model: Model, value: Vector, rows: Matrix, broken: float) -> Vector:
    """Score moves, lower being better: by objective if they break no row, by what stays broken if one is."""
    equal = model.is_equality.reshape(-1, *[1] * (rows.ndim - 1))
    left = np.where(equal, np.abs(rows), np.maximum(rows, 0.0)).sum(axis=0)
    if broken > ALLOWED:
        scores: Vector = np.where(left < broken * (1.0 - _MENDED), left - 1e6, np.inf)
        return np.where(left <= ALLOWED, -1e9 + value, scores)
    kept: Flags = left <= ALLOWED
    return np.where(kept, value, np.inf)
