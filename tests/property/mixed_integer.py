"""The best plan in whole shares by an exact mixed-integer solver, HiGHS, for books too large to try all.

HiGHS knows no squares here: they are bounded from below by tangents, and tangents are added where its plans
lie until its bound meets its best plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from trimtab.optimise.cross_check import Program, program_of
from trimtab.optimise.problem import Problem, Vector

CLOSE = 1e-4
"""A relative bracket this narrow is enough."""

ROUNDS = 60
OPTIONS = {"mip_rel_gap": 1e-6}
GRID = 9
"""Tangents of every square to begin with."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """The best plan's objective lies between both; infinite where there is no plan."""

    low: float
    high: float


def best_by_mip(problem: Problem) -> Bracket:
    """Bracket the best objective in whole shares, with no asset sold and bought at once."""
    program, conditions = program_of(problem), []
    columns = _columns(problem, program)
    conditions += _conditions(problem, program, columns["count"])
    best = np.inf
    points = _grid(problem, program)
    for _ in range(ROUNDS):
        conditions += [_tangents(program, columns["count"], point) for point in points]
        found = milp(
            columns["cost"],
            constraints=conditions,
            integrality=columns["whole"],
            bounds=columns["bounds"],
            options=OPTIONS,
        )
        if found.x is None:
            return Bracket(np.inf, np.inf)
        plan = found.x[: len(program.linear)]
        value = 0.5 * float(program.squares @ plan**2) + float(program.linear @ plan) + program.constant
        best, low = min(best, value), found.fun + program.constant
        if best - low <= CLOSE * abs(best):
            break
        points = [plan]
    return Bracket(low, best)


def _columns(problem: Problem, program: Program) -> dict[str, Any]:
    """Lay out what the program has, a bound on each square, shares traded and the side of each asset."""
    plain, size = len(program.linear), problem.size
    free = np.full(plain, np.inf)
    ones, zeros = np.ones(size), np.zeros(size)
    low = np.concatenate([program.low, np.zeros(plain), np.full(size, -np.inf), zeros])
    high = np.concatenate([program.high, free, np.full(size, np.inf), ones])
    return {
        "count": 2 * plain + 2 * size,
        "cost": np.concatenate([program.linear, np.ones(plain), zeros, zeros]),
        "whole": np.concatenate([np.zeros(2 * plain), ones, ones]),
        "bounds": Bounds(low, high),
    }


def _conditions(problem: Problem, program: Program, count: int) -> list[LinearConstraint]:
    assert problem.unit is not None
    size, lots = problem.size, problem.lots
    plain = len(program.linear)
    eye, none = sparse.eye(size), sparse.csc_matrix((size, plain - size))
    before = sparse.csc_matrix((size, plain))
    shares = sparse.hstack([eye, none, before, -sparse.diags(problem.unit), sparse.csc_matrix((size, size))])
    held = np.bincount(lots.asset, weights=lots.size, minlength=size)
    factors = plain - 2 * size - len(lots.asset)
    places = (lots.asset, np.arange(len(lots.asset)))
    of_lot = sparse.csc_matrix((np.ones(len(lots.asset)), places), shape=(size, len(lots.asset)))
    left, right = sparse.csc_matrix((size, size + factors)), sparse.csc_matrix((size, size))
    sells = sparse.hstack([left, of_lot, right, before, right, -sparse.diags(held)])
    buys = sparse.hstack([left, sparse.csc_matrix(of_lot.shape), eye, before, right, 2.0 * eye])
    wide = sparse.csc_matrix((program.equal.shape[0], count - plain))
    rows = sparse.csc_matrix((program.above.shape[0], count - plain))
    return [
        LinearConstraint(sparse.hstack([program.equal, wide]), program.right, program.right),
        LinearConstraint(sparse.hstack([program.above, rows]), -np.inf, program.top),
        LinearConstraint(shares, problem.weights, problem.weights),
        LinearConstraint(sells, -np.inf, 0.0),
        LinearConstraint(buys, -np.inf, 2.0),
    ]


def _grid(problem: Problem, program: Program) -> list[Vector]:
    plain = len(program.linear)
    most = np.concatenate([problem.upper, np.full(plain - problem.size, 0.1)])
    least = np.concatenate([problem.lower, np.full(plain - problem.size, -0.1)])
    return [least + part * (most - least) for part in np.linspace(0.0, 1.0, GRID)]


def _tangents(program: Program, count: int, point: Vector) -> LinearConstraint:
    """Bound every square x^2 from below by its tangent at a point p: 2 p x - p^2."""
    plain = len(point)
    curved = np.flatnonzero(program.squares)
    here = sparse.eye(plain, format="csr")[curved]
    slope = sparse.diags(program.squares[curved] * point[curved])
    rest = sparse.csc_matrix((len(curved), count - 2 * plain))
    table = sparse.hstack([-slope @ here, here, rest])
    return LinearConstraint(table, -0.5 * program.squares[curved] * point[curved] ** 2, np.inf)
