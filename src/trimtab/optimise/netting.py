"""Tax as the law counts it: short with short, long with long, then across, and losses against income at last.

That is not convex: a long loss set against a short gain is worth the short rate. But at any pair of rates for
the two terms the plan is found as ever and its tax counted exactly, and a bound follows: that of the plan,
and the least by which exact tax exceeds the tax at those rates. The bound is concave in the rates. So the
law's own pairs are tried, then pairs between them, each time in the half in which the bound rises; the plan
with the least exact objective is kept (domain.md sections 4.3 and 5.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import inf
from typing import Final

import numpy as np

from trimtab.optimise.problem import Flags, Lots, Problem, Vector
from trimtab.optimise.result import Solution
from trimtab.optimise.solve import Effort, optimise

HALVINGS: Final = 5
"""Pairs of rates tried between two of the law's."""

CLOSED: Final = 1e-6
"""A relative gap at which no more rates are tried."""

Rates = tuple[float, float]
"""Marginal rates on short-term and long-term gains."""

Edges = tuple[tuple[float, float], ...]
"""The least and most that can be realised, short-term first."""

_LITTLE: Final = 1e-12
"""Gains this near to a border of two cases belong to both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """The year's rates and what it holds already; all amounts are fractions of the portfolio's value.

    `short` and `long` are gains realised or carried in so far, losses below zero. A net loss saves the short
    rate up to `deduction_limit`; what is left over is carried on, and counted at `carried_rate`.
    """

    short_rate: float
    long_rate: float
    short: float = 0.0
    long: float = 0.0
    deduction_limit: float = 0.0
    carried_rate: float = 0.0

    def tax(self, short: float, long: float) -> float:
        """Count the tax on the year's gains of both terms, before what was owed without them."""
        total = short + long
        if total < 0.0:
            deducted = min(-total, self.deduction_limit)
            return -self.short_rate * deducted - self.carried_rate * (-total - deducted)
        if long < 0.0:
            return self.short_rate * total
        return self.long_rate * total if short < 0.0 else self.short_rate * short + self.long_rate * long

    @property
    def all_rates(self) -> tuple[Rates, ...]:
        """Pairs of marginal rates: both terms gain, one is set against the other, losses are left."""
        short, long, carried = self.short_rate, self.long_rate, self.carried_rate
        return ((short, long), (short, short), (long, long), (carried, carried))


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """By lot: the gain per unit of weight sold, losses below zero, and whether it is long-term."""

    rate: Vector
    is_long: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Netted:
    """The best plan found, with its tax counted exactly.

    `tax` is what its sales add to the year's tax, `objective` counts that, `bound` is below that of every
    plan and `gap` the difference. `rates` are the marginal ones, short and long, that it was made with.
    """

    solution: Solution
    short: float
    long: float
    tax: float
    objective: float
    bound: float
    excess: tuple[float, float]
    rates: Rates
    passes: int

    @property
    def gap(self) -> float:
        """The exact objective less the bound."""
        return self.objective - self.bound


def optimise_netted(problem: Problem, gains: Gains, year: TaxYear, effort: Effort | None = None) -> Netted:
    """Optimise with the tax of a whole year; the taxes of the problem's lots are replaced.

    A tax row counts the tax at marginal rates. Raises InvalidProblemError as `optimise` does.
    """
    found = {rates: _made(problem, gains, year, rates, effort) for rates in dict.fromkeys(year.all_rates)}
    # The bound is concave: on the way from the best pair to any other it rises at first, if at all.
    near = max(found, key=lambda rates: found[rates].bound)
    for far in year.all_rates:
        low, high = near, far
        for _ in range(0 if far == near or _is_closed(found) else HALVINGS):
            rates = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
            found[rates] = _made(problem, gains, year, rates, effort)
            low, high = (rates, high) if _rises(found[rates], near, far) else (low, rates)
    best = min(found.values(), key=lambda each: each.objective)
    bound = max(each.bound for each in found.values())
    return replace(best, bound=min(bound, best.objective), passes=len(found))


def _is_closed(found: dict[Rates, Netted]) -> bool:
    least = min(each.objective for each in found.values())
    return least - max(each.bound for each in found.values()) <= CLOSED * abs(least)


def _rises(found: Netted, near: Rates, far: Rates) -> bool:
    """Tell whether the bound rises from one pair of rates to another; `excess` is its slope."""
    return found.excess[0] * (far[0] - near[0]) + found.excess[1] * (far[1] - near[1]) > 0.0


def _made(problem: Problem, gains: Gains, year: TaxYear, rates: Rates, effort: Effort | None) -> Netted:
    solution = optimise(_priced(problem, gains, rates), effort=effort)
    return _counted(problem, gains, year, (solution, rates))


def _priced(problem: Problem, gains: Gains, rates: Rates) -> Problem:
    lots = problem.lots
    taxes = gains.rate * np.where(gains.is_long, rates[1], rates[0])
    return replace(problem, lots=Lots(asset=lots.asset, size=lots.size, tax=taxes))


def _counted(problem: Problem, gains: Gains, year: TaxYear, made: tuple[Solution, Rates]) -> Netted:
    solution, rates = made
    realised = solution.sold * gains.rate
    short, long = float(realised[~gains.is_long].sum()), float(realised[gains.is_long].sum())
    tax = year.tax(year.short + short, year.long + long) - year.tax(year.short, year.long)
    linear = rates[0] * short + rates[1] * long
    weight = problem.tax_weight
    least, corner = least_difference(problem.lots.size, gains, year, rates)
    return Netted(
        solution=solution,
        short=short,
        long=long,
        tax=tax,
        objective=solution.objective + weight * (tax - linear),
        bound=solution.bound + weight * least,
        excess=(year.short + short - corner[0], year.long + long - corner[1]),
        rates=rates,
        passes=1,
    )


def least_difference(
    sizes: Vector, gains: Gains, year: TaxYear, rates: Rates
) -> tuple[float, tuple[float, float]]:
    """Bound from below how much the exact tax is more than that at rates, over all that could be realised.

    `sizes` are those of the lots whose gains are given. Gives that difference, and both terms' gains there.
    """
    edges = tuple(_reach(sizes, gains, is_long=is_long) for is_long in (False, True))
    return min(_differences(year, rates, _corners(year, edges)))


def least_by_case(year: TaxYear, rates: Rates, edges: Edges) -> tuple[float, ...]:
    """Give the least difference for each case of the law, infinite where no plan leads into it.

    Every plan is in one of the cases, so that for each of them another pair of rates may prove its bound.
    """
    corners = _corners(year, edges)
    inside = ([each for each in corners if is_case(*each)] for is_case in _cases(year))
    return tuple(min(_differences(year, rates, each))[0] if each else inf for each in inside)


def _cases(year: TaxYear) -> tuple[Callable[[float, float], bool], ...]:
    """Tell the cases apart: both terms gain, one is set against the other, and losses are left, or too many.

    Their borders belong to both sides, and a little more, for sums of floats.
    """
    little, limit = _LITTLE, -year.deduction_limit
    return (
        lambda short, long: short >= -little and long >= -little,
        lambda short, long: long <= little and short + long >= -little,
        lambda short, long: short <= little and short + long >= -little,
        lambda short, long: limit - little <= short + long <= little,
        lambda short, long: short + long <= limit + little,
    )


def _corners(year: TaxYear, edges: Edges) -> list[tuple[float, float]]:
    """List where the lines on which tax bends, and the edges of what can be realised, meet within those.

    A term, the total or the total less the deduction is zero on the lines; between them tax is linear.
    """
    shorts = [*(year.short + edge for edge in edges[0]), 0.0]
    longs = [*(year.long + edge for edge in edges[1]), 0.0]
    totals = (0.0, -year.deduction_limit)
    corners = [*product(shorts, longs)]
    corners += [(short, total - short) for short, total in product(shorts, totals)]
    corners += [(total - long, long) for long, total in product(longs, totals)]
    return [
        (short, long)
        for short, long in corners
        if shorts[0] <= short <= shorts[1] and longs[0] <= long <= longs[1]
    ]


def _differences(
    year: TaxYear, rates: Rates, corners: list[tuple[float, float]]
) -> Iterator[tuple[float, tuple[float, float]]]:
    owed = year.tax(year.short, year.long)
    for short, long in corners:
        linear = rates[0] * (short - year.short) + rates[1] * (long - year.long)
        yield year.tax(short, long) - owed - linear, (short, long)


def _reach(sizes: Vector, gains: Gains, *, is_long: bool) -> tuple[float, float]:
    """Give the least and most that can be realised in one term: all losses and all gains."""
    realised = (sizes * gains.rate)[gains.is_long == is_long]
    return float(np.minimum(realised, 0.0).sum()), float(np.maximum(realised, 0.0).sum())
