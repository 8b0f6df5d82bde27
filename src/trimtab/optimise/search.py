"""Solve a question at every pair of the law's tax rates, on the strictest rung on which there is a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trimtab.optimise.formulate import LADDER, Rung, formulate
from trimtab.optimise.lot_order import SaleOrder, sale_order
from trimtab.optimise.netting import Rates, least_difference
from trimtab.optimise.problem import Problem, Vector
from trimtab.optimise.question import Question
from trimtab.optimise.result import Solution, Status
from trimtab.optimise.solve import Effort, optimise

_EFFORT: Final = Effort(nodes=4)
"""Each pair of rates gets few nodes: there are several, and a gap that stays open is told."""

_FREE: Final[tuple[Rates, ...]] = ((0.0, 0.0),)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Weights worth a look, and a bound below the objective of every plan on this rung.

    `conflicts` are for each rung above the rows that cannot hold together there, in order. `problem` tells
    what a plan must keep to; `shadow_prices` are those at the highest bound.
    """

    weights: tuple[Vector, ...]
    bound: float
    shadow_prices: tuple[tuple[str, float], ...]
    rung: Rung
    conflicts: tuple[tuple[str, ...], ...]
    problem: Problem


def search(question: Question) -> Found:
    """Find weights and a bound; the last rung allows to do nothing, so that there always are some.

    Raises InvalidProblemError for numbers that make no problem.
    """
    order = sale_order(question)
    conflicts: list[tuple[str, ...]] = []
    for rung in LADDER[:-1]:
        solved = _solved_at(question, order, rung)
        if any(solution.status is not Status.INFEASIBLE for _, _, solution in solved):
            return _found(question, order, solved, rung, tuple(conflicts))
        conflicts.append(solved[0][2].conflict)
    last = LADDER[-1]
    return _found(question, order, _solved_at(question, order, last), last, tuple(conflicts))


def _rates(question: Question, order: SaleOrder) -> tuple[Rates, ...]:
    """List the pairs of marginal rates there are; one where nothing is taxed."""
    if not order.asset or not question.request.weighing.tax:
        return _FREE
    return tuple(dict.fromkeys(order.year.all_rates))


def _solved_at(question: Question, order: SaleOrder, rung: Rung) -> list[tuple[Rates, Problem, Solution]]:
    problems = [(rates, formulate(question, order.at(rates), rung)) for rates in _rates(question, order)]
    return [(rates, problem, optimise(problem, effort=_EFFORT)) for rates, problem in problems]


def _found(
    question: Question,
    order: SaleOrder,
    solved: list[tuple[Rates, Problem, Solution]],
    rung: Rung,
    conflicts: tuple[tuple[str, ...], ...],
) -> Found:
    weight = float(question.request.weighing.tax)
    # Neither risk nor cost is ever negative, so that the least tax there is bounds the objective as well.
    idle = weight * least_difference(order.sizes, order.gains, order.year, (0.0, 0.0))[0]
    best, prices = min(idle, 0.0), solved[0][2].shadow_prices
    for rates, _, solution in solved:
        bound = solution.bound + weight * least_difference(order.sizes, order.gains, order.year, rates)[0]
        if bound > best:
            best, prices = bound, solution.shadow_prices
    return Found(
        weights=tuple(_weights(solved)),
        bound=best - weight * order.slack,
        shadow_prices=prices,
        rung=rung,
        conflicts=conflicts,
        problem=solved[0][1],
    )


def _weights(solved: list[tuple[Rates, Problem, Solution]]) -> Iterator[Vector]:
    for _, problem, solution in solved:
        if np.isfinite(solution.objective):
            yield _divided(problem, solution)


def _divided(problem: Problem, solution: Solution) -> Vector:
    """Let what can be divided settle anew around the whole shares that were found."""
    is_whole = (problem.unit if problem.unit is not None else np.zeros(problem.size)) > 0
    if not is_whole.any() or is_whole.all():
        return solution.weights
    found = np.maximum(solution.weights, 0.0)
    lower, upper = np.where(is_whole, found, problem.lower), np.where(is_whole, found, problem.upper)
    least = None if problem.min_trade is None else np.where(is_whole, 0.0, problem.min_trade)
    held = replace(problem, lower=lower, upper=upper, unit=None, min_trade=least)
    again = optimise(held, effort=_EFFORT)
    return again.weights if np.isfinite(again.objective) else solution.weights
