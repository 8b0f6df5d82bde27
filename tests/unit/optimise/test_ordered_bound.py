"""Each asset's best choice on its true cost, where the order of sale is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimise_builders import lots, problem, vector
from trimtab.optimise.model import Model, model_of
from trimtab.optimise.ordered_bound import HOLD, ordered_bound, run_box
from trimtab.optimise.problem import Problem
from trimtab.optimise.regions import Box, Choices

FREE = Choices(np.zeros(2), np.zeros(2))
BOX = Box(vector(0.3, 0.4), vector(0.6, 0.4))


def ordered(**fields: Any) -> Problem:
    """Sell a tenth at 0.02, then a tenth at -0.03, then the rest at 0.05; half is wanted of it."""
    known = replace(lots((0, 0.1, 0.02), (0, 0.1, -0.03), (0, 0.4, 0.05), (1, 0.4, 0.0)), is_ordered=True)
    return replace(problem(targets=(0.5, 0.4)), lots=known, **fields)


def bound_of(choices: Choices = FREE, box: Box = BOX) -> tuple[Model, float, list[int]]:
    """Bound the problem without any prices."""
    model = model_of(ordered())
    chosen = ordered_bound(model, choices, box, vector())
    return model, chosen.bound, chosen.piece.tolist()


def test_a_loss_is_taken_together_with_the_gain_before_it():
    """0.002 - 0.003 of tax and half of 0.1 times a tenth squared: less than stopping on target at 0.002."""
    _, bound, piece = bound_of()

    assert pytest.approx(-0.0005) == bound
    assert 0 == piece[0]


def test_nothing_is_sold_where_the_loss_is_out_of_bounds():
    """Down to 0.5 there is the gain alone: staying 0.1 off costs 0.0005."""
    _, bound, _ = bound_of(box=Box(vector(0.5, 0.4), vector(0.6, 0.4)))

    assert pytest.approx(0.0005) == bound


def test_the_run_of_a_choice_ends_where_rates_fall():
    """From the end of the loss downwards tax rises again; upwards lies the gain, which is no part of it."""
    model, _, piece = bound_of()
    box = run_box(model, FREE, BOX, np.array(piece))

    assert (pytest.approx([0.3, 0.4]), pytest.approx([0.5, 0.4])) == (box.lower.tolist(), box.upper.tolist())


def test_whole_shares_choose_next_to_the_best():
    """Three shares of 0.07 end just behind the loss, at -0.0005 of tax, 0.11 below target."""
    _, bound, _ = bound_of(Choices(vector(0.07, 0.0), np.zeros(2)))

    assert pytest.approx(0.05 * 0.11**2 - 0.0005) == bound


def test_a_least_trade_leaves_nothing_or_more():
    """Of at least 0.29 no sale is worth its tax: nothing is done, at half of 0.1 times a tenth squared."""
    model, bound, piece = bound_of(Choices(np.zeros(2), vector(0.29, 0.0)))
    box = run_box(model, FREE, BOX, np.array(piece))

    assert pytest.approx(0.0005) == bound
    assert HOLD == piece[0]
    assert pytest.approx(0.6) == box.lower[0] == box.upper[0]
