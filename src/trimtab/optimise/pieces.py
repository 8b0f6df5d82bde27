"""Each asset's cost as a row of pieces: stretches of its weight on which a unit more costs the same.

From everything sold upwards the pieces are its lots, the one sold last first, and then what is bought. On
one side of the present weight the marginal costs rise from piece to piece, so the cost is convex there;
across it they may fall where selling a loss is rewarded by more than both spreads. How much of a piece is
held is then a clip of one number (performance.md section 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trimtab.optimise.problem import Flags, Lots, Matrix, Places, Problem, Vector

OWN, COST, TAX, TURNOVER = 0, 1, 2, 3
"""What a piece uses, by row of `Pieces.rates`: OWN is what it adds to the objective."""

USES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of all assets, asset by asset and upwards; every asset has at least its piece of buying.

    `left` is where a piece begins, in weight; `rates` (uses x pieces) what a unit more of it adds to the
    objective, cost, tax and turnover; `bottom` each asset's weight with everything sold; `bottom_use` (uses
    x assets) what selling everything uses; `first` each asset's first piece; `lot` the lot a piece is, -1
    for buying.
    """

    asset: Places
    first: Places
    left: Vector
    length: Vector
    rates: Matrix
    bottom: Vector
    bottom_use: Matrix
    lot: Places

    @property
    def buys(self) -> Flags:
        """Which pieces are of buying."""
        flags: Flags = self.lot < 0
        return flags


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Bounds on the weights, and the least and largest part of each piece that they allow."""

    lower: Vector
    upper: Vector
    low: Vector
    high: Vector


def pieces_of(problem: Problem) -> Pieces:
    """Lay out lots and purchases; at equal tax the earlier lot is sold first (domain.md section 5.5.2)."""
    lots, size = problem.lots, problem.size
    lot, first = _order(lots, size)
    asset = np.repeat(np.arange(size), np.diff(np.append(first, len(lot))))
    # Without a cap the piece of buying still needs an end.
    room = np.maximum(np.minimum(problem.upper, _most(problem)) - problem.weights, 0.0)
    is_buy = lot < 0
    length = np.where(is_buy, room[asset], lots.size[lot] if len(lots.size) else 0.0)
    rates = _rates(problem, asset, lot)
    sold = np.where(is_buy, 0.0, length)
    bottom = problem.weights - np.add.reduceat(sold, first)
    return Pieces(
        asset=asset,
        first=first,
        left=bottom[asset] + _before(length, asset, first),
        length=length,
        rates=rates,
        bottom=bottom,
        bottom_use=-np.add.reduceat(rates * sold, first, axis=1),
        lot=lot,
    )


def window_of(pieces: Pieces, lower: Vector, upper: Vector) -> Window:
    """Cut the pieces to bounds, which must not cross."""
    low = np.minimum(np.maximum(lower[pieces.asset] - pieces.left, 0.0), pieces.length)
    high = np.minimum(np.maximum(upper[pieces.asset] - pieces.left, 0.0), pieces.length)
    return Window(lower, upper, low, high)


def _order(lots: Lots, size: int) -> tuple[Places, Places]:
    """Name the lot of each piece, -1 for buying, and each asset's first piece."""
    backwards = np.arange(len(lots.asset))[::-1]
    if lots.is_ordered:
        upwards = backwards[np.argsort(lots.asset[backwards], kind="stable")]
    else:
        upwards = backwards[np.lexsort((-lots.tax[backwards], lots.asset[backwards]))]
    ends = np.cumsum(np.bincount(lots.asset, minlength=size)) + np.arange(size)
    lot = np.full(len(lots.asset) + size, -1)
    lot[np.arange(len(upwards)) + lots.asset[upwards]] = upwards
    return lot, np.concatenate([[0], ends[:-1] + 1])


def _most(problem: Problem) -> Vector:
    """Bound what may be bought where no cap does: well above everything there is."""
    reach = 2.0 * (problem.weights.sum() + np.abs(problem.targets).sum() + 1.0)
    most: Vector = np.maximum(problem.weights, np.maximum(problem.lower, reach))
    return most


def _rates(problem: Problem, asset: Places, lot: Places) -> Matrix:
    is_buy = lot < 0
    taxes = problem.lots.tax[lot] if len(problem.lots.tax) else np.zeros(len(lot))
    cost = np.where(is_buy, problem.buy_cost[asset], -problem.sell_cost[asset])
    tax = np.where(is_buy, 0.0, -taxes)
    own = problem.cost_weight * cost + problem.tax_weight * tax
    return np.stack([own, cost, tax, np.where(is_buy, 0.5, -0.5)])


def _before(length: Vector, asset: Places, first: Places) -> Vector:
    """Add up the pieces of the same asset below each piece, each asset by itself so that no digit is lost."""
    rank = np.arange(len(asset)) - first[asset]
    table = np.zeros((len(first), int(rank.max()) + 2))
    table[asset, rank + 1] = length
    sums: Vector = np.cumsum(table, axis=1)[asset, rank]
    return sums
