"""Holdings and quotes."""

from __future__ import annotations

import pytest

from builders import holding, quote


@pytest.mark.parametrize("price", ["0", "-1", "NaN", "Infinity"])
def test_a_quote_needs_a_usable_price(price: str):
    """Nothing is planned from a price that is zero, negative or no number; the symbol is named (F-035)."""
    with pytest.raises(ValueError, match="price of SPY"):
        quote("SPY", price)


def test_the_smallest_price_is_a_price():
    """A fraction of a cent is still a price."""
    assert quote("SPY", "0.0001").price > 0


def test_shares_in_open_sells_are_held_but_not_available():
    """Available shares are counted apart from what is held."""
    promised = holding("SPY", "10", available="4")

    assert ("10", "4") == (str(promised.quantity), str(promised.available_quantity))
