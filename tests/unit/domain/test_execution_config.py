"""The style of a plan's orders."""

from __future__ import annotations

import pytest

from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.intent import OrderType


def test_orders_go_at_market_unless_the_owner_says_otherwise():
    """Requirement 004's market orders are the default (docs/requirements.md, decision 31)."""
    usual = ExecutionConfig()

    assert (OrderType.MARKET, LastResort.LEAVE_UNFILLED) == (usual.order_type, usual.last_resort)


@pytest.mark.parametrize(
    ("reprices", "resort", "most"),
    [
        (0, LastResort.LEAVE_UNFILLED, 0),
        (0, LastResort.CONVERT_TO_MARKET, 1),
        (2, LastResort.LEAVE_UNFILLED, 2),
        (2, LastResort.CONVERT_TO_MARKET, 3),
    ],
)
def test_a_market_order_comes_after_the_last_new_price(reprices: int, resort: LastResort, most: int):
    """An order is followed by one per new price, and by a last one where the owner wants it."""
    assert most == ExecutionConfig(max_reprices=reprices, last_resort=resort).most_residuals


def test_an_owner_has_ten_seconds_to_think_better_of_it():
    """So long the first order of an approved plan waits unless the policy says otherwise."""
    assert 10 == ExecutionConfig().hold_seconds
