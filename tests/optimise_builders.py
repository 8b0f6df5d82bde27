"""Small problems for the optimiser, and their answers by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from trimtab.optimise.model import Model, full_window, model_of
from trimtab.optimise.newton import Hill
from trimtab.optimise.problem import Lots, Problem, RiskModel, Vector


def vector(*numbers: float) -> Vector:
    """Write an array of floats."""
    return np.array(numbers, dtype=np.float64)


def problem(
    weights: Sequence[float] = (0.6, 0.4), targets: Sequence[float] = (0.5, 0.5), **fields: Any
) -> Problem:
    """Make a problem without costs, taxes or rows, each asset with a variance of a tenth and one lot."""
    held, size = vector(*weights), len(weights)
    plain = Problem(
        weights=held,
        targets=vector(*targets),
        risk=RiskModel(loadings=np.zeros((size, 0)), specific=np.full(size, 0.1)),
        lots=Lots.untaxed(held),
        sell_cost=np.zeros(size),
        buy_cost=np.zeros(size),
        lower=np.zeros(size),
        upper=np.ones(size),
    )
    return replace(plain, **fields)


def costing(cost: float, **fields: Any) -> Problem:
    """Let every sale and purchase of the plain problem cost as much."""
    return problem(sell_cost=np.full(2, cost), buy_cost=np.full(2, cost), **fields)


def lots(*each: tuple[int, float, float]) -> Lots:
    """List lots by asset, size and tax."""
    asset, size, tax = zip(*each, strict=True)
    return Lots(asset=np.array(asset), size=vector(*size), tax=vector(*tax))


def rewarded(**fields: Any) -> Problem:
    """Hold a loss in the first asset that is worth more than both spreads, and let it be under its target."""
    return problem(
        (0.4, 0.6),
        sell_cost=np.full(2, 0.001),
        buy_cost=np.full(2, 0.001),
        lots=lots((0, 0.3, 0.02), (0, 0.1, -0.05), (1, 0.6, 0.0)),
        **fields,
    )


def hill_of(asked: Problem) -> tuple[Model, Hill]:
    """Make a problem's dual ready to climb."""
    model = model_of(asked)
    return model, Hill(model, full_window(model, asked), model.pieces.rates)
