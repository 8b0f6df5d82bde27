"""Supposed trades at today's prices."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.trade import Side
from trimtab.domain.what_if import SupposedTrade
from trimtab.simulation.supposed_trades import price_trades

FREE = CostConfig(minimum_trade=D(0))
ACCOUNT = snapshot("0", {"SPY": "3"}, {"SPY": "30", "TLT": "7"})


def shares(side: Side, symbol: str, quantity: str) -> SupposedTrade:
    return SupposedTrade(side=side, symbol=symbol, quantity=D(quantity))


def test_a_quantity_is_traded_as_it_is():
    """Two of three shares at 30."""
    (made,) = price_trades(ACCOUNT, (shares(Side.SELL, "SPY", "2"),), FREE)

    assert (D(2), D(60), D(1), "SUPPOSED") == (
        made.quantity,
        made.value,
        made.suggested_quantity,
        made.reason.code,
    )


def test_a_value_becomes_shares_cut_to_nine_places():
    """100 at 7 are 14.285714285 shares: never more than was given."""
    wanted = SupposedTrade(side=Side.BUY, symbol="TLT", value=D(100))

    (made,) = price_trades(ACCOUNT, (wanted,), FREE)

    assert D("14.285714285") == made.quantity
    assert made.value <= D(100)


def test_costs_are_those_of_the_policy():
    """Half of a spread of two per cent of 60."""
    (made,) = price_trades(
        ACCOUNT, (shares(Side.SELL, "SPY", "2"),), CostConfig(minimum_trade=D(0), spread_rate=D("0.02"))
    )

    assert D("0.60") == made.costs.total


def test_what_was_bought_can_be_sold():
    """Holdings follow the trades in the order they are given."""
    trades = (shares(Side.BUY, "TLT", "5"), shares(Side.SELL, "TLT", "5"))

    assert [D(5), D(0)] == [trade.suggested_quantity for trade in price_trades(ACCOUNT, trades, FREE)]


def test_more_than_is_held_cannot_be_sold():
    """The refusal names the trade, the quantity and what there is."""
    trades = (shares(Side.SELL, "SPY", "2"), shares(Side.SELL, "SPY", "1.5"))

    with pytest.raises(
        InvalidRequestError, match=r"trades\[1\]: '1.5' sells more than the 1 SPY held by then"
    ):
        price_trades(ACCOUNT, trades, FREE)


def test_a_symbol_without_a_price_cannot_be_traded():
    """Prices can be supposed as well."""
    with pytest.raises(InvalidRequestError, match="has no price; give one in prices") as refused:
        price_trades(ACCOUNT, (shares(Side.BUY, "XYZ", "1"),), FREE)

    assert "UNKNOWN_SYMBOL" == refused.value.code
