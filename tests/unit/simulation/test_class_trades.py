"""Requirement 001's what-if: asset classes move, and none falls below zero."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import instrument, snapshot
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.trade import Side
from trimtab.domain.what_if import SupposedTrade
from trimtab.simulation.class_trades import class_ledger, class_shares, class_values, trade_classes

KNOWN = (replace(instrument("AGG"), asset_class="BOND"), instrument("SPY"))
ACCOUNT = snapshot("1000", {"AGG": "30", "SPY": "60"}, {"AGG": "100", "SPY": "100"}, instruments=KNOWN)


def supposed(side: Side, asset_class: str, value: str) -> SupposedTrade:
    return SupposedTrade(side=side, asset_class=asset_class, value=D(value))


def test_a_portfolio_is_valued_by_class():
    """Cash is a class, and comes last (domain rule 6)."""
    shares = class_shares(class_values(ACCOUNT, {}))

    assert [("BOND", D(3000), D("0.3")), ("EQUITY", D(6000), D("0.6")), ("$CASH", D(1000), D("0.1"))] == [
        (share.asset_class, share.value, share.weight) for share in shares
    ]


def test_a_portfolio_worth_nothing_has_weights_of_zero():
    """There is nothing to divide by."""
    assert [D(0)] == [share.weight for share in class_shares({"EQUITY": D(0)})]


def test_without_a_cash_leg_the_portfolio_grows_by_what_is_bought():
    """2000 bought and 1000 sold: 11,000 in all, as requirement 001 counts."""
    trades = (supposed(Side.BUY, "BOND", "2000"), supposed(Side.SELL, "EQUITY", "1000"))

    values = trade_classes(ACCOUNT, {}, trades, has_cash_leg=False)

    assert {"BOND": D(5000), "EQUITY": D(5000), "$CASH": D(1000)} == values


def test_with_a_cash_leg_the_portfolio_stays_as_large():
    """Cash pays for what is bought."""
    values = trade_classes(ACCOUNT, {}, (supposed(Side.BUY, "BOND", "400"),), has_cash_leg=True)

    assert {"BOND": D(3400), "EQUITY": D(6000), "$CASH": D(600)} == values


def test_a_new_class_can_be_bought():
    """What is not held begins at zero."""
    values = trade_classes(ACCOUNT, {}, (supposed(Side.BUY, "GOLD", "5"),), has_cash_leg=False)

    assert D(5) == values["GOLD"]


def test_a_symbol_counts_as_its_class():
    """Two AGG are 200 of BOND; a value needs no price."""
    shares = SupposedTrade(side=Side.SELL, symbol="AGG", quantity=D(2))
    value = SupposedTrade(side=Side.BUY, symbol="SPY", value=D("12.50"))

    values = trade_classes(ACCOUNT, {}, (shares, value), has_cash_leg=False)

    assert (D(2800), D("6012.50")) == (values["BOND"], values["EQUITY"])


@pytest.mark.parametrize(
    ("side", "asset_class", "has_cash_leg", "named"),
    [
        (Side.SELL, "BOND", False, "takes 3000.01 from BOND, which is worth 3000"),
        (Side.SELL, "GOLD", False, "takes 3000.01 from GOLD, which is worth 0"),
        (Side.BUY, "BOND", True, "takes 3000.01 from cash, which is worth 1000"),
    ],
)
def test_no_class_falls_below_zero(side: Side, asset_class: str, *, has_cash_leg: bool, named: str):
    """The refusal names trade, class and both amounts, where requirement 001 went negative in silence."""
    fine, wrong = supposed(Side.BUY, "EQUITY", "0.5"), supposed(side, asset_class, "3000.01")
    trades = (fine, wrong) if not has_cash_leg else (wrong,)

    with pytest.raises(InvalidRequestError, match=named) as refused:
        trade_classes(ACCOUNT, {}, trades, has_cash_leg=has_cash_leg)

    assert f"trades[{len(trades) - 1}]" == refused.value.details["field"]


def test_a_quantity_without_a_price_is_refused():
    """Nobody knows what it is worth."""
    with pytest.raises(InvalidRequestError, match="has no price; give a value"):
        trade_classes(
            ACCOUNT, {}, (SupposedTrade(side=Side.BUY, symbol="XYZ", quantity=D(1)),), has_cash_leg=False
        )


def test_the_ledger_of_classes_counts_cash():
    """400 out, 100 in."""
    trades = (supposed(Side.BUY, "BOND", "400"), supposed(Side.SELL, "EQUITY", "100"))

    steps = class_ledger(ACCOUNT, trades)

    assert [(1, "BOND", D(-400), D(600)), (2, "EQUITY", D(100), D(700))] == [
        (step.number, step.leg, step.change, step.cash) for step in steps
    ]


def test_the_owner_s_class_is_where_a_symbol_s_trade_goes():
    """SPY is real estate to its owner, held and bought."""
    trade = SupposedTrade(side=Side.BUY, symbol="SPY", value=D(10))

    values = trade_classes(ACCOUNT, {"SPY": "REAL_ESTATE"}, (trade,), has_cash_leg=False)

    assert {"BOND": D(3000), "REAL_ESTATE": D(6010), "$CASH": D(1000)} == values
