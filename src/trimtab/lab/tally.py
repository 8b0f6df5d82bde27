"""What is counted while days pass: sums by column, a policy's path each."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from trimtab.lab.prices import Floats
from trimtab.lab.rules import Columns


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Sums over days, changed in place; parts are of a portfolio's value on the day.

    `growth` is wealth after costs and taxes, money that flows left out, and begins with one. `excess` is over
    the mix itself. `weights` are holdings by columns, the rest one number a column.
    """

    growth: Floats
    returns: Floats
    squares: Floats
    excess: Floats
    excess_squares: Floats
    worst: Floats
    weights: Floats
    turnover: Floats
    events: Floats
    cost: Floats
    tax: Floats

    @classmethod
    def empty(cls, holdings: int, columns: int) -> Tally:
        """Begin with nothing."""
        shapes = {each.name: (columns,) for each in fields(cls)} | {"weights": (holdings, columns)}
        tally = cls(**{name: np.zeros(shape) for name, shape in shapes.items()})
        tally.growth[:] = 1.0
        return tally

    def count_day(self, growth: Floats, mix_return: Floats, largest: Floats) -> None:
        """Count a day's growth before costs and its largest drift; `growth` is used up."""
        self.growth[:] *= growth
        growth -= 1
        _count(self.returns, self.squares, growth)
        by_path = growth.reshape(-1, len(mix_return))
        by_path -= mix_return
        _count(self.excess, self.excess_squares, growth)
        np.maximum(self.worst, largest, out=self.worst)

    def count_trades(self, columns: Columns, traded: Floats, cost: Floats) -> None:
        """Count what is traded, both sides, and what that costs."""
        self.turnover[columns] += traded / 2
        self.cost[columns] += cost
        self.growth[columns] *= 1 - cost

    def count_tax(self, columns: Columns, paid: Floats) -> None:
        """Count taxes that are paid."""
        self.tax[columns] += paid
        self.growth[columns] *= 1 - paid


def _count(total: Floats, squares: Floats, numbers: Floats) -> None:
    total += numbers
    squares += numbers * numbers
