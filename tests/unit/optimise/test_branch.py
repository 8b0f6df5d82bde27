"""The search ends with the best plan and a proof, or says that it was stopped."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import problem, vector
from property.optimise_problems import Kind, in_shares, random_problem
from trimtab.optimise.branch import search
from trimtab.optimise.model import full_window, model_of
from trimtab.optimise.node import Task
from trimtab.optimise.problem import Problem
from trimtab.optimise.regions import Box, Choices
from trimtab.optimise.rows import class_at_least, class_at_most


def found_for(asked: Problem, nodes: int = 200):
    model = model_of(asked)
    window = full_window(model, asked)
    unit = np.zeros(asked.size) if asked.unit is None else asked.unit
    task = Task(model, Choices(unit, np.zeros(asked.size)), nodes, 1e-9)
    return search(task, Box(window.lower, window.upper))


def test_a_closed_search_is_complete():
    """The whole gap is closed, so that nothing better is left."""
    found = found_for(random_problem(4, Kind(assets=6, is_rewarded=True)))

    assert found.is_complete
    assert found.plan is not None
    assert found.plan.value - found.bound <= 1e-9 * abs(found.plan.value)


def test_a_limit_on_nodes_is_kept_and_told():
    """Stopped at the first node the plan stands with the gap that is left."""
    asked = in_shares(random_problem(11, Kind(assets=12, is_rewarded=True, has_equality=False)), 11, 30)
    found = found_for(asked, nodes=1)

    assert (1, False) == (found.nodes, found.is_complete)
    assert found.plan is not None
    assert found.bound < found.plan.value


def test_contradictory_rows_come_with_their_proof():
    """The relaxation already cannot be met."""
    first = np.array([0])
    rows = (class_at_most("most", first, 2, 0.3), class_at_least("least", first, 2, 0.4))
    found = found_for(problem(rows=rows, unit=vector(0.1, 0.1)))

    assert found.plan is None
    assert found.proof is not None


def test_no_whole_number_at_all_is_complete_without_a_plan():
    """Every share is tried in vain: 0.31 to 0.39 holds none, once the relaxation has been split."""
    first = np.array([0])
    rows = (class_at_most("most", first, 2, 0.39), class_at_least("least", first, 2, 0.31))
    found = found_for(problem(rows=rows, unit=vector(0.1, 0.1)))

    assert (None, None, True) == (found.plan, found.proof, found.is_complete)


@pytest.mark.parametrize("seed", range(3))
def test_more_nodes_never_make_it_worse(seed: int):
    """Plan and bound only get nearer to each other."""
    asked = in_shares(random_problem(seed, Kind(assets=10, is_rewarded=True, has_equality=False)), seed, 20)
    few, many = found_for(asked, 1), found_for(asked, 30)

    assert few.plan is not None
    assert many.plan is not None
    assert few.bound <= many.bound <= many.plan.value <= few.plan.value
