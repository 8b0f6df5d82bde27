"""Symbols and how instruments are sized."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.instruments import CASH, QuantityUnit, is_symbol, price_step


@pytest.mark.parametrize("text", ["A", "SPY", "GOOGL", "BRK.B", "CASH"])
def test_us_equity_symbols_are_recognised(text: str):
    """One to five capitals, optionally with one class letter, is a symbol."""
    assert is_symbol(text)


@pytest.mark.parametrize(
    "text", ["", "spy", "SIXSIX", "BRK.BB", "BRK.", ".B", "BRK/B", "SPY ", "SPY\n", "ΑΒΓ", "SP1"]
)
def test_anything_else_is_no_symbol(text: str):
    """Lower case, long names, other separators, digits and look-alike letters are not symbols (F-023)."""
    assert not is_symbol(text)


def test_cash_can_not_be_mistaken_for_a_stock():
    """The key of cash is no valid symbol, so the stock with the ticker CASH keeps its own row."""
    assert not is_symbol(CASH)


@pytest.mark.parametrize(
    ("unit", "step"),
    [(QuantityUnit.WHOLE, "1"), (QuantityUnit.FRACTIONAL, "1E-9"), (QuantityUnit.NOTIONAL, "1E-9")],
)
def test_each_unit_has_its_step(unit: QuantityUnit, step: str):
    """Shares are cut whole or to four places (domain rule 10)."""
    assert D(step) == unit.step


@pytest.mark.parametrize(("price", "step"), [("1", "0.01"), ("400", "0.01"), ("0.9999", "0.0001")])
def test_prices_are_in_cents_from_a_dollar_on(price: str, step: str):
    """Below one dollar a price has four decimals (alpaca §6)."""
    assert D(step) == price_step(D(price))
