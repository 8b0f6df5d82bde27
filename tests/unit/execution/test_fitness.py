"""What the broker cannot do for a symbol."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import instrument, leg
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.trade import Side
from trimtab.execution.fitness import find_unfitness

SPY = instrument("SPY")
WHOLE = instrument("SPY", unit=QuantityUnit.WHOLE)


def unfitness(of: Instrument | None = SPY, price: str = "100", **fields: Any) -> str | None:
    found = find_unfitness(leg(**fields), of, D(price))
    return found.code.value if found else None


@pytest.mark.parametrize("side", Side)
def test_an_ordinary_order_is_fit(side: Side):
    """Ten shares of a stock that is traded."""
    assert None is unfitness(side=side)


@pytest.mark.parametrize("of", [None, instrument("SPY", is_tradable=False)])
def test_what_the_broker_does_not_trade_is_unfit(of: Instrument | None):
    """Nobody knows the symbol, or it is known and not tradable (F-037)."""
    assert "NOT_TRADABLE" == unfitness(of)


@pytest.mark.parametrize("symbol", ["BTC/USD", "AAPL250620C00100000", "spy"])
def test_only_us_stocks_are_fit(symbol: str):
    """Coins and options are refused, whatever the broker says of them (F-034, alpaca §16)."""
    assert "NOT_TRADABLE" == unfitness(symbol=symbol)


@pytest.mark.parametrize(("quantity", "code"), [("3", None), ("3.5", "NOT_FRACTIONABLE")])
def test_whole_shares_where_the_broker_cuts_none(quantity: str, code: str | None):
    """An instrument that is not fractionable is ordered in whole shares."""
    assert code == unfitness(WHOLE, quantity=quantity)


@pytest.mark.parametrize(
    ("quantity", "code"), [("0.000000001", None), ("1.0000000001", "BAD_FIELD"), ("0", "BAD_FIELD")]
)
def test_a_quantity_has_nine_decimals(quantity: str, code: str | None):
    """The broker cuts off what is finer, and its order is not ours then."""
    assert code == unfitness(quantity=quantity)


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("100.01", None),
        ("0.9999", None),
        ("1.001", "SUB_PENNY_PRICE"),
        ("0.00001", "SUB_PENNY_PRICE"),
        ("0", "SUB_PENNY_PRICE"),
        ("-1", "SUB_PENNY_PRICE"),
    ],
)
def test_a_limit_is_a_price_the_exchange_takes(limit: str, code: str | None):
    """Cents from one dollar on, hundredths of a cent below, and more than nothing."""
    assert code == unfitness(limit_price=D(limit))


@pytest.mark.parametrize(
    ("side", "quantity", "limit", "code"),
    [
        (Side.BUY, "0.01", None, None),
        (Side.BUY, "0.0099", None, "BELOW_BROKER_MINIMUM"),
        (Side.BUY, "0.01", D("99.99"), "BELOW_BROKER_MINIMUM"),
        (Side.SELL, "0.0099", None, None),
    ],
)
def test_a_buy_is_worth_a_dollar(side: Side, quantity: str, limit: D | None, code: str | None):
    """At its limit or at the price; sells of any size are taken."""
    assert code == unfitness(side=side, quantity=quantity, limit_price=limit)


def test_the_reason_names_the_symbol():
    """A refused basket says which of its orders it is."""
    found = find_unfitness(leg(quantity="3.5"), WHOLE, D(100))

    assert found is not None
    assert "3.5 SPY cannot be ordered: it is traded in whole shares only." == found.text
