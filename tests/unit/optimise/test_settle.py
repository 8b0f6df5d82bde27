"""Where prices are too coarse, weights are moved to meet the rows."""

from __future__ import annotations

import numpy as np

from optimise_builders import hill_of, problem
from trimtab.optimise.dual import violation_of
from trimtab.optimise.rows import fully_invested
from trimtab.optimise.settle import settle


def test_what_is_open_is_closed_in_the_weights():
    """Prices a billionth off leave more open than that; moving the weights closes it, the prices stay."""
    model, hill = hill_of(problem((0.6, 0.5), rows=(fully_invested(2),)))
    prices = np.array([0.005 + 1e-9])
    settled = settle(hill, hill.at(prices))

    assert violation_of(model, hill.at(prices)) > 1e-9
    assert violation_of(model, settled) <= 2e-16
    assert prices.tolist() == settled.prices.tolist()


def test_without_binding_rows_nothing_moves():
    """The very same point comes back."""
    _, hill = hill_of(problem())
    point = hill.at(np.zeros(0))

    assert point is settle(hill, point)
