"""The relaxation: where cost bends the wrong way it is replaced by its largest convex bound from below.

Neighbouring pieces whose marginal cost falls are pooled at their average until it rises everywhere (pool
adjacent violators), which is the lower convex hull of a piecewise linear function.
Source: Moehle, Kochenderfer, Boyd and Ang 2021, named in domain.md section 5.2; Barlow et al. 1972 for
pooling.
"""

from __future__ import annotations

import numpy as np

from trimtab.optimise.model import Model
from trimtab.optimise.pieces import OWN, TAX, Window
from trimtab.optimise.problem import Flags, Matrix, Vector

Pool = tuple[float, float, int]
"""A run of pieces: average rate, length, number of pieces."""


def relaxed_rates(model: Model, window: Window, assets: Flags) -> Matrix:
    """Pool some assets' objective and tax within a window, each for itself; the others keep theirs.

    Cost and turnover are convex as they are. So whatever can be planned can be planned in the relaxation,
    too, and costs no more there.
    """
    rates = model.pieces.rates.copy()
    length = window.high - window.low
    ends = np.append(model.pieces.first[1:], len(length))
    # Pooled taxes are needed only where a row counts them, and would loosen nothing elsewhere.
    uses = (OWN, TAX) if model.row_use[:, TAX].any() else (OWN,)
    for asset in np.flatnonzero(assets):
        own = slice(int(model.pieces.first[asset]), int(ends[asset]))
        for use in uses:
            rates[use, own] = _pooled(rates[use, own], length[own])
    return rates


def _pooled(slopes: Vector, length: Vector) -> Vector:
    """Average neighbours until the slopes rise; a piece of no length takes its neighbour's slope."""
    pools: list[Pool] = []
    for slope, size in zip(slopes.tolist(), length.tolist(), strict=True):
        pools.append((slope if size > 0.0 or not pools else pools[-1][0], size, 1))
        while len(pools) > 1 and pools[-1][0] < pools[-2][0]:
            pools[-2:] = [_merged(pools[-2], pools[-1])]
    return np.repeat([slope for slope, _, _ in pools], [count for _, _, count in pools])


def _merged(left: Pool, right: Pool) -> Pool:
    total = left[1] + right[1]
    slope = (left[0] * left[1] + right[0] * right[1]) / total if total > 0.0 else min(left[0], right[0])
    return slope, total, left[2] + right[2]
