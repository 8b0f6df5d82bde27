"""Reasons for people."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.drift import DriftRow, ToleranceBand
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.planning.explain import (
    explain_in_place,
    explain_skip,
    explain_trade,
    percent_text,
)

UNTRADED = (
    ReasonCode.UNTARGETED_HELD,
    ReasonCode.PRICE_MISSING,
    ReasonCode.NOT_TRADABLE,
    ReasonCode.OPEN_ORDERS,
    ReasonCode.SHARES_HELD_BY_ORDERS,
    ReasonCode.BELOW_ONE_SHARE,
    ReasonCode.BELOW_MINIMUM_TRADE,
    ReasonCode.CASH_SHORT,
)


def row(actual: str, target: str) -> DriftRow:
    return DriftRow(
        key="SPY",
        market_value=D(actual) * 1000,
        actual_weight=D(actual),
        target_weight=D(target),
        band=ToleranceBand.of(D("0.05")),
    )


@pytest.mark.parametrize(
    ("weight", "text"), [("0.465", "46.5%"), ("0.05", "5%"), ("0.12345", "12.34%"), ("0", "0%")]
)
def test_fractions_are_shown_as_percentages(weight: str, text: str):
    """People read per cent with at most two decimals."""
    assert text == percent_text(D(weight))


@pytest.mark.parametrize(
    ("actual", "side", "code", "text"),
    [
        ("0.465", Side.SELL, "REBALANCE_DRIFT", "Sell: SPY is 46.5% of the portfolio, target 40%."),
        ("0.1", Side.BUY, "REBALANCE_DRIFT", "Buy: SPY is 10% of the portfolio, target 40%."),
        (
            "0.1",
            Side.BUY,
            "CASH_INVESTMENT",
            "Buy: SPY is 10% of the portfolio, target 40%. Idle cash pays for it.",
        ),
    ],
)
def test_a_trade_says_where_the_symbol_stands_and_where_it_should(
    actual: str, side: Side, code: str, text: str
):
    """The sentence holds verb, symbol, actual and target weight."""
    reason = explain_trade(row(actual, "0.4"), side, ReasonCode(code))

    assert (code, text) == (reason.code, reason.text)


@pytest.mark.parametrize("code", UNTRADED)
def test_every_non_trade_names_its_symbol(code: ReasonCode):
    """No symbol is left alone without a sentence that names it."""
    reason = explain_skip("BRK.B", code)

    assert (code, True) == (reason.code, "BRK.B" in reason.text)


def test_inside_the_band_is_said_with_both_numbers():
    """The owner sees how far off the symbol is, and how far it may be."""
    reason = explain_in_place(row("0.43", "0.4"))

    assert "SPY is 3 points off its target, inside its band of 5 points." == reason.text


def test_on_target_is_a_reason_of_its_own():
    """Exactly on target is not merely inside the band."""
    assert ReasonCode.ON_TARGET == explain_in_place(row("0.4", "0.4")).code
