"""What the orders of a run are held to."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.bounds import Bounds
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import Limits

BOUNDS = Bounds(
    limits=Limits(),
    account_value=D(1_000),
    past=(
        PastTrading(symbol="SPY", last_close=D(100), average_volume=D(5_000)),
        PastTrading(symbol="TLT", last_close=D(90)),
    ),
)


@pytest.mark.parametrize(("symbol", "volume"), [("SPY", D(5_000)), ("TLT", None), ("GLD", None)])
def test_a_volume_is_known_or_not(symbol: str, volume: D | None):
    """A symbol without days, and one whose days do not tell, have none."""
    assert volume == BOUNDS.average_volume(symbol)


def test_what_no_volume_bounds_is_named_once():
    """In symbol order, whatever the order of the orders."""
    assert ("GLD", "TLT") == BOUNDS.without_volume(("TLT", "SPY", "GLD", "TLT"))
