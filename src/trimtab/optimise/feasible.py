"""Proofs that no weights meet all rows, and the smallest set of rows that already cannot be met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain, combinations
from typing import Final

import numpy as np

from trimtab.optimise.model import Model
from trimtab.optimise.pieces import COST, Window
from trimtab.optimise.problem import Matrix, Problem, Vector

_ROUNDING: Final = 1e-11
MOST_NAMED: Final = 8
"""Rows of a proof among whose subsets the smallest conflict is looked for."""


def proves_conflict(model: Model, window: Window, row_prices: Vector, rates: Matrix) -> bool:
    """Tell whether prices prove the rows contradictory: their sum cannot come down to its limit.

    The least of p'A(w) over the window is found piece by piece, each counted only where it lowers the sum,
    with the impact of forced trades; if that is above p'b, no weights meet all rows at once (Farkas' lemma).
    """
    total = float(np.abs(row_prices).sum())
    if total == 0.0:
        return False
    prices = row_prices / total
    pull = prices @ model.row_weights
    uses = prices @ model.row_use
    slopes = pull[model.pieces.asset] + uses @ rates
    always = float(pull @ model.pieces.bottom + uses @ model.always_use)
    if len(model.impact):
        forced = np.maximum(window.lower - model.held, model.held - window.upper)
        always += float(uses[COST] * (model.impact @ np.maximum(forced, 0.0) ** 1.5))
    least = always + float(np.where(slopes > 0, slopes * window.low, slopes * window.high).sum())
    return least - float(prices @ model.limits) > _ROUNDING


def smallest_conflict(
    problem: Problem, proof: Vector, is_feasible: Callable[[Problem], bool]
) -> tuple[str, ...]:
    """Name the fewest rows of a proof that contradict each other within the bounds (domain.md 5.5.6).

    `is_feasible` tells whether a problem can be met. Of a proof with more than MOST_NAMED rows all are named.
    """
    rows = [row for row, price in zip(problem.rows, proof, strict=True) if price != 0.0]
    if len(rows) > MOST_NAMED:
        return tuple(row.name for row in rows)
    smaller = chain.from_iterable(combinations(rows, count) for count in range(1, len(rows)))
    found = next((few for few in smaller if not is_feasible(replace(problem, rows=few))), tuple(rows))
    return tuple(row.name for row in found)
