"""Sides, least trades and whole shares: next to nothing better exists, and the stated gap is never too small.

Small books are tried in every way: each number of shares of each asset, or each choice of sides with PIQP.
Larger ones are given to an exact mixed-integer solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
import pytest

from property.counts import fewer_by_day
from property.exhaustive import best_by_sides, best_in_shares, breaches, measured
from property.mixed_integer import Bracket, best_by_mip
from property.optimise_problems import LONG, SHORT, Kind, in_shares, random_problem
from trimtab.optimise.netting import Gains, TaxYear, optimise_netted
from trimtab.optimise.problem import Lots, Problem
from trimtab.optimise.result import Solution, Status
from trimtab.optimise.solve import Effort, optimise

SHARES: Final = min(fewer_by_day(100), 1_000)
SIDES: Final = min(fewer_by_day(40), 1_000)
MIXED: Final = min(fewer_by_day(4), 100)
YEARS: Final = min(fewer_by_day(20), 200)
ASSETS: Final = 5
MEDIAN, P95 = 0.001, 0.01
QUICK: Final = Effort(nodes=60, enough=1e-6)

Case = tuple[int, Solution, float]


def in_whole_shares(seed: int) -> Problem:
    """Every second book has rewarded losses, every third a least trade of one and a half shares."""
    kind = Kind(assets=ASSETS, is_rewarded=seed % 2 == 0, has_equality=False)
    asked = in_shares(random_problem(seed, kind), seed)
    assert asked.unit is not None
    return replace(asked, min_trade=1.5 * asked.unit) if seed % 3 == 0 else asked


@cache
def share_case(seed: int) -> Case:
    asked = in_whole_shares(seed)
    return seed, optimise(asked), best_in_shares(asked)


@cache
def side_case(seed: int) -> Case:
    asked = random_problem(seed, Kind(assets=ASSETS, is_rewarded=True))
    return seed, optimise(asked, effort=QUICK), best_by_sides(asked)


def share_cases() -> Iterator[Case]:
    """Go through all books in shares; a test that finds a fault goes no further."""
    return (share_case(seed) for seed in range(SHARES))


def side_cases() -> Iterator[Case]:
    """Go through all books with rewarded losses."""
    return (side_case(seed) for seed in range(SIDES))


CASES: Final = pytest.mark.parametrize("cases", [share_cases, side_cases], ids=["shares", "sides"])


def test_plans_keep_their_rows_shares_and_least_trades():
    """Counted again from the definition: rows met, trades whole and large enough, the objective as told."""
    wrong = (
        seed for seed, solution, best in share_cases() if np.isfinite(best) and not is_sound(seed, solution)
    )

    assert None is next(wrong, None)


@CASES
def test_the_stated_gap_is_never_too_small(cases):
    """What is missed is never more than what was said; PIQP's own error is allowed for."""
    false = (
        (seed, solution.gap, solution.objective - best)
        for seed, solution, best in cases()
        if np.isfinite(best) and solution.objective - best > solution.gap + 1e-10 * abs(best)
    )

    assert None is next(false, None)


@CASES
def test_there_is_a_plan_where_there_can_be_one(cases):
    """Books without any plan are told from those with one."""
    different = {
        seed: solution.status
        for seed, solution, best in cases()
        if np.isfinite(best) != (solution.status in {Status.OPTIMAL, Status.STOPPED})
    }

    assert {} == different


@CASES
def test_next_to_nothing_is_missed(cases):
    """Half of the plans miss a thousandth at most, and nineteen in twenty a hundredth."""
    gaps = [(solution.objective - best) / abs(best) for _, solution, best in cases() if np.isfinite(best)]

    assert len(gaps) >= 0.8 * sum(1 for _ in cases())
    assert np.median(gaps) <= MEDIAN
    assert np.quantile(gaps, 0.95) <= P95


def is_sound(seed: int, solution: Solution) -> bool:
    asked = in_whole_shares(seed)
    objective, rows = measured(asked, solution.weights[np.newaxis])
    assert asked.unit is not None
    assert solution.shares is not None
    on_grid = np.abs(asked.weights + asked.unit * solution.shares - solution.weights).max() <= 1e-15
    small = (np.abs(solution.shares) < 1.5) & (solution.shares != 0) & (asked.min_trade is not None)
    told = abs(objective[0] - solution.objective) <= 1e-12 * abs(objective[0])
    return bool(on_grid and told and not small.any() and breaches(asked, rows).max() <= 1e-11)


def test_no_asset_is_sold_and_bought():
    """A reward is taken, and not a second time by buying the same asset back."""
    both = [
        seed for seed, solution, best in side_cases() if np.isfinite(best) and trades_twice(seed, solution)
    ]

    assert [] == both


def trades_twice(seed: int, solution: Solution) -> bool:
    lots = random_problem(seed, Kind(assets=ASSETS, is_rewarded=True)).lots
    sold = np.bincount(lots.asset, weights=solution.sold, minlength=ASSETS)
    return bool((np.minimum(sold, solution.bought) > 1e-15).any())


@cache
def mixed_cases() -> tuple[tuple[int, Solution, Bracket], ...]:
    kinds = [Kind(assets=12, is_rewarded=seed % 2 == 0, has_equality=False) for seed in range(MIXED)]
    asked = [in_shares(random_problem(seed, kind), seed, 12) for seed, kind in enumerate(kinds)]
    return tuple((seed, optimise(each), best_by_mip(each)) for seed, each in enumerate(asked))


def test_larger_books_are_as_good_as_an_exact_solver_makes_them():
    """HiGHS, given its time, finds no plan better by a thousandth, and none beyond the stated gap."""
    met = [case for case in mixed_cases() if np.isfinite(case[2].high)]
    worse = [
        seed for seed, solution, found in met if solution.objective - found.high > MEDIAN * abs(found.high)
    ]
    false = [seed for seed, solution, found in met if solution.bound > found.high + 1e-9 * abs(found.high)]

    assert ([], []) == (worse, false)
    assert len(met) >= 0.5 * len(mixed_cases())


def year_of(seed: int) -> tuple[Problem, Gains, TaxYear]:
    """Let gains and losses of both terms meet what the year holds already."""
    dice = np.random.default_rng(seed)
    asked = in_shares(random_problem(seed, Kind(assets=4, is_rewarded=True, has_equality=False)), seed)
    asked = replace(asked, rows=tuple(row for row in asked.rows if not row.tax))
    is_long = dice.random(len(asked.lots.tax)) < 0.5
    year = TaxYear(
        short_rate=SHORT,
        long_rate=LONG,
        short=dice.choice([0.0, -0.02, 0.02]),
        long=dice.choice([0.0, -0.03, 0.03]),
        deduction_limit=dice.choice([0.0, 0.005]),
    )
    return asked, Gains(asked.lots.tax / np.where(is_long, LONG, SHORT), is_long), year


def best_in_year(asked: Problem, gains: Gains, year: TaxYear) -> float:
    """Try every number of shares, lots sold in the order of each pair of the law's rates."""
    return min(best_at(asked, gains, year, rates) for rates in year.all_rates)


def best_at(asked: Problem, gains: Gains, year: TaxYear, rates: tuple[float, float]) -> float:
    order = gains.rate * np.where(gains.is_long, rates[1], rates[0])
    owed = year.tax(year.short, year.long)

    def taxed(realised: np.ndarray) -> np.ndarray:
        short, long = (realised[:, gains.is_long == term].sum(axis=1) for term in (False, True))
        return np.array(
            [year.tax(year.short + s, year.long + g) - owed for s, g in zip(short, long, strict=True)]
        )

    lots = Lots(asset=asked.lots.asset, size=asked.lots.size, tax=order)
    return best_in_shares(replace(asked, lots=lots), lambda sold: taxed(sold * gains.rate))


@cache
def year_cases() -> tuple[tuple[int, float, float, float], ...]:
    years = [(seed, year_of(seed)) for seed in range(YEARS)]
    found = [(seed, optimise_netted(*asked, effort=QUICK), best_in_year(*asked)) for seed, asked in years]
    return tuple(
        (seed, netted.objective, netted.gap, best) for seed, netted, best in found if np.isfinite(best)
    )


def test_whole_years_are_netted_next_to_best():
    """Half of the plans miss a thousandth at most, and the stated gap covers what is missed."""
    missed = [(objective - best) / abs(best) for _, objective, _, best in year_cases()]
    false = [seed for seed, objective, gap, best in year_cases() if objective - best > gap + 1e-12]

    assert np.median(missed) <= MEDIAN
    assert [] == false
