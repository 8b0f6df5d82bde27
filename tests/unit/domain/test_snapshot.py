"""One instant of a portfolio."""

from __future__ import annotations

from decimal import Decimal as D

from builders import snapshot
from trimtab.domain.instruments import CASH


def test_value_is_everything_held_and_cash():
    """Ten shares at 400 dollars and 1,000 dollars of cash are 5,000 dollars."""
    account = snapshot("1000", {"SPY": "10"}, {"SPY": "400"})

    assert (D(5000), {"SPY": D(4000), CASH: D(1000)}) == (account.total_value, account.market_values)


def test_a_holding_without_a_price_is_named():
    """A portfolio with an unpriced holding has no known value, so the holding is named."""
    account = snapshot("0", {"OLD": "1", "SPY": "1"}, {"SPY": "400"})

    assert ("OLD",) == account.unpriced_symbols


def test_what_is_not_held_is_an_empty_holding():
    """Asking for a symbol that is not held gives zero shares, none available."""
    empty = snapshot("0", {}, {}).holding("SPY")

    assert ("SPY", D(0), D(0)) == (empty.symbol, empty.quantity, empty.available_quantity)


def test_unknown_symbols_have_neither_price_nor_instrument():
    """What the broker does not know is None, not a guess."""
    account = snapshot("0", {}, {"SPY": "400"})

    assert (None, None) == (account.quote("QQQ"), account.instrument("QQQ"))
    assert "asset-SPY" == getattr(account.instrument("SPY"), "asset_id", None)
