"""Random problems for the optimiser: books of all sizes, with every kind of row, bound, cost and tie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trimtab.optimise.problem import Lots, Problem, RiskModel, Row, Vector
from trimtab.optimise.risk import dense_risk, plain_risk
from trimtab.optimise.rows import (
    cash_at_least,
    class_at_least,
    class_at_most,
    cost_at_most,
    fully_invested,
    tax_at_most,
    turnover_at_most,
)

SHORT, LONG = 0.35, 0.15
SMALLEST, LARGEST = 5, 60

Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Kind:
    """What a random problem may have: a number of assets, rewarded losses, an equality."""

    assets: int | None = None
    is_rewarded: bool = False
    has_equality: bool = True


ORDINARY: Final = Kind()


def random_problem(seed: int, kind: Kind = ORDINARY) -> Problem:
    """Make a problem from a seed; nearly all of them can be met."""
    dice = np.random.default_rng(seed)
    size = kind.assets or int(dice.integers(SMALLEST, LARGEST + 1))
    lots = _lots(dice, dice.dirichlet(np.ones(size)), kind)
    weights = np.add.reduceat(lots.size, np.searchsorted(lots.asset, np.arange(size)))
    targets = _targets(dice, size)
    lower, upper = _bounds(dice, weights)
    return Problem(
        weights=weights,
        targets=targets,
        risk=_risk(dice, size),
        lots=lots,
        sell_cost=_costs(dice, size),
        buy_cost=_costs(dice, size),
        lower=lower,
        upper=upper,
        rows=_rows(dice, weights, targets, kind),
        risk_weight=float(dice.choice([0.1, 1.0, 10.0])),
    )


def _lots(dice: Random, weights: Vector, kind: Kind) -> Lots:
    size, count = len(weights), int(dice.integers(1, 12))
    parts = weights[:, np.newaxis] * dice.dirichlet(np.ones(count), size)
    gains = dice.uniform(-0.3, 0.6, size * count)
    gains = gains if kind.is_rewarded else np.maximum(gains, 0.0)
    taxes = gains * dice.choice([SHORT, LONG], size * count) * dice.choice([1.0, 0.1, 0.01])
    taxes = np.round(taxes, 2) if dice.random() < 0.2 else taxes  # ties
    return Lots(asset=np.repeat(np.arange(size), count), size=parts.ravel(), tax=taxes)


def _targets(dice: Random, size: int) -> Vector:
    targets = dice.dirichlet(np.full(size, 3.0))
    dropped = (dice.random(size) < 0.3) & (dice.random() < 0.3)
    dropped[int(np.argmax(targets))] = False
    targets = np.where(dropped, 0.0, targets)
    return np.asarray(targets / targets.sum())


def _risk(dice: Random, size: int) -> RiskModel:
    factors = int(dice.integers(0, 16))
    loadings = dice.normal(0.0, 0.15 / np.sqrt(max(factors, 1)), (size, factors))
    specific = dice.uniform(0.01, 0.3, size) ** 2
    kind = dice.random()
    if kind < 0.1:
        return plain_risk(size)
    if kind < 0.2:
        return dense_risk(loadings @ loadings.T + np.diag(specific))
    return RiskModel(loadings=loadings, specific=specific)


def _costs(dice: Random, size: int) -> Vector:
    return dice.uniform(0.0, 0.002, size) if dice.random() < 0.9 else np.full(size, 0.001)


def _bounds(dice: Random, weights: Vector) -> tuple[Vector, Vector]:
    size = len(weights)
    lower, upper = np.zeros(size), np.ones(size)
    if dice.random() < 0.5:
        upper[:] = max(0.1, 2.5 / size)
    locked = dice.random(size) < 0.1
    lower[locked] = upper[locked] = weights[locked]
    return lower, upper


def _rows(dice: Random, weights: Vector, targets: Vector, kind: Kind) -> tuple[Row, ...]:
    size = len(weights)
    invested = kind.has_equality and dice.random() < 0.7
    rows = [fully_invested(size) if invested else cash_at_least(weights, cash=0.05, least=0.01)]
    if dice.random() < 0.6:
        rows.append(turnover_at_most(size, dice.uniform(0.02, 0.4)))
    if dice.random() < 0.4:
        rows.append(cost_at_most(size, dice.uniform(0.0002, 0.002)))
    if dice.random() < 0.4:
        rows.append(tax_at_most(size, dice.uniform(0.001, 0.02)))
    members = dice.random(size) < 0.3
    middle = float(weights[members].sum() + targets[members].sum()) / 2
    if members.any() and dice.random() < 0.4:
        make = class_at_most if dice.random() < 0.5 else class_at_least
        rows.append(make("class", members, size, middle))
    return tuple(rows)


def in_shares(problem: Problem, seed: int, steps: int = 6) -> Problem:
    """Trade every asset in whole shares, so large that a few steps span all it may weigh."""
    dice = np.random.default_rng(seed)
    width = np.maximum(problem.weights, problem.targets) * 1.6 + 0.02
    unit = width / dice.uniform(steps - 2, steps, problem.size)
    return replace(problem, unit=unit, upper=np.minimum(problem.upper, np.maximum(width, problem.weights)))
