"""Falling rates are averaged until they rise, asset by asset."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import vector
from trimtab.optimise.pooling import pooled_rates

ONE = np.zeros(3, dtype=np.int64)


def test_a_falling_rate_is_averaged_with_the_one_before():
    """A tenth at 0.3 and three tenths at 0.1 cost 0.15 together."""
    pooled = pooled_rates(vector(0.3, 0.1, 0.4), vector(0.1, 0.3, 0.2), ONE)

    assert pytest.approx([0.15, 0.15, 0.4]) == pooled.tolist()


def test_a_pool_may_fall_below_what_was_before_it():
    """The last two average 0.1, which is below the first: all three are one pool."""
    pooled = pooled_rates(vector(0.2, 0.2, 0.0), vector(0.1, 0.1, 0.1), ONE)

    assert pytest.approx([0.4 / 3] * 3) == pooled.tolist()


def test_other_assets_are_another_matter():
    """A rate may fall from one asset to the next."""
    rates = vector(0.2, 0.1, 0.3)

    assert rates.tolist() == pooled_rates(rates, vector(1.0, 1.0, 1.0), np.arange(3)).tolist()


def test_pieces_without_length_change_nothing():
    """They keep their own rates."""
    pooled = pooled_rates(vector(0.2, -9.0, 0.3), vector(0.1, 0.0, 0.1), ONE)

    assert [0.2, -9.0, 0.3] == pooled.tolist()
