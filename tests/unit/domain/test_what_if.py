"""Supposed trades and their effects as values."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.trade import Side
from trimtab.domain.what_if import SupposedTrade


def test_a_quantity_and_a_value_are_not_the_same_wish():
    """Ten shares and ten dollars hash differently."""
    shares = SupposedTrade(side=Side.BUY, symbol="SPY", quantity=D(10))
    dollars = SupposedTrade(side=Side.BUY, symbol="SPY", value=D(10))

    assert canonical_hash(shares) != canonical_hash(dollars)
