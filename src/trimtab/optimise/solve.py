"""Optimise a problem: check it, climb its dual, choose what is discrete, and say what was proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from trimtab.optimise.bound import asset_use
from trimtab.optimise.branch import Found, search
from trimtab.optimise.dual import gap_of
from trimtab.optimise.feasible import smallest_conflict
from trimtab.optimise.model import Model, full_window, model_of
from trimtab.optimise.newton import Climb, Hill, climb
from trimtab.optimise.node import Plan, Task
from trimtab.optimise.pieces import COST, TAX, TURNOVER, Window
from trimtab.optimise.problem import Cause, InvalidProblemError, Problem, Vector
from trimtab.optimise.regions import Box, Choices, undecided
from trimtab.optimise.result import Solution, Status
from trimtab.optimise.settle import settle
from trimtab.optimise.shares import ALLOWED, breach_of, value_of
from trimtab.optimise.validate import check_problem

_ROUNDING: Final = 1e-14
"""Added to every gap, as a part of the objective's terms, so that rounding never makes it too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to choose sides and shares: most nodes, and the relative gap that is good enough."""

    nodes: int = 200
    enough: float = 1e-6

    @classmethod
    def of(cls, size: int) -> Effort:
        """Give the usual effort for so many assets: the fewer nodes the more each of them costs."""
        return cls(nodes=max(20, min(200, 4_000 // size)))


def optimise(problem: Problem, *, start: Vector | None = None, effort: Effort | None = None) -> Solution:
    """Find the best weights, with the usual effort unless told otherwise.

    `start` are the prices of an earlier solution with as many factors and rows. Raises InvalidProblemError
    for numbers that make no problem; that nothing meets the rows is a status.
    """
    check_problem(problem)
    model = model_of(problem)
    window, choices = full_window(model, problem), choices_of(problem)
    box = Box(window.lower, window.upper)
    if not choices.has_shares and not undecided(model, choices, box).any():
        return _convex(problem, model, window, start)
    if choices.has_shares and model.is_equality.any():
        raise InvalidProblemError(
            Cause.BAD_ROW, "rows", "whole shares cannot meet an equality; state it as two limits"
        )
    effort = effort or Effort.of(problem.size)
    found = search(Task(model, choices, effort.nodes, effort.enough), box, start)
    return _discrete(problem, model, choices, found)


def is_feasible(problem: Problem) -> bool:
    """Tell whether the rows can be met within the bounds, sides and whole shares left open."""
    model = model_of(problem)
    window = full_window(model, problem)
    return climb(Hill(model, window, model.pieces.rates)).proof is None


def choices_of(problem: Problem) -> Choices:
    """Read what is discrete about a problem."""
    none = np.zeros(problem.size)
    unit = none if problem.unit is None else problem.unit
    return Choices(unit, none if problem.min_trade is None else problem.min_trade)


def _convex(problem: Problem, model: Model, window: Window, start: Vector | None) -> Solution:
    hill = Hill(model, window, model.pieces.rates)
    done = climb(hill, start)
    if done.proof is not None:
        return _infeasible(problem, model, done.proof, done.steps)
    point = settle(hill, done.point)
    # Sums of pieces may end a rounding beyond a bound, and bounds are kept exactly.
    weights = np.clip(point.weights, window.lower, window.upper)
    plan = Plan(weights, value_of(model, weights))
    return _solution(problem, model, plan, _proof_of(done, gap_of(model, point)))


@dataclass(frozen=True, slots=True, eq=False)
class _Proof:
    """What is known beside the plan itself."""

    status: Status
    gap: float
    prices: Vector
    steps: int
    nodes: int = 1
    unit: Vector | None = None


def _proof_of(done: Climb, gap: float) -> _Proof:
    status = Status.OPTIMAL if done.is_settled else Status.UNSOLVED
    return _Proof(status, max(gap, 0.0), done.point.prices, done.steps)


def _discrete(problem: Problem, model: Model, choices: Choices, found: Found) -> Solution:
    if found.proof is not None:
        return _infeasible(problem, model, found.proof, found.steps)
    if found.plan is None:
        status = Status.INFEASIBLE if found.is_complete else Status.UNSOLVED
        return _unplanned(problem, status, found.prices, (found.steps, found.nodes))
    status = Status.OPTIMAL if found.is_complete else Status.STOPPED
    gap = max(found.plan.value - found.bound, 0.0)
    unit = choices.unit if choices.has_shares else None
    return _solution(
        problem, model, found.plan, _Proof(status, gap, found.prices, found.steps, found.nodes, unit)
    )


def _solution(problem: Problem, model: Model, plan: Plan, proof: _Proof) -> Solution:
    use = asset_use(model, plan.weights).sum(axis=1)
    off = plan.weights - model.targets
    risk = 0.5 * float((model.specific * off) @ off) + 0.5 * float(((off @ model.loadings) ** 2).sum())
    gap = proof.gap + _ROUNDING * (risk + float(np.abs(use[:TURNOVER]).sum()))
    sold, bought = _trades(problem, model, plan.weights)
    breach = breach_of(model, plan.weights)
    return Solution(
        status=proof.status if breach <= ALLOWED else Status.UNSOLVED,
        weights=plan.weights,
        sold=sold,
        bought=bought,
        shares=_shares(plan.weights - model.held, proof.unit),
        objective=plan.value,
        bound=plan.value - gap,
        gap=gap,
        risk=risk,
        cost=float(use[COST]),
        tax=float(use[TAX]),
        turnover=float(use[TURNOVER]),
        violation=breach,
        shadow_prices=shadow_prices(problem, model, proof.prices),
        prices=proof.prices,
        steps=proof.steps,
        nodes=proof.nodes,
    )


def _trades(problem: Problem, model: Model, weights: Vector) -> tuple[Vector, Vector]:
    """Read lots sold and assets bought from the weights: pieces are filled from below, without exception."""
    pieces = model.pieces
    fill = np.clip(weights[pieces.asset] - pieces.left, 0.0, pieces.length)
    sold = np.zeros(len(problem.lots.size))
    is_lot = ~pieces.buys
    sold[pieces.lot[is_lot]] = (pieces.length - fill)[is_lot]
    return sold, fill[pieces.buys]


def _shares(traded: Vector, unit: Vector | None) -> Vector | None:
    if unit is None:
        return None
    counts: Vector = np.rint(np.divide(traded, unit, out=np.zeros_like(traded), where=unit > 0))
    return counts


def shadow_prices(problem: Problem, model: Model, prices: Vector) -> tuple[tuple[str, float], ...]:
    """Tell by row what one unit more of its limit would lower the objective by, at the margin."""
    by_row = prices[model.factors :] / model.row_scale
    return tuple((row.name, float(price)) for row, price in zip(problem.rows, by_row, strict=True))


def _infeasible(problem: Problem, model: Model, proof: Vector, steps: int) -> Solution:
    conflict = smallest_conflict(problem, proof, is_feasible)
    prices = np.concatenate([np.zeros(model.factors), proof])
    return _unplanned(problem, Status.INFEASIBLE, prices, (steps, 1), conflict)


def _unplanned(
    problem: Problem, status: Status, prices: Vector, counts: tuple[int, int], conflict: tuple[str, ...] = ()
) -> Solution:
    steps, nodes = counts
    return Solution(
        status=status,
        weights=problem.weights,
        sold=np.zeros(len(problem.lots.size)),
        bought=np.zeros(problem.size),
        objective=np.inf,
        bound=-np.inf,
        gap=np.inf,
        prices=prices,
        steps=steps,
        nodes=nodes,
        conflict=conflict,
    )
