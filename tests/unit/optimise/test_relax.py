"""Falling marginal costs are averaged until they rise."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import rewarded
from trimtab.optimise.model import full_window, model_of
from trimtab.optimise.pieces import COST, OWN, TAX
from trimtab.optimise.relax import relaxed_rates
from trimtab.optimise.rows import tax_at_most

FIRST = np.array([True, False])


def test_a_reward_is_pooled_with_what_is_bought():
    """A tenth at 0.049 and 0.6 at 0.001 average 0.0055/0.7; the dear lot below costs less and stays."""
    asked = rewarded()
    model = model_of(asked)
    rates = relaxed_rates(model, full_window(model, asked), FIRST)

    pooled = (0.1 * 0.049 + 0.6 * 0.001) / 0.7
    assert pytest.approx([-0.021, pooled, pooled, -0.001, 0.001]) == rates[OWN].tolist()
    assert model.pieces.rates[COST].tolist() == rates[COST].tolist()
    assert model.pieces.rates[TAX].tolist() == rates[TAX].tolist()


def test_a_tax_row_sees_pooled_taxes():
    """Where taxes are limited their own convex bound counts: 0.05 on a tenth, spread over 0.7."""
    asked = rewarded(rows=(tax_at_most(2, 0.01),))
    model = model_of(asked)
    rates = relaxed_rates(model, full_window(model, asked), FIRST)

    assert pytest.approx([-0.02, 0.005 / 0.7, 0.005 / 0.7]) == rates[TAX][:3].tolist()


def test_assets_that_are_not_in_doubt_keep_their_rates():
    """Nothing is relaxed without need."""
    asked = rewarded()
    model = model_of(asked)
    rates = relaxed_rates(model, full_window(model, asked), ~FIRST)

    assert (model.pieces.rates == rates).all()
