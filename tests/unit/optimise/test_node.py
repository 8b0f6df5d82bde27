"""Prices and sides are brought to agree."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import problem, rewarded, vector
from property.optimise_problems import Kind, random_problem
from trimtab.optimise.model import full_window, model_of
from trimtab.optimise.node import Task, agree, look
from trimtab.optimise.problem import Problem
from trimtab.optimise.regions import Box, Choices, Region


def task_of(asked: Problem, unit: float = 0.0) -> tuple[Task, Box]:
    model = model_of(asked)
    window = full_window(model, asked)
    choices = Choices(np.full(asked.size, unit), np.zeros(asked.size))
    return Task(model, choices, 10, 1e-9), Box(window.lower, window.upper)


def test_a_node_knows_what_is_open_and_bounds_it():
    """The loss is open, its bound the best side's value."""
    task, box = task_of(rewarded())
    node = look(task, box, None)

    assert node is not None
    assert [True, False] == node.is_open.tolist()
    assert Region.SELL == node.regions[0]


def test_a_box_between_two_shares_is_empty():
    """From 0.6 in steps of 0.25 nothing lies between 0.61 and 0.8."""
    task, _ = task_of(problem(), 0.25)

    assert look(task, Box(vector(0.61, 0), vector(0.8, 1)), None) is None


def test_a_known_bound_is_kept():
    """A child's bound is never below its parent's."""
    task, box = task_of(problem())
    node = look(task, box, None, 5.0)

    assert node is not None
    assert 5.0 == node.bound


@pytest.mark.parametrize("seed", range(4))
def test_agreement_raises_the_bound_up_to_the_plan(seed: int):
    """The bound gets no lower, and stays below the plan's objective."""
    task, box = task_of(random_problem(seed, Kind(assets=30, is_rewarded=True)))
    node = look(task, box, None)
    assert node is not None
    agreed, plan = agree(task, node, 8)

    assert plan is not None
    assert node.bound <= agreed.bound <= plan.value + 1e-15
