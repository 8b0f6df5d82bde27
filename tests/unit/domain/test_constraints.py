"""What a plan must keep to."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.constraints import Constraints


@pytest.mark.parametrize(
    ("amount", "weight", "reserve"), [("500", "0.02", "500"), ("500", "0.1", "1000"), ("0", "0", "0")]
)
def test_the_cash_reserve_is_the_larger_of_amount_and_weight(amount: str, weight: str, reserve: str):
    """In a portfolio of 10,000 two per cent are 200 and ten per cent are 1,000."""
    limits = Constraints(cash_reserve_amount=D(amount), cash_reserve_weight=D(weight))

    assert D(reserve) == limits.cash_reserve(D(10_000))


def test_nothing_is_limited_until_the_owner_says_so():
    """No limit, no list, no cooldown in the beginning."""
    free = Constraints()

    assert (None, None, None, (), 0) == (
        free.max_turnover,
        free.transaction_cost_limit,
        free.max_position_weight,
        free.locked,
        free.cooldown_days,
    )
