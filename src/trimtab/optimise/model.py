"""A problem made ready for its dual: risk weight multiplied in, rows as arrays, pieces laid out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trimtab.optimise.pieces import OWN, TAX, USES, Pieces, Window, pieces_of, window_of
from trimtab.optimise.problem import Flags, Matrix, Problem, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The numbers of a problem in the form in which its dual is evaluated.

    `loadings` and `specific` include the risk weight; `cost_weight` is that of impact in the objective.
    `row_weights` (rows x assets), `row_use` (rows x uses), `limits` and `is_equality` are the rows, each
    divided by `row_scale`, the most that a unit of weight adds to it. `always_use` is what selling everything
    uses, `crossed` FF' where there are as many factors as assets, `inverse` one over each piece's variance.
    `doubtful` marks assets whose cost may bend the wrong way at the present weight, so that a side has to be
    chosen.
    """

    held: Vector
    targets: Vector
    loadings: Matrix
    specific: Vector
    impact: Vector
    cost_weight: float
    row_weights: Matrix
    row_use: Matrix
    limits: Vector
    is_equality: Flags
    row_scale: Vector
    pieces: Pieces
    always_use: Vector
    crossed: Matrix
    inverse: Vector
    doubtful: Flags

    @property
    def factors(self) -> int:
        """Number of factors: the first so many duals are theirs, the others the rows'."""
        return len(self.loadings[0])


def model_of(problem: Problem) -> Model:
    """Make a problem ready; it must have passed `check_problem`."""
    pieces = pieces_of(problem)
    specific = problem.risk_weight * problem.risk.specific
    weights, use, limits = _rows(problem)
    scale = _scale(weights, use, pieces)
    return Model(
        held=problem.weights,
        targets=problem.targets,
        loadings=np.sqrt(problem.risk_weight) * problem.risk.loadings,
        specific=specific,
        impact=problem.impact if problem.impact.any() else np.zeros(0),
        cost_weight=problem.cost_weight,
        row_weights=weights / scale[:, np.newaxis],
        row_use=use / scale[:, np.newaxis],
        limits=limits / scale,
        is_equality=np.array([row.is_equality for row in problem.rows], dtype=np.bool_),
        row_scale=scale,
        pieces=pieces,
        always_use=pieces.bottom_use.sum(axis=1),
        crossed=_crossed(problem),
        inverse=(1.0 / specific)[pieces.asset],
        doubtful=_doubtful(pieces, counts_tax=bool(use[:, TAX].any())),
    )


def full_window(model: Model, problem: Problem) -> Window:
    """Bound every weight by the problem's own bounds and what can be sold."""
    lower = np.maximum(problem.lower, model.pieces.bottom)
    return window_of(model.pieces, lower, np.maximum(problem.upper, lower))


def _rows(problem: Problem) -> tuple[Matrix, Matrix, Vector]:
    rows = problem.rows
    weights = np.array([row.weights for row in rows]).reshape(len(rows), problem.size)
    use = np.array([(0.0, row.cost, row.tax, row.turnover) for row in rows]).reshape(len(rows), USES)
    return weights, use, np.array([row.limit for row in rows], dtype=np.float64)


def _crossed(problem: Problem) -> Matrix:
    loadings = problem.risk.loadings
    if loadings.shape[1] < problem.size:
        return np.zeros((0, 0))
    return np.asarray(problem.risk_weight * (loadings @ loadings.T))


def _scale(weights: Matrix, use: Matrix, pieces: Pieces) -> Vector:
    """Give the most that a unit of weight adds to each row; one where nothing adds anything."""
    largest = np.abs(weights).max(axis=1, initial=0.0) + np.abs(use @ pieces.rates).max(axis=1, initial=0.0)
    scale: Vector = np.where(largest > 0.0, largest, 1.0)
    return scale


def _doubtful(pieces: Pieces, *, counts_tax: bool) -> Flags:
    """Mark assets with a rewarded loss that outweighs both spreads, or could under the price of a tax row.

    Prices of cost and turnover only widen the bend at the present weight, a price of tax may close it.
    """
    slopes = pieces.rates[OWN]
    buy = np.append(pieces.first[1:], len(slopes)) - 1
    has_lot = buy > pieces.first
    nearest = np.where(has_lot, buy - 1, buy)
    falls = slopes[nearest] > slopes[buy]
    if counts_tax:
        falls = falls | (pieces.rates[TAX, nearest] > 0)
    flags: Flags = has_lot & falls
    return flags
