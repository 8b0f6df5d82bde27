"""What optimising found: weights, what is traded of each lot, the bound that proves it, and prices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from trimtab.optimise.problem import Vector


@unique
class Status(StrEnum):
    """How a search ended.

    OPTIMAL: nothing is better by more than the asked gap. STOPPED: the limit on nodes came first; the gap
    says what may be missed. INFEASIBLE: proved that nothing meets all rows. UNSOLVED: neither plan nor
    proof.
    """

    OPTIMAL = "OPTIMAL"
    STOPPED = "STOPPED"
    INFEASIBLE = "INFEASIBLE"
    UNSOLVED = "UNSOLVED"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """A plan in numbers, with proof; without one the weights are those held.

    `sold` is by lot and `bought` by asset, in weight; `shares` whole numbers traded, where shares are
    whole. `bound` is below every plan's objective, `gap` the objective less it, and never less than what is
    missed. `shadow_prices` are by row: what one unit more of its limit would lower the objective by, at the
    margin. `violation` is the largest breach of a row, relative to what a unit of weight adds to it.
    `prices` start the next search; `conflict` names rows that cannot hold together.
    """

    status: Status
    weights: Vector
    sold: Vector
    bought: Vector
    shares: Vector | None = None
    objective: float
    bound: float
    gap: float
    risk: float = 0.0
    cost: float = 0.0
    tax: float = 0.0
    turnover: float = 0.0
    violation: float = 0.0
    shadow_prices: tuple[tuple[str, float], ...] = ()
    prices: Vector
    steps: int = 0
    nodes: int = 1
    conflict: tuple[str, ...] = ()

    @property
    def relative_gap(self) -> float:
        """The gap as a part of the objective, or of the risk alone where rewards make that small."""
        size = max(abs(self.objective), self.risk)
        return self.gap / size if size > 0.0 else 0.0
