from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from paperbroker.market.actions import CashDividend, Split

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("old", "new", "is_forward", "ratio"), [("1", "4", True, "0.25"), ("10", "1", False, "10")]
)
def test_a_split_moves_prices_against_the_shares(old: str, new: str, ratio: str, *, is_forward: bool) -> None:
    """Four for one: a quarter of the price. One for ten: ten times the price."""
    split = Split("SPY", DAY, D(old), D(new))

    assert (is_forward, D(ratio)) == (split.is_forward, split.price_ratio)


@pytest.mark.parametrize(("rate", "ratio"), [("2", "0.98"), ("100", "1"), ("150", "1")])
def test_a_dividend_takes_its_part_of_the_price(rate: str, ratio: str) -> None:
    """Two dollars of a hundred leave 98 %; one that takes everything is not allowed for."""
    assert D(ratio) == CashDividend("SPY", DAY, D(rate)).price_ratio(D(100))
