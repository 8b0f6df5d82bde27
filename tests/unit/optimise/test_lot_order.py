"""Lots in the order they are sold in, and what can be realised in it."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_questions import asked, bought, drifted
from trimtab.optimise.lot_order import SaleOrder, sale_order


def ordered() -> SaleOrder:
    """FIFO sells the gain of half before the loss of a quarter, and ten shares in all."""
    return sale_order(
        asked(drifted("60", bought("AAA", "6", "50"), bought("AAA", "54", "125", "2025-01-10")))
    )


def test_the_first_lot_is_sold_first():
    """However dear it is."""
    order = ordered()

    assert ([0.06, 0.04], [0.5, -0.25]) == (order.sizes.tolist(), order.gains.rate.tolist())


def test_lots_are_priced_as_they_stand():
    """Both lots are long-term; what no plan sells comes last, and BBB, which is bought, has no tax."""
    lots = ordered().at((0.35, 0.15))

    assert lots.is_ordered
    assert pytest.approx([0.06, 0.04, 0.5, 0.4]) == lots.size.tolist()
    assert pytest.approx([0.075, -0.0375, -0.0375, 0.0]) == lots.tax.tolist()


def test_a_sale_realises_what_comes_first():
    """Eight shares: six at a gain of fifty each, two at a loss of twenty-five."""
    assert pytest.approx((0.0, 0.025)) == ordered().realised(np.array([0.52, 0.48]))


def test_a_loss_behind_a_gain_is_not_within_reach():
    """Selling everything gains 0.02; never less than nothing, and never more than 0.03."""
    assert pytest.approx([0.0, 0.0, 0.0, 0.03]) == [edge for term in ordered().edges for edge in term]


def test_without_lots_nothing_is_taxed():
    """There is nothing to line up."""
    assert 0 == len(sale_order(asked(drifted())).asset)
