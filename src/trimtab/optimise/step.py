"""The Newton step: the maximum of q's quadratic model, prices of limits kept at zero or more.

With S one over the variances of the pieces that give way, F what these add to the factors and R to the rows,
q bends by I + F'SF, F'SR and R'SR. With few factors that is solved as it stands. With more factors than such
pieces, as a dense covariance has, it is solved among the pieces instead: with C = 1/S + FF' the factors leave
R'R/C among the rows (Sherman, Morrison, Woodbury).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from trimtab.optimise.dual import Point
from trimtab.optimise.model import Model
from trimtab.optimise.problem import Flags, Matrix, Places, Vector

_PIVOTS: Final = 30

Bends = tuple[Places, Matrix, Vector]
"""As `bends_at` gives them: pieces that give way, what they add to factors and rows, how far they move."""


def newton_step(model: Model, point: Point, bends: Bends, reach: float) -> Vector:
    """Give the step in all prices, factors first; `reach` is the largest sensible one for a row."""
    if model.factors > len(bends[0]):
        return _among_pieces(model, point, bends, reach)
    _, moved, inverse = bends
    bend: Matrix = (moved * inverse) @ moved.T
    diagonal = bend.reshape(-1)[:: len(bend) + 1]
    diagonal[: model.factors] += 1.0
    _damp(diagonal[model.factors :], point.slope[model.factors :], reach)
    limited = np.zeros(len(bend), dtype=np.bool_)
    limited[model.factors :] = ~model.is_equality
    return best_step(bend, point.slope, point.prices, limited)


def _among_pieces(model: Model, point: Point, bends: Bends, reach: float) -> Vector:
    inside, moved, inverse = bends
    factors, rows = moved[: model.factors], moved[model.factors :]
    asset = model.pieces.asset[inside]
    among = model.crossed[np.ix_(asset, asset)] if len(model.crossed) else factors.T @ factors
    among = among + np.diag(1.0 / inverse)
    open_, own = point.slope[: model.factors], point.slope[model.factors :]
    pulled = open_ @ factors
    solved = np.linalg.solve(among, np.column_stack([rows.T, pulled]))
    bend = rows @ solved[:, :-1]
    _damp(bend.reshape(-1)[:: len(bend) + 1], own, reach)
    left = own - rows @ solved[:, -1]
    step = best_step(bend, left, point.prices[model.factors :], ~model.is_equality) if len(own) else left
    return np.concatenate([open_ - factors @ (solved[:, -1] + solved[:, :-1] @ step), step])


def _damp(diagonal: Vector, slope: Vector, reach: float) -> None:
    """Keep the step within reach where a row moves nothing and q is straight; near the end this fades."""
    diagonal += np.abs(slope) / reach + 1e-15 * (1.0 + diagonal)


def best_step(bend: Matrix, slope: Vector, prices: Vector, limited: Flags) -> Vector:
    """Maximise slope'p - p'Bp/2 while limited prices stay at zero or more, by pivoting on those at zero.

    First all that are on the wrong side change at once; later the last one only, which never cycles (Murty).
    """
    at_zero = limited & (prices <= 0.0) & (slope <= 0.0)
    step = _step_with(bend, slope, prices, at_zero)
    for count in range(_PIVOTS):
        crosses = limited & ~at_zero & (prices + step < 0.0)
        changes = crosses | (at_zero & (slope - bend @ step > 0.0))
        if not changes.any():
            break
        if count >= _PIVOTS // 2:
            changes = np.arange(len(slope)) == np.flatnonzero(changes)[-1]
        at_zero = at_zero ^ changes
        step = _step_with(bend, slope, prices, at_zero)
    return np.where(limited, np.maximum(step, -prices), step)


def _step_with(bend: Matrix, slope: Vector, prices: Vector, at_zero: Flags) -> Vector:
    if not at_zero.any():
        return np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)
    step = np.where(at_zero, -prices, 0.0)
    free = np.flatnonzero(~at_zero)
    pushed = slope[free] - bend[free] @ step
    step[free] = np.linalg.solve(bend[np.ix_(free, free)], pushed)
    return step
