"""The same problem for general solvers, PIQP and CLARABEL: a reference for tests, never what decides.

Both are imported only when asked for; they come with the dependency groups `dev` and `peers`. The program
is stated apart from `pieces` and `dual`, so that a fault there shows. Its variables are the weights, the
factors' pull y = F'(w-t), what is sold of each lot and what is bought. Impact, whole shares and least
trades are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trimtab.optimise.problem import Flags, Matrix, Problem, Vector

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Least x'diag(squares)x/2 + linear'x + constant; equal x = right, above x <= top, low <= x <= high."""

    squares: Vector
    linear: Vector
    constant: float
    equal: Any
    right: Vector
    above: Any
    top: Vector
    low: Vector
    high: Vector


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """What another solver found: weights, sales by lot, purchases, and its objective at them.

    `is_solved` tells whether it met its tolerance, `is_infeasible` whether it proved that nothing can.
    """

    is_solved: bool
    is_infeasible: bool
    weights: Vector
    sold: Vector
    bought: Vector
    objective: float


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Which assets may be sold and which may be bought."""

    may_sell: Flags
    may_buy: Flags


def program_of(problem: Problem, sides: Sides | None = None) -> Program:
    """State a problem as a quadratic program; without sides an asset may be sold and bought at once."""
    from scipy import sparse  # noqa: PLC0415 - comes with the peers only

    lots, size = problem.lots, problem.size
    count, factors = len(lots.asset), problem.risk.loadings.shape[1]
    ones = np.ones(size)
    of_lot = sparse.csc_matrix((np.ones(count), (lots.asset, np.arange(count))), shape=(size, count))
    balance = [sparse.eye(size), sparse.csc_matrix((size, factors)), of_lot, -sparse.eye(size)]
    loadings = np.sqrt(problem.risk_weight) * problem.risk.loadings
    pulls = [sparse.csc_matrix(loadings.T), -sparse.eye(factors), sparse.csc_matrix((factors, count + size))]
    rows = sparse.csc_matrix(_rows(problem, factors))
    is_equality = np.array([row.is_equality for row in problem.rows], dtype=np.bool_)
    limits = np.array([row.limit for row in problem.rows], dtype=np.float64)
    taxes = problem.tax_weight * lots.tax + problem.cost_weight * problem.sell_cost[lots.asset]
    variances = problem.risk_weight * problem.risk.specific
    sides = sides or Sides(may_sell=ones > 0, may_buy=ones > 0)
    return Program(
        squares=np.concatenate([variances, np.ones(factors), np.zeros(count + size)]),
        linear=np.concatenate(
            [-variances * problem.targets, np.zeros(factors), taxes, problem.cost_weight * problem.buy_cost]
        ),
        constant=0.5 * float(variances @ problem.targets**2),
        equal=sparse.vstack([sparse.hstack(balance), sparse.hstack(pulls), rows[is_equality]], format="csc"),
        right=np.concatenate([problem.weights, loadings.T @ problem.targets, limits[is_equality]]),
        above=rows[~is_equality].tocsc(),
        top=limits[~is_equality],
        low=np.concatenate(
            [np.maximum(problem.lower, 0.0), np.full(factors, -np.inf), np.zeros(count + size)]
        ),
        high=np.concatenate(
            [
                problem.upper,
                np.full(factors, np.inf),
                np.where(sides.may_sell[lots.asset], lots.size, 0.0),
                np.where(sides.may_buy, np.inf, 0.0),
            ]
        ),
    )


def _rows(problem: Problem, factors: int) -> Matrix:
    lots = problem.lots
    table = [
        np.concatenate(
            [
                row.weights,
                np.zeros(factors),
                row.cost * problem.sell_cost[lots.asset] + row.tax * lots.tax + 0.5 * row.turnover,
                row.cost * problem.buy_cost + 0.5 * row.turnover,
            ]
        )
        for row in problem.rows
    ]
    return np.array(table).reshape(len(table), 2 * problem.size + factors + len(lots.asset))


def solve_with_piqp(problem: Problem, sides: Sides | None = None, tolerance: float = 1e-13) -> Peer:
    """Solve with PIQP, to a tolerance absolute and relative."""
    return piqp_on(problem, program_of(problem, sides), tolerance)


def piqp_on(problem: Problem, program: Program, tolerance: float) -> Peer:
    """Solve a program that is ready with PIQP."""
    import piqp as vendor  # noqa: PLC0415 - comes with the peers only
    from scipy import sparse  # noqa: PLC0415 - comes with the peers only

    piqp: Any = vendor
    solver = piqp.SparseSolver()
    for name in ("eps_abs", "eps_rel", "eps_duality_gap_abs", "eps_duality_gap_rel"):
        setattr(solver.settings, name, tolerance)
    bounds = (program.low, program.high)
    scale = 1.0 / np.abs(program.linear).max()  # tolerances are absolute, objectives of weights are small
    squares = sparse.diags(scale * program.squares, format="csc")
    above = (
        (program.above, np.full(len(program.top), -np.inf), program.top) if len(program.top) else (None,) * 3
    )
    solver.setup(squares, scale * program.linear, program.equal, program.right, *above, *bounds)
    status = solver.solve()
    ended = (status == piqp.PIQP_SOLVED, status == piqp.PIQP_PRIMAL_INFEASIBLE)
    return _peer(problem, program, solver.result.x, ended)


def solve_with_clarabel(problem: Problem, sides: Sides | None = None, tolerance: float = 1e-8) -> Peer:
    """Solve with CLARABEL, to a tolerance absolute and relative."""
    return clarabel_on(problem, program_of(problem, sides), tolerance)


def clarabel_on(problem: Problem, program: Program, tolerance: float) -> Peer:
    """Solve a program that is ready with CLARABEL; bounds become rows, as it wants them."""
    # It comes with the peers only, so that a check without them does not find it.
    import clarabel as vendor  # noqa: PLC0415  # pyright: ignore[reportMissingImports]
    from scipy import sparse  # noqa: PLC0415 - comes with the peers only

    clarabel: Any = vendor
    eye: Any = sparse.eye(len(program.linear), format="csc")
    has_high, has_low = np.isfinite(program.high), np.isfinite(program.low)
    rows: Sequence[Any] = [program.equal, program.above, eye[has_high], -eye[has_low]]
    ends = (program.high[has_high], -program.low[has_low])
    right = np.concatenate([program.right, program.top, *ends])
    equalities = len(program.right)
    cones = [clarabel.ZeroConeT(equalities), clarabel.NonnegativeConeT(len(right) - equalities)]
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    for name in ("tol_gap_abs", "tol_gap_rel", "tol_feas"):
        setattr(settings, name, tolerance)
    squares = sparse.diags(program.squares, format="csc")
    table = sparse.vstack(rows, format="csc")
    solved = clarabel.DefaultSolver(squares, program.linear, table, right, cones, settings).solve()
    ended = (str(solved.status) == "Solved", str(solved.status) == "PrimalInfeasible")
    return _peer(problem, program, np.array(solved.x), ended)


def _peer(problem: Problem, program: Program, found: Vector, ended: tuple[bool, bool]) -> Peer:
    size, factors = problem.size, problem.risk.loadings.shape[1]
    found = np.clip(found, program.low, program.high)
    value = 0.5 * float(program.squares @ found**2) + float(program.linear @ found) + program.constant
    return Peer(
        is_solved=ended[0],
        is_infeasible=ended[1],
        weights=found[:size],
        sold=found[size + factors : len(found) - size],
        bought=found[len(found) - size :],
        objective=value,
    )
