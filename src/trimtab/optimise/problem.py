"""What is optimised, in numbers: weights are fractions of the portfolio's value, costs per unit of weight.

    minimise   a/2 (w-t)'(FF' + D)(w-t)                          risk of missing the target
             + c (sum of spreads on what is sold and bought + sum of e |w-w0|^1.5)      cost
             + r (sum over lots of tax * sold)                   tax; negative where a loss is rewarded
    subject to bounds on every weight, rows over all of them, and no asset both bought and sold.

Source: design reference, domain.md section 5.1; the impact term is the square-root law of section 4.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
"""One number per asset, lot, piece, factor or row."""

Matrix = npt.NDArray[np.float64]
"""Two axes; each use says which."""

Places = npt.NDArray[np.int64]
"""Positions in another array."""

Flags = npt.NDArray[np.bool_]


@unique
class Cause(StrEnum):
    """Why numbers are no problem that can be solved."""

    EMPTY_BOOK = "EMPTY_BOOK"
    WRONG_SHAPE = "WRONG_SHAPE"
    NOT_FINITE = "NOT_FINITE"
    NEGATIVE = "NEGATIVE"
    NOT_SYMMETRIC = "NOT_SYMMETRIC"
    NOT_POSITIVE_SEMIDEFINITE = "NOT_POSITIVE_SEMIDEFINITE"
    ZERO_VARIANCE = "ZERO_VARIANCE"
    LOTS_DO_NOT_ADD_UP = "LOTS_DO_NOT_ADD_UP"
    CONTRADICTORY_BOUNDS = "CONTRADICTORY_BOUNDS"
    BAD_ROW = "BAD_ROW"


class InvalidProblemError(ValueError):
    """A number of the problem is wrong; `cause` and `field` name what, the text says what to do."""

    def __init__(self, cause: Cause, field_name: str, problem: str) -> None:
        super().__init__(f"{field_name}: {problem}")
        self.cause = cause
        self.field = field_name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskModel:
    """Covariance as factors and a diagonal: `loadings` (assets x factors) and `specific`, above zero.

    `ridge` is what was added to the diagonal of a singular covariance, as a fraction of each variance.
    """

    loadings: Matrix
    specific: Vector
    ridge: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lots:
    """What is held, lot by lot, in the order of assets and, at equal tax, of sale.

    `size` is in weight; `tax` is per unit of weight sold, negative where the loss saves tax. Where
    `is_ordered` lots are sold as they stand, whatever their tax.
    """

    asset: Places
    size: Vector
    tax: Vector
    is_ordered: bool = False

    @classmethod
    def untaxed(cls, weights: Vector) -> Lots:
        """Hold each asset in one lot whose sale is not taxed."""
        return cls(asset=np.arange(len(weights)), size=weights, tax=np.zeros(len(weights)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """One condition over all assets: weights'w + cost * costs + tax * taxes + turnover * turnover <= limit.

    Costs and taxes are those of the objective before their weights; turnover is one-way, half the sum of
    absolute trades. Their factors are never negative, and zero in an equality, or paying more would be a way
    to meet it.
    """

    name: str
    weights: Vector
    limit: float
    is_equality: bool = False
    cost: float = 0.0
    tax: float = 0.0
    turnover: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """Everything the optimiser knows; see the module for the objective.

    `lower` and `upper` hold caps, bands, locks and exclusions. `unit`, where given, is the weight of one
    share: trades are then whole multiples of it; zero where shares are divided. `min_trade` is the least
    absolute trade, unless nothing is traded.
    """

    weights: Vector
    targets: Vector
    risk: RiskModel
    lots: Lots
    sell_cost: Vector
    buy_cost: Vector
    lower: Vector
    upper: Vector
    rows: tuple[Row, ...] = ()
    impact: Vector = field(default_factory=lambda: np.zeros(0))
    unit: Vector | None = None
    min_trade: Vector | None = None
    risk_weight: float = 1.0
    cost_weight: float = 1.0
    tax_weight: float = 1.0

    @property
    def size(self) -> int:
        """Number of assets."""
        return len(self.weights)
