"""The door: nothing but numbers that make a problem comes in, and whatever is wrong is named."""

from __future__ import annotations

from typing import Final

import numpy as np

from trimtab.optimise.problem import Cause, InvalidProblemError, Problem, Row, Vector

ROUNDING: Final = 1e-9
"""How far lots may add up to something else than their asset's weight."""


def check_problem(problem: Problem) -> None:
    """Raise InvalidProblemError for the first fault found; a problem that passes is well posed.

    It may still be infeasible, which is an outcome of solving it and no error.
    """
    if not problem.size:
        raise InvalidProblemError(Cause.EMPTY_BOOK, "weights", "is empty; give at least one asset")
    _check_arrays(problem)
    _check_risk(problem)
    _check_lots(problem)
    _check_bounds(problem)
    for row in problem.rows:
        _check_row(row, problem.size)
    _check_names(problem)


def _check_arrays(problem: Problem) -> None:
    size = problem.size
    for name in ("weights", "targets", "sell_cost", "buy_cost", "lower", "upper"):
        _check_vector(name, getattr(problem, name), size, is_bound=name in {"lower", "upper"})
    for name in ("sell_cost", "buy_cost", "weights"):
        _check_sign(name, getattr(problem, name))
    _check_vector("impact", problem.impact, size if len(problem.impact) else 0)
    _check_sign("impact", problem.impact)
    for name in ("unit", "min_trade"):
        given = getattr(problem, name)
        if given is not None:
            _check_vector(name, given, size)
            _check_sign(name, given)
    for name in ("risk_weight", "cost_weight", "tax_weight"):
        _check_sign(name, _finite(name, np.array([getattr(problem, name)])), is_strict=name == "risk_weight")


def _check_vector(name: str, numbers: Vector, size: int, *, is_bound: bool = False) -> None:
    if numbers.shape != (size,):
        raise InvalidProblemError(Cause.WRONG_SHAPE, name, f"has shape {numbers.shape}, must be ({size},)")
    if np.isnan(numbers).any() or not is_bound:
        _finite(name, numbers)


def _finite(name: str, numbers: Vector) -> Vector:
    if not np.isfinite(numbers).all():
        place = int(np.argmin(np.isfinite(numbers).ravel()))
        raise InvalidProblemError(
            Cause.NOT_FINITE, name, f"entry {place} is {numbers.ravel()[place]}; leave it out"
        )
    return numbers


def _check_sign(name: str, numbers: Vector, *, is_strict: bool = False) -> None:
    wrong = numbers <= 0 if is_strict else numbers < 0
    if wrong.any():
        place = int(np.argmax(wrong))
        wanted = "above zero" if is_strict else "zero or more"
        raise InvalidProblemError(
            Cause.NEGATIVE, name, f"entry {place} is {numbers[place]}, must be {wanted}"
        )


def _check_risk(problem: Problem) -> None:
    loadings, specific = problem.risk.loadings, problem.risk.specific
    if loadings.shape[:1] != (problem.size,) or loadings.ndim != 1 + 1:
        raise InvalidProblemError(
            Cause.WRONG_SHAPE, "loadings", f"has shape {loadings.shape}, must have a row per asset"
        )
    _finite("loadings", loadings)
    _check_vector("specific", specific, problem.size)
    if (specific <= 0).any():
        place = int(np.argmax(specific <= 0))
        raise InvalidProblemError(
            Cause.ZERO_VARIANCE, "specific", f"entry {place} is {specific[place]}, must be above zero"
        )


def _check_lots(problem: Problem) -> None:
    lots = problem.lots
    count = len(lots.asset)
    _check_vector("lots.size", lots.size, count)
    _check_sign("lots.size", lots.size)
    _check_vector("lots.tax", lots.tax, count)
    if count and not 0 <= lots.asset.min() <= lots.asset.max() < problem.size:
        raise InvalidProblemError(Cause.WRONG_SHAPE, "lots.asset", "names an asset that is not there")
    held = np.bincount(lots.asset, weights=lots.size, minlength=problem.size)
    off = np.abs(held - problem.weights)
    if off.max() > ROUNDING:
        place = int(off.argmax())
        raise InvalidProblemError(
            Cause.LOTS_DO_NOT_ADD_UP,
            "lots.size",
            f"asset {place} has lots of {held[place]}, its weight is {problem.weights[place]}",
        )


def _check_bounds(problem: Problem) -> None:
    least = np.maximum(problem.lower, 0.0)
    if (least > problem.upper).any():
        place = int(np.argmax(least > problem.upper))
        raise InvalidProblemError(
            Cause.CONTRADICTORY_BOUNDS,
            "lower",
            f"asset {place} must be at least {least[place]} and at most {problem.upper[place]}",
        )


def _check_row(row: Row, size: int) -> None:
    _check_vector(f"rows.{row.name}", row.weights, size)
    uses = np.array([row.cost, row.tax, row.turnover])
    _finite(f"rows.{row.name}", np.array([row.limit, *uses]))
    if (uses < 0).any() or (row.is_equality and uses.any()):
        raise InvalidProblemError(
            Cause.BAD_ROW,
            f"rows.{row.name}",
            "counts costs, taxes or turnover with a negative factor or in an equality; state it as a limit",
        )
    if not row.weights.any() and not uses.any():
        raise InvalidProblemError(Cause.BAD_ROW, f"rows.{row.name}", "counts nothing; leave it out")


def _check_names(problem: Problem) -> None:
    names = [row.name for row in problem.rows]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise InvalidProblemError(Cause.BAD_ROW, f"rows.{double}", "stands twice; give each row its own name")
