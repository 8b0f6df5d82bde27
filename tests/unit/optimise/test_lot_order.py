"""Lots in the order they are sold in, as taxes that only grow."""

from __future__ import annotations

import pytest

from optimise_questions import asked, bought, drifted
from trimtab.optimise.lot_order import pool, sale_order


def test_lots_in_a_dear_order_are_pooled():
    """A loss behind a gain is not to be had alone: together they cost their average."""
    assert [(0.2, 0.0), (0.1, 0.3)] == pool([(0.1, 0.1), (0.1, -0.1), (0.1, 0.3)])


def test_lots_that_grow_dearer_stay_as_they_are():
    """Their order is the optimiser's own."""
    assert [(0.1, -0.1), (0.1, 0.1)] == pool([(0.1, -0.1), (0.1, 0.1)])


def test_the_first_lot_is_sold_first():
    """FIFO sells the gain of half before the loss of a quarter, and ten shares in all."""
    order = sale_order(
        asked(drifted("60", bought("AAA", "6", "50"), bought("AAA", "54", "125", "2025-01-10")))
    )

    assert ([0.06, 0.04], [0.5, -0.25]) == (order.sizes.tolist(), order.gains.rate.tolist())
    assert pytest.approx([0.03, 0.03, 0.0]) == order.at((0.35, 0.15)).tax.tolist()


def test_without_lots_nothing_is_taxed():
    """There is nothing to line up."""
    assert () == sale_order(asked(drifted())).asset
