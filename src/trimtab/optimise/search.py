"""Solve a question at every pair of the law's tax rates, on the strictest rung on which there is a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trimtab.optimise.feasible import smallest_conflict
from trimtab.optimise.formulate import LADDER, Rung, formulate
from trimtab.optimise.lot_order import SaleOrder, sale_order
from trimtab.optimise.model import Model, full_window, model_of
from trimtab.optimise.netting import Rates, least_by_case
from trimtab.optimise.newton import Hill, climb
from trimtab.optimise.ordered import Ordered, optimise_ordered
from trimtab.optimise.problem import Lots, Problem, Vector
from trimtab.optimise.question import Question
from trimtab.optimise.regions import NUDGE, Box, Choices, on_shares
from trimtab.optimise.shares import exchanged, rounded
from trimtab.optimise.solve import choices_of, is_feasible, shadow_prices
from trimtab.optimise.validate import check_problem

_FREE: Final[tuple[Rates, ...]] = ((0.0, 0.0),)

_HALVINGS: Final = 2
"""Pairs of rates tried between those of the law."""

_CLOSED: Final = 1e-5
"""A gap, as a fraction of portfolio value, at which no more rates are tried."""

_MOST: Final = 1
"""Weights that are rounded to shares and judged exactly: the best of all rates by their own tax."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Weights worth a look, best first, and a bound below the objective of every plan on this rung.

    `conflicts` are for each rung above the rows that cannot hold together there, in order. `problem` tells
    what a plan must keep to; `shadow_prices` are those at the highest bound.
    """

    weights: tuple[Vector, ...]
    bound: float
    shadow_prices: tuple[tuple[str, float], ...]
    rung: Rung
    conflicts: tuple[tuple[str, ...], ...]
    problem: Problem


@dataclass(frozen=True, slots=True, eq=False)
class _Solved:
    """What came of one pair of rates: `cases` are bounds of the law's cases, `exact` the netted objective."""

    rates: Rates
    model: Model
    ordered: Ordered
    cases: tuple[float, ...]
    exact: float


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What is solved at every pair of rates."""

    order: SaleOrder
    problem: Problem
    tax_weight: float


def search(question: Question, order: SaleOrder | None = None) -> Found:
    """Find weights and a bound; the last rung allows to do nothing, so that there always are some.

    `order` is that of the question's lots, where it is known already. Raises InvalidProblemError for numbers
    that make no problem.
    """
    order = order or sale_order(question)
    lots, weight = order.at(_FREE[0]), float(question.request.weighing.tax)
    conflicts: list[tuple[str, ...]] = []
    first = 0 if question.request.weighing.keeps_bands else 1
    for rung in LADDER[first:-1]:
        ground = _Ground(order, formulate(question, lots, rung), weight)
        solved = _solved_at(ground)
        if solved:
            return _found(ground, solved, rung, tuple(conflicts))
        conflicts.append(_conflict(ground.problem))
    ground = _Ground(order, formulate(question, lots, LADDER[-1]), weight)
    return _found(ground, _solved_at(ground), LADDER[-1], tuple(conflicts))


def _solved_at(ground: _Ground) -> list[_Solved]:
    """Solve at the law's pairs of rates; nothing where the rows contradict each other at the first."""
    check_problem(ground.problem)
    taxed = len(ground.order.asset) and ground.tax_weight
    solved: list[_Solved] = []
    for rates in dict.fromkeys(ground.order.year.all_rates) if taxed else _FREE:
        found = _solved(ground, rates)
        if found is None:
            return []
        solved.append(found)
    for _ in range(_HALVINGS if taxed else 0):
        half = _between(solved)
        found = None if half is None else _solved(ground, half)
        if found is None:
            break
        solved.append(found)
    return solved


def _between(solved: list[_Solved]) -> Rates | None:
    """Name rates half-way between the two that bound the law's worst case best; None where that is proved."""
    proved = [max(bounds) for bounds in zip(*(each.cases for each in solved), strict=True)]
    worst, known = proved.index(min(proved)), {each.rates for each in solved}
    if min(each.exact for each in solved) - min(proved) <= _CLOSED:
        return None
    near, *others = sorted(solved, key=lambda each: -each.cases[worst])
    halves = (_half(near.rates, other.rates) for other in others)
    return next((rates for rates in halves if rates not in known), None)


def _half(one: Rates, other: Rates) -> Rates:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _solved(ground: _Ground, rates: Rates) -> _Solved | None:
    order, weight = ground.order, ground.tax_weight
    problem = replace(ground.problem, lots=order.at(rates))
    model, choices = model_of(problem), choices_of(problem)
    box = _box(problem, model)
    found = optimise_ordered(model, choices, box) if (box.lower <= box.upper + NUDGE).all() else None
    if found is None or np.isinf(found.bound):
        return None
    short, long = order.realised(problem.weights if found.weights is None else found.weights)
    linear = rates[0] * short + rates[1] * long
    owed = order.year.tax(order.year.short + short, order.year.long + long)
    more = owed - order.year.tax(order.year.short, order.year.long) - linear
    cases = least_by_case(order.year, rates, order.edges)
    return _Solved(
        rates=rates,
        model=model,
        ordered=found,
        cases=tuple(found.bound + weight * case for case in cases),
        exact=found.value + weight * more,
    )


def _box(problem: Problem, model: Model) -> Box:
    window = full_window(model, problem)
    return on_shares(model, choices_of(problem), Box(window.lower, window.upper))


def _conflict(problem: Problem) -> tuple[str, ...]:
    """Name the rows that contradict each other; none where it is whole shares or least trades that do."""
    free = replace(problem, lots=Lots.untaxed(problem.weights))
    model = model_of(free)
    window = full_window(model, free)
    done = climb(Hill(model, window, model.pieces.rates))
    return () if done.proof is None else smallest_conflict(free, done.proof, is_feasible)


def _found(
    ground: _Ground, solved: list[_Solved], rung: Rung, conflicts: tuple[tuple[str, ...], ...]
) -> Found:
    order, weight = ground.order, ground.tax_weight
    # Neither risk nor cost is ever negative, so that the least tax there is bounds the objective as well.
    idle = weight * min(least_by_case(order.year, (0.0, 0.0), order.edges))
    # A plan is in one of the law's cases, and each pair of rates bounds all plans of that.
    proved = [max(bounds) for bounds in zip(*(each.cases for each in solved), strict=True)]
    planned = (each for each in solved if each.ordered.weights is not None)
    ranked = sorted(planned, key=lambda each: each.exact)[:_MOST]
    priced = max(solved, key=lambda each: min(each.cases), default=None)
    return Found(
        weights=tuple(_tradable(ground.problem, each) for each in ranked),
        bound=max(min(proved, default=-np.inf), min(idle, 0.0)) - weight * order.slack,
        shadow_prices=shadow_prices(ground.problem, priced.model, priced.ordered.prices) if priced else (),
        rung=rung,
        conflicts=conflicts,
        problem=ground.problem,
    )


def _tradable(problem: Problem, solved: _Solved) -> Vector:
    """Round to whole shares, and let what can be divided settle anew around them."""
    model, choices, box = solved.model, choices_of(problem), _box(problem, solved.model)
    found = solved.ordered.weights
    if found is None or not choices.has_shares:
        return problem.weights if found is None else found
    whole = exchanged(model, choices, box, rounded(model, choices, box, found))
    is_whole = choices.unit > 0
    if whole is None or is_whole.all():
        return found if whole is None else whole
    held = Box(np.where(is_whole, whole, box.lower), np.where(is_whole, whole, box.upper))
    free = Choices(np.zeros(problem.size), np.where(is_whole, 0.0, choices.least))
    again = optimise_ordered(model, free, held).weights
    return whole if again is None else again
