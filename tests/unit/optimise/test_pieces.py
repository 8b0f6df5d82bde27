"""Lots and purchases lie in the order in which they are filled."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import lots, problem, vector
from trimtab.optimise.pieces import COST, OWN, TAX, TURNOVER, pieces_of, window_of
from trimtab.optimise.problem import Problem


@pytest.fixture
def taxed() -> Problem:
    return problem(
        lots=lots((0, 0.1, 0.3), (0, 0.2, -0.1), (0, 0.3, 0.3), (1, 0.4, 0.2)),
        sell_cost=vector(0.01, 0.02),
        buy_cost=vector(0.03, 0.04),
    )


def test_the_cheapest_lot_is_next_to_what_is_held(taxed: Problem):
    """Upwards from nothing: dearest first, at equal tax the later lot first, and what is bought at last."""
    pieces = pieces_of(taxed)

    assert [2, 0, 1, -1, 3, -1] == pieces.lot.tolist()
    assert [0, 4] == pieces.first.tolist()
    assert pytest.approx([0.0, 0.3, 0.4, 0.6, 0.0, 0.4]) == pieces.left.tolist()


def test_a_piece_has_the_rates_of_its_side(taxed: Problem):
    """Holding more of a lot saves its cost and tax; buying costs; half a trade is turnover."""
    rates = pieces_of(taxed).rates

    assert [-0.01, -0.01, -0.01, 0.03, -0.02, 0.04] == rates[COST].tolist()
    assert [-0.3, -0.3, 0.1, 0.0, -0.2, 0.0] == rates[TAX].tolist()
    assert [-0.5, -0.5, -0.5, 0.5, -0.5, 0.5] == rates[TURNOVER].tolist()
    assert pytest.approx(rates[COST] + rates[TAX]) == rates[OWN]


def test_with_everything_sold_all_lots_are_paid_for(taxed: Problem):
    """Tax 0.03 - 0.02 + 0.09 on the first asset and 0.08 on the second."""
    assert pytest.approx([0.1, 0.08]) == pieces_of(taxed).bottom_use[TAX].tolist()


def test_a_window_cuts_pieces_to_the_bounds(taxed: Problem):
    """Between 0.35 and 0.7 the dearest lot is held, half of the next may go, and 0.1 may be bought."""
    window = window_of(pieces_of(taxed), vector(0.35, 0.0), vector(0.7, 0.4))

    assert pytest.approx([0.3, 0.05, 0.0, 0.0, 0.0, 0.0]) == window.low.tolist()
    assert pytest.approx([0.3, 0.1, 0.2, 0.1, 0.4, 0.0]) == window.high.tolist()


def test_many_lots_lose_no_digit():
    """A thousand lots of one asset end where its weight is, whatever comes before them."""
    size = np.full(1000, 0.0006)
    many = problem(lots=lots(*[(0, part, 0.0) for part in size], (1, 0.4, 0.0)), weights=(size.sum(), 0.4))
    pieces = pieces_of(many)

    assert abs(pieces.left[1000] - many.weights[0]) < 1e-14
