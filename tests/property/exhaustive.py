"""The best plan by trying all of them: objective and rows straight from the problem's definition.

Nothing here comes from the optimiser but the problem itself.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from trimtab.optimise.cross_check import Sides, solve_with_piqp
from trimtab.optimise.problem import Flags, Matrix, Places, Problem, Vector

MET = 1e-10
"""A row broken by less is met: wider than the optimiser's own bar, so that no plan of its own is missing."""


Tax = Callable[[Matrix], Vector]
"""Counts the tax of what is sold (plans x lots)."""


def measured(problem: Problem, plans: Matrix, taxed: Tax | None = None) -> tuple[Vector, Matrix]:
    """Give the objective of each plan (plans x assets) and its rows less their limits (plans x rows).

    The cheapest lots are sold first; their taxes add up unless they are counted otherwise.
    """
    off = plans - problem.targets
    risk = ((off @ problem.risk.loadings) ** 2).sum(axis=1) + (problem.risk.specific * off**2).sum(axis=1)
    sold = np.maximum(problem.weights - plans, 0.0)
    bought = np.maximum(plans - problem.weights, 0.0)
    cost = sold @ problem.sell_cost + bought @ problem.buy_cost
    if len(problem.impact):
        cost = cost + np.abs(plans - problem.weights) ** 1.5 @ problem.impact
    lots = _lots_sold(problem, sold)
    tax = lots @ problem.lots.tax if taxed is None else taxed(lots)
    turnover = (sold + bought).sum(axis=1) / 2
    objective = problem.risk_weight / 2 * risk + problem.cost_weight * cost + problem.tax_weight * tax
    rows = [
        plans @ row.weights + row.cost * cost + row.tax * tax + row.turnover * turnover - row.limit
        for row in problem.rows
    ]
    return objective, np.array(rows).T.reshape(len(plans), len(problem.rows))


def _lots_sold(problem: Problem, sold: Matrix) -> Matrix:
    """Sell the cheapest lots of every asset first."""
    lots, left = np.zeros((len(sold), len(problem.lots.size))), sold.copy()
    for lot in np.argsort(problem.lots.tax, kind="stable"):
        asset = problem.lots.asset[lot]
        lots[:, lot] = np.minimum(left[:, asset], problem.lots.size[lot])
        left[:, asset] -= lots[:, lot]
    return lots


def breaches(problem: Problem, rows: Matrix) -> Matrix:
    """Give how far each row is broken."""
    equal = np.array([row.is_equality for row in problem.rows], dtype=np.bool_)
    return np.where(equal, np.abs(rows), np.maximum(rows, 0.0))


def best_in_shares(problem: Problem, taxed: Tax | None = None) -> float:
    """Try every whole number of shares of every asset; infinite where none meets the rows."""
    assert problem.unit is not None
    ranges = [_weights_of(problem, asset) for asset in range(problem.size)]
    plans = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, problem.size)
    objective, rows = measured(problem, plans, taxed)
    met = (breaches(problem, rows) <= MET).all(axis=1)
    return float(objective[met].min(initial=np.inf))


def _weights_of(problem: Problem, asset: int) -> Vector:
    assert problem.unit is not None
    unit, held = problem.unit[asset], problem.weights[asset]
    least = np.ceil((problem.lower[asset] - held) / unit - 1e-9)
    most = np.floor((problem.upper[asset] - held) / unit + 1e-9)
    weights = held + unit * np.arange(least, most + 1)
    if problem.min_trade is not None:
        trade = np.abs(weights - held)
        weights = weights[(trade < 1e-12) | (trade >= problem.min_trade[asset] - 1e-12)]
    return np.asarray(weights)


def best_by_sides(problem: Problem) -> float:
    """Try selling or buying, one of both, for every asset with a loss, and solve each case with PIQP."""
    in_doubt = np.flatnonzero(losers(problem))
    cases = (
        _sides(problem.size, in_doubt, picked) for picked in product((True, False), repeat=len(in_doubt))
    )
    found = [solve_with_piqp(problem, sides) for sides in cases]
    return min((peer.objective for peer in found if not peer.is_infeasible), default=np.inf)


def losers(problem: Problem) -> Flags:
    """Mark the assets with a lot whose sale saves tax."""
    return np.bincount(problem.lots.asset, weights=problem.lots.tax < 0, minlength=problem.size) > 0


def _sides(size: int, in_doubt: Places, picked: tuple[bool, ...]) -> Sides:
    may_sell, may_buy = np.ones(size, np.bool_), np.ones(size, np.bool_)
    may_sell[in_doubt], may_buy[in_doubt] = picked, ~np.array(picked, np.bool_)
    return Sides(may_sell, may_buy)
