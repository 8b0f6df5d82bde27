"""The dual function: at given prices every piece is a clip, and value, slope and curvature follow.

With v for the factors and p for the rows (p >= 0 unless an equality),

    q(v, p) = -v'v/2 + sum over assets of min over w of [ D/2 (w-t)^2 + cost(w) + (Fv)'(w-t) + p'A(w) ] - p'b

q is concave and below the least objective wherever it is evaluated. Its slope is what the minimising weights
leave open: F'(w-t) - v for a factor, A(w) - b for a row. If w meets all rows, the objective at w less q is
|F'(w-t) - v|^2 / 2 - p'(A(w) - b), a sum without cancellation.
Source: performance.md section 2; weak duality in Boyd and Vandenberghe, Convex Optimization, section 5.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trimtab.optimise.model import Model
from trimtab.optimise.pieces import COST, OWN, Window
from trimtab.optimise.problem import Matrix, Places, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """The minimising weights at some prices, and what they leave open.

    `fill` is how much of each piece is held, `wanted` how much would be without its edges, `use` the totals
    of what pieces use, `opening` F'(w-t), `slope` the gradient of q, factors first, `own` the objective
    without the factors' risk.
    """

    prices: Vector
    fill: Vector
    wanted: Vector
    weights: Vector
    use: Vector
    opening: Vector
    slope: Vector
    own: float


def evaluate(model: Model, window: Window, prices: Vector, rates: Matrix | None = None) -> Point:
    """Find the minimising weights at prices; other `rates` of the pieces stand for a relaxation."""
    rates = model.pieces.rates if rates is None else rates
    wanted = wanted_fill(model, prices, rates)
    fill = np.maximum(wanted, window.low)
    np.minimum(fill, window.high, out=fill)
    return point_at(model, prices, (fill, wanted), rates)


def point_at(model: Model, prices: Vector, held: tuple[Vector, Vector], rates: Matrix) -> Point:
    """Take stock of how much is held of each piece, and was wanted."""
    fill, wanted = held
    pieces = model.pieces
    weights = pieces.bottom + np.add.reduceat(fill, pieces.first)
    use = model.always_use + rates @ fill
    if len(model.impact):
        impact = float((model.impact * np.abs(weights - model.held) ** 1.5).sum())
        use[[OWN, COST]] += impact * np.array([model.cost_weight, 1.0])
    off = weights - model.targets
    opening = off @ model.loadings
    rows = model.row_weights @ weights + model.row_use @ use - model.limits
    slope = np.concatenate([opening - prices[: model.factors], rows])
    own = 0.5 * float((model.specific * off) @ off) + float(use[OWN])
    return Point(prices, fill, wanted, weights, use, opening, slope, own)


def use_prices(model: Model, prices: Vector) -> Vector:
    """Price what pieces use: one for the objective, for cost, tax and turnover what the rows add."""
    total: Vector = prices[model.factors :] @ model.row_use
    total[OWN] = 1.0
    return total


def impact_price(model: Model, prices: Vector) -> float:
    """Price impact, which counts in the objective and in every row that counts costs."""
    return model.cost_weight + float(use_prices(model, prices)[COST])


def pull(model: Model, prices: Vector) -> Vector:
    """Price a unit more of each asset for the factors and rows that count its weight."""
    total: Vector = model.loadings @ prices[: model.factors] + prices[model.factors :] @ model.row_weights
    return total


def wanted_fill(model: Model, prices: Vector, rates: Matrix) -> Vector:
    """Solve D (w-t) + pull + slope = 0 for how far into each piece w lies."""
    price = use_prices(model, prices)
    slopes = price @ rates
    pieces = model.pieces
    if len(model.impact):
        return _with_impact(model, impact_price(model, prices), slopes + pull(model, prices)[pieces.asset])
    middle = model.targets - pull(model, prices) / model.specific
    # In place: at twenty lots each for a thousand assets new arrays cost more than the arithmetic.
    wanted: Vector = middle[pieces.asset]
    wanted -= pieces.left
    slopes *= model.inverse
    wanted -= slopes
    return wanted


def _with_impact(model: Model, price: float, slopes: Vector) -> Vector:
    """Solve D (w-t) + slope + 1.5 e x^0.5 = 0, a quadratic in the root of the trade x = |w - w0|."""
    pieces = model.pieces
    side = np.where(pieces.buys, 1.0, -1.0)
    root = impact_roots(model, price, slopes)
    wanted: Vector = model.held[pieces.asset] + side * root * root - pieces.left
    # A piece that wants no trade ends exactly at what is held; rounding must not let it give way.
    return np.where(root > 0.0, wanted, np.where(pieces.buys, -np.inf, np.inf))


def impact_roots(model: Model, price: float, slopes: Vector) -> Vector:
    """Give the root of the trade that each piece alone would want; zero where it wants none."""
    pieces = model.pieces
    specific, impact = model.specific[pieces.asset], 1.5 * price * model.impact[pieces.asset]
    side = np.where(pieces.buys, 1.0, -1.0)
    drive = np.maximum(-side * (specific * (model.held - model.targets)[pieces.asset] + slopes), 0.0)
    below = impact + np.sqrt(impact * impact + 4.0 * specific * drive)
    roots: Vector = np.divide(2.0 * drive, below, out=np.zeros_like(drive), where=below > 0)
    return roots


def dual_value(model: Model, point: Point) -> float:
    """Give q at a point: a bound below every objective that meets the rows within the window."""
    prices = point.prices[: model.factors]
    return (
        point.own
        - 0.5 * float(prices @ prices)
        + float(prices @ point.opening)
        + float(point.prices[model.factors :] @ point.slope[model.factors :])
    )


def objective(point: Point) -> float:
    """Give the objective of a point's weights."""
    return point.own + 0.5 * float(point.opening @ point.opening)


def gap_of(model: Model, point: Point) -> float:
    """Give objective less q without cancellation; below zero only where a row is violated."""
    off = point.slope[: model.factors]
    return 0.5 * float(off @ off) - float(point.prices[model.factors :] @ point.slope[model.factors :])


def violation_of(model: Model, point: Point) -> float:
    """Give the largest breach of a row, relative to the row's largest factor."""
    rows = point.slope[model.factors :]
    return float(np.where(model.is_equality, np.abs(rows), rows).max(initial=0.0))


def curvature(model: Model, window: Window, point: Point, rates: Matrix) -> Matrix:
    """Give minus the second derivative of q: one for each factor, and B'B/D over the pieces that give way."""
    _, moved, inverse = bends_at(model, window, point, rates)
    bend: Matrix = (moved * inverse) @ moved.T
    ones = np.arange(model.factors)
    bend[ones, ones] += 1.0
    return bend


def bends_at(model: Model, window: Window, point: Point, rates: Matrix) -> tuple[Places, Matrix, Vector]:
    """List the pieces that give way, what a unit adds to factors and rows, and how far a price moves it."""
    inside = np.flatnonzero((point.wanted > window.low) & (point.wanted < window.high))
    asset = model.pieces.asset[inside]
    inverse = model.inverse[inside]
    counted = model.row_use @ rates[:, inside]
    if len(model.impact):
        inverse, counted = _bent(model, point, inside, counted)
    return inside, np.concatenate([model.loadings[asset].T, model.row_weights[:, asset] + counted]), inverse


def _bent(model: Model, point: Point, inside: Places, counted: Matrix) -> tuple[Vector, Matrix]:
    """Add what impact does to the pieces that give way: a steeper slope, and a cost that rows count."""
    asset = model.pieces.asset[inside]
    trade = point.weights[asset] - model.held[asset]
    root = np.sqrt(np.abs(trade))
    impact = model.impact[asset]
    price = impact_price(model, point.prices)
    steeper = np.divide(0.75 * price * impact, root, out=np.full_like(root, np.inf), where=root > 0)
    steeper = np.where(impact > 0, steeper, 0.0)
    costs = np.outer(model.row_use[:, COST], np.sign(trade) * 1.5 * impact * root)
    return 1.0 / (model.specific[asset] + steeper), counted + costs
