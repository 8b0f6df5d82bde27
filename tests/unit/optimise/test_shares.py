"""Shares are cut, mended and exchanged, and never leave their bounds."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import costing, problem, vector
from trimtab.optimise.model import model_of
from trimtab.optimise.regions import Box, Choices
from trimtab.optimise.rows import cash_at_least, class_at_most
from trimtab.optimise.shares import breach_of, exchanged, rounded, value_of

FREE = Box(vector(0, 0), vector(1, 1))
TENTHS = Choices(vector(0.1, 0.1), vector(0, 0))
HELD = vector(0.6, 0.4)


def test_trades_are_cut_towards_nothing():
    """0.17 sold and 0.17 bought become a tenth each."""
    weights = rounded(model_of(problem()), TENTHS, FREE, vector(0.43, 0.57))

    assert pytest.approx([0.5, 0.5]) == weights.tolist()


def test_what_is_below_the_least_trade_is_dropped():
    """A tenth is less than 0.15, two tenths are not."""
    choices = Choices(vector(0.1, 0.1), vector(0.15, 0.15))

    assert (
        pytest.approx([0.6, 0.6]) == rounded(model_of(problem()), choices, FREE, vector(0.45, 0.6)).tolist()
    )


def test_an_exchange_that_helps_is_made():
    """One share sold and one bought bring both to target."""
    model = model_of(problem(rows=(cash_at_least(HELD, cash=0.0, least=0.0),)))
    weights = exchanged(model, TENTHS, FREE, HELD)

    assert weights is not None
    assert pytest.approx([0.5, 0.5]) == weights.tolist()
    assert pytest.approx(0.0) == value_of(model, weights)


def test_broken_rows_are_mended_first():
    """The first asset may weigh 0.3 at most; three shares go although that leaves its target."""
    model = model_of(problem(rows=(class_at_most("first", np.array([0]), 2, 0.31),)))
    weights = exchanged(model, TENTHS, FREE, HELD)

    assert weights is not None
    assert pytest.approx(0.3) == weights[0]
    assert breach_of(model, weights) <= 1e-12


def test_what_cannot_be_mended_is_no_plan():
    """Bounds that keep every share leave the row broken."""
    model = model_of(problem(rows=(class_at_most("first", np.array([0]), 2, 0.31),)))

    assert exchanged(model, TENTHS, Box(HELD, HELD), HELD) is None


def test_a_small_trade_is_left_or_made_whole_again():
    """With trades of 0.2 at least one share over target stays; two would be worse."""
    model = model_of(costing(0.0001))
    weights = exchanged(model, Choices(vector(0.1, 0.1), vector(0.2, 0.2)), FREE, HELD)

    assert weights is not None
    assert HELD.tolist() == weights.tolist()


def test_a_breach_counts_in_units_of_weight():
    """0.6 against 0.31 is 0.29 too much."""
    model = model_of(problem(rows=(class_at_most("first", np.array([0]), 2, 0.31),)))

    assert pytest.approx(0.29) == breach_of(model, HELD)
