"""PIQP finds what is known by hand, from a program stated apart from the optimiser."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import costing, problem, rewarded
from trimtab.optimise.cross_check import Sides, program_of, solve_with_piqp
from trimtab.optimise.rows import class_at_least, class_at_most, fully_invested, turnover_at_most


def test_piqp_stops_at_the_edge_of_the_no_trade_interval():
    """At a cost of 0.005 and a variance of a tenth: 0.55 and 0.45."""
    peer = solve_with_piqp(costing(0.005))

    assert pytest.approx([0.55, 0.45], abs=1e-9) == peer.weights.tolist()
    assert pytest.approx(2 * 0.05 * 0.05**2 + 2 * 0.05 * 0.005, rel=1e-9) == peer.objective


def test_piqp_knows_what_cannot_be():
    """Two rows that contradict each other."""
    first = np.array([0])
    rows = (class_at_most("most", first, 2, 0.3), class_at_least("least", first, 2, 0.4))

    assert solve_with_piqp(problem(rows=rows)).is_infeasible


def test_sides_close_sales_or_purchases():
    """Who may only buy the loser holds its loss."""
    only_buy = Sides(np.array([False, True]), np.array([True, True]))

    assert pytest.approx([0.0, 0.0], abs=1e-9) == solve_with_piqp(rewarded(), only_buy).sold[:2].tolist()


def test_a_program_has_a_row_for_every_condition():
    """Balances and an equality on one side, the limit on the other."""
    program = program_of(problem(rows=(fully_invested(2), turnover_at_most(2, 0.05))))

    assert (3, 1) == (program.equal.shape[0], program.above.shape[0])
    assert pytest.approx([0.05]) == program.top.tolist()
