"""The bound is below every plan, and as high as sides and shares allow."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import problem, rewarded, vector
from trimtab.optimise.bound import asset_use, asset_values, lower_bound
from trimtab.optimise.model import model_of
from trimtab.optimise.pieces import COST, OWN, TAX, TURNOVER
from trimtab.optimise.regions import Box, Choices, Region

FREE = Box(vector(0, 0), vector(1, 1))
NO_SHARES = Choices(vector(0, 0), vector(0, 0))


def test_each_asset_takes_its_best_side():
    """The loss is worth 0.05 * 0.1 less cost and risk, more than buying up to target: sell."""
    bound, regions = lower_bound(model_of(rewarded()), NO_SHARES, FREE, np.zeros(0))

    sold = 0.05 * (0.2**2 - 0.0) - 0.1 * 0.05 + 0.1 * 0.001
    other = 0.05 * 0.01**2 + 0.09 * 0.001
    assert [Region.SELL, Region.SELL] == regions.tolist()
    assert pytest.approx(sold + other) == bound


def test_whole_shares_lift_the_bound():
    """From 0.6 in steps of 0.08 the best is 0.52, 0.02 off target, and that counts."""
    bound, _ = lower_bound(model_of(problem()), Choices(vector(0.08, 0), vector(0, 0)), FREE, np.zeros(0))

    assert pytest.approx(0.05 * 0.02**2) == bound


def test_a_least_trade_lifts_the_bound():
    """At least 0.3 or nothing: nothing, and the drift of a tenth stays."""
    bound, regions = lower_bound(
        model_of(problem()), Choices(vector(0, 0), vector(0.3, 0)), FREE, np.zeros(0)
    )

    assert pytest.approx(0.05 * 0.1**2) == bound
    assert Region.HOLD == regions[0]


def test_uses_are_those_of_the_trades():
    """A tenth of the loss sold: 0.0001 of cost, 0.005 of tax saved, half a tenth turned over."""
    use = asset_use(model_of(rewarded()), vector(0.3, 0.6))

    assert pytest.approx([-0.0049, 0.0]) == use[OWN].tolist()
    assert pytest.approx([0.0001, 0.0]) == use[COST].tolist()
    assert pytest.approx([-0.005, 0.0]) == use[TAX].tolist()
    assert pytest.approx([0.05, 0.0], abs=1e-15) == use[TURNOVER].tolist()


def test_impact_counts_as_cost():
    """A trade of 0.04 costs 0.04 to the power of 1.5, 0.008, times its factor; the objective weighs it."""
    use = asset_use(model_of(problem(impact=vector(0.5, 0), cost_weight=2.0)), vector(0.56, 0.4))

    assert pytest.approx([0.004, 0.0]) == use[COST].tolist()
    assert pytest.approx([0.008, 0.0]) == use[OWN].tolist()


def test_values_add_up_to_the_objective_without_prices():
    """Half the variance times the squared drift."""
    assert pytest.approx([0.05 * 0.01, 0.05 * 0.01]) == asset_values(
        model_of(problem()), np.zeros(0), vector(0.6, 0.4)
    )
