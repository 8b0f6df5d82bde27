"""Where everything is convex the optimiser is exact: PIQP, run to its last digit, finds nothing better.

The gaps are relative to the objective; a violation to the most that a unit of weight adds to its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Final

import numpy as np

from property.counts import fewer_by_day
from property.exhaustive import breaches, measured
from property.optimise_problems import random_problem
from trimtab.optimise.cross_check import Peer, solve_with_piqp
from trimtab.optimise.problem import Problem
from trimtab.optimise.result import Solution, Status
from trimtab.optimise.solve import optimise

PROBLEMS: Final = fewer_by_day(540)
"""Some cannot be met; at least LEAST of an ordinary run can, and are compared."""

LEAST: Final = 500
WITH_IMPACT: Final = fewer_by_day(100)
GAP: Final = 1e-9
VIOLATION: Final = 1e-12

Case = tuple[int, Problem, Solution, Peer]


@cache
def case(seed: int) -> Case:
    """Solve a problem with each, once for all tests."""
    problem = random_problem(seed)
    return seed, problem, optimise(problem), solve_with_piqp(problem)


def cases() -> Iterator[Case]:
    """Go through all problems; a test that finds a fault goes no further."""
    return (case(seed) for seed in range(PROBLEMS))


def met() -> Iterator[Case]:
    return (each for each in cases() if each[2].status is Status.OPTIMAL)


def test_nothing_is_missed():
    """The objective is PIQP's to a billionth, counted again from the weights alone."""
    gaps = ((seed, missed_by(problem, solution, peer)) for seed, problem, solution, peer in met())

    assert None is next((each for each in gaps if abs(each[1]) > GAP), None)


def missed_by(problem: Problem, solution: Solution, peer: Peer) -> float:
    return relative(measured(problem, solution.weights[np.newaxis])[0][0], peer.objective)


def relative(objective: float, reference: float) -> float:
    return (objective - reference) / abs(reference)


def test_every_row_and_bound_is_met():
    """No row is broken by more than a trillionth, and no bound at all."""
    worst = ((seed, breach(problem, solution)) for seed, problem, solution, _ in met())

    assert None is next((each for each in worst if each[1] > VIOLATION), None)


def breach(problem: Problem, solution: Solution) -> float:
    """Measure the largest breach without the optimiser; a bound broken at all counts as one."""
    weights = solution.weights
    if (weights < problem.lower).any() or (weights > problem.upper).any():
        return 1.0
    _, rows = measured(problem, weights[np.newaxis])
    return float((breaches(problem, rows)[0] / scales(problem)).max(initial=0.0))


def scales(problem: Problem) -> np.ndarray:
    """Give the most that a unit of weight adds to each row."""
    costs = max(problem.sell_cost.max(), problem.buy_cost.max())
    taxes = np.abs(problem.lots.tax).max()
    return np.array(
        [
            np.abs(row.weights).max() + max(row.cost * costs, row.tax * taxes, 0.5 * row.turnover) or 1.0
            for row in problem.rows
        ]
    )


def test_the_stated_gap_is_never_too_small():
    """What is stated covers what is missed, and is itself a billionth at most."""
    false = {
        seed: solution.gap
        for seed, _, solution, peer in met()
        if solution.objective - peer.objective > solution.gap + 1e-10 * abs(peer.objective)
        or solution.relative_gap > GAP
    }

    assert {} == false


def test_enough_problems_are_compared():
    """At least five hundred have an optimum that both look for."""
    assert sum(1 for _ in met()) >= LEAST


def test_both_agree_on_what_cannot_be_met():
    """Whatever is proved to be contradictory PIQP cannot meet either, and the other way round."""
    different = {
        seed: solution.status
        for seed, _, solution, peer in cases()
        if (solution.status is Status.INFEASIBLE) != peer.is_infeasible or solution.status is Status.UNSOLVED
    }

    assert {} == different


def test_a_conflict_needs_every_row_it_names():
    """Without any one of them the others can be met."""
    named = [(problem, solution.conflict) for _, problem, solution, _ in cases() if solution.conflict]
    needless = [
        (conflict, name)
        for problem, conflict in named
        for name in conflict
        if not can_be_met(problem, [other for other in conflict if other != name])
    ]

    assert named
    assert [] == needless


def can_be_met(problem: Problem, names: list[str]) -> bool:
    kept = tuple(row for row in problem.rows if row.name in names)
    return not solve_with_piqp(replace(problem, rows=kept)).is_infeasible


def test_impact_leaves_nothing_out():
    """With impact, which PIQP does not know, the stated gap closes as well, and the objective is as told."""
    problems = [with_impact(seed) for seed in range(WITH_IMPACT)]
    solved = [(problem, optimise(problem)) for problem in problems]
    open_ = [solution.relative_gap for _, solution in solved if solution.status is Status.UNSOLVED]
    wrong = [solution.gap for problem, solution in solved if not is_told_right(problem, solution)]

    assert ([], []) == (open_, wrong)


def with_impact(seed: int) -> Problem:
    problem, dice = random_problem(seed), np.random.default_rng(seed)
    felt = dice.random(problem.size) < 0.7
    return replace(problem, impact=np.where(felt, dice.uniform(0.0, 0.02, problem.size), 0.0))


def is_told_right(problem: Problem, solution: Solution) -> bool:
    """Count the objective again; what cannot be met has none."""
    if solution.status is Status.INFEASIBLE:
        return True
    objective, _ = measured(problem, solution.weights[np.newaxis])
    is_close = abs(objective[0] - solution.objective) <= 1e-12 * abs(objective[0])
    return is_close and solution.relative_gap <= GAP and solution.violation <= VIOLATION


def test_the_same_problem_gives_the_same_bytes():
    """Nothing is random, and nothing is remembered."""
    again = [(seed, optimise(problem).weights.tobytes()) for seed, problem, _, _ in islice(cases(), 100)]

    assert again == [(seed, solution.weights.tobytes()) for seed, _, solution, _ in islice(cases(), 100)]
