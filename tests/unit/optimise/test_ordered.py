"""Runs of lots and prices brought to agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimise_builders import lots, problem, vector
from trimtab.optimise.model import full_window, model_of
from trimtab.optimise.ordered import Ordered, optimise_ordered
from trimtab.optimise.problem import Problem
from trimtab.optimise.regions import Box, Choices
from trimtab.optimise.rows import cash_at_least

FREE = Choices(np.zeros(2), np.zeros(2))


def ordered(asked: Problem) -> Ordered:
    """Optimise within a problem's own bounds."""
    model = model_of(asked)
    window = full_window(model, asked)
    return optimise_ordered(model, FREE, Box(window.lower, window.upper))


def hidden(**fields: Any) -> Problem:
    """Sell a tenth at 0.02, then a tenth at -0.03, then the rest at 0.5; half is wanted."""
    known = replace(lots((0, 0.1, 0.02), (0, 0.1, -0.03), (0, 0.4, 0.5), (1, 0.4, 0.0)), is_ordered=True)
    return replace(problem(targets=(0.5, 0.4), upper=vector(0.6, 0.4)), lots=known, **fields)


def test_a_hidden_loss_is_found_and_proved():
    """The tax of both lots is -0.001, the risk 0.0005."""
    found = ordered(hidden())

    assert pytest.approx([0.4, 0.4]) == (found.weights if found.weights is not None else [])
    assert pytest.approx([-0.0005, -0.0005]) == [found.value, found.bound]


def test_rows_that_contradict_each_other_are_proved():
    """More cash than everything brings is not to be had."""
    found = ordered(hidden(rows=(cash_at_least(vector(0.6, 0.4), cash=0.0, least=2.0),)))

    assert (None, True) == (found.weights, found.proof is not None)


def test_the_bound_is_never_above_the_objective():
    """Where runs and prices do not agree the gap stays, and is told."""
    rows = (cash_at_least(vector(0.6, 0.4), cash=0.0, least=0.15),)
    found = ordered(hidden(rows=rows))

    assert found.bound <= found.value + 1e-15
