"""Reasons for people."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import plan, policy, snapshot, trade
from trimtab.domain.drift import DriftRow, ToleranceBand
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side
from trimtab.drift.words import percent_text
from trimtab.planning.explain import (
    SKIP_CODES,
    TRADE_CODES,
    explain_edit,
    explain_in_place,
    explain_left_out,
    explain_skip,
    explain_symbols,
    explain_trade,
)

PRICES = {"OLD": "100", "SPY": "100", "TLT": "100"}
IN_PLACE = {ReasonCode.ON_TARGET, ReasonCode.WITHIN_TOLERANCE}
ELSEWHERE = {
    ReasonCode.OWNER_EDIT,
    ReasonCode.REPATRIATION,
    ReasonCode.SUPPOSED,
    ReasonCode.PRICE_MOVED,
    ReasonCode.CLOCKS_APART,
    ReasonCode.CASH_UNCLEAR,
}
"""Exchange trades, supposed and edited trades and the legs of a run say their own."""


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


@pytest.mark.parametrize("code", sorted(SKIP_CODES - IN_PLACE))
def test_every_non_trade_names_its_symbol(code: ReasonCode):
    """No symbol is left alone without a sentence that names it."""
    reason = explain_skip("BRK.B", code)

    assert (code, True) == (reason.code, "BRK.B" in reason.text)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("code", sorted(TRADE_CODES))
def test_every_trade_names_its_symbol(code: ReasonCode, side: Side):
    """Whatever the cause, the sentence says which symbol it is about."""
    reason = explain_trade(row("0.5", "0.4"), side, code)

    assert (code, True) == (reason.code, "SPY" in reason.text)


def test_different_causes_are_told_apart():
    """No two codes of trades, and no two of non-trades, share a sentence."""
    trades = {explain_trade(row("0.5", "0.4"), Side.SELL, code).text for code in TRADE_CODES}
    skips = {explain_skip("SPY", code).text for code in SKIP_CODES if code not in IN_PLACE}

    assert (len(TRADE_CODES), len(SKIP_CODES - IN_PLACE)) == (len(trades), len(skips))


def test_every_code_that_explains_a_line_has_words():
    """All codes between the first cause of a trade and the last cause of a non-trade are spoken for."""
    codes = list(ReasonCode)
    lines = set(codes[: codes.index(ReasonCode.SHELF_ENTRY_MISSING) + 1])

    assert set() == lines - TRADE_CODES - SKIP_CODES - ELSEWHERE


def test_every_instrument_of_a_plan_is_explained():
    """Trades and non-trades have their own reasons; what stops the whole plan stops each of them."""
    ready = plan(snapshot("0", {"OLD": "1", "SPY": "9"}, PRICES), policy({"SPY": "0.5", "TLT": "0.5"}))
    stopped = plan(snapshot("-1", {"SPY": "9"}, PRICES), policy({"SPY": "0.5", "TLT": "0.5"}))

    assert ["UNTARGETED_HELD", "REBALANCE_DRIFT", "REBALANCE_DRIFT"] == codes_of(ready)
    assert ["NEGATIVE_CASH", "NEGATIVE_CASH"] == codes_of(stopped)


def codes_of(made: Plan) -> list[str]:
    return [reason.code.value for reason in explain_symbols(made).values()]


def test_inside_the_band_is_said_with_both_numbers():
    """The owner sees how far off the symbol is, and how far it may be."""
    reason = explain_in_place(row("0.43", "0.4"))

    assert "SPY is 3 points off its target, inside its band of 5 points." == reason.text


def test_on_target_is_a_reason_of_its_own():
    """Exactly on target is not merely inside the band."""
    assert ReasonCode.ON_TARGET == explain_in_place(row("0.4", "0.4")).code


def test_an_edit_tells_what_was_planned_and_why():
    """What its owner wants comes first."""
    reason = explain_edit(trade(quantity="10.50"), D("6.0"))
    text = "Buy 6 SPY as its owner wants; the plan by itself wants 10.5. SPY is off its target."

    assert Reason(ReasonCode.OWNER_EDIT, text) == reason


@pytest.mark.parametrize(("side", "verb"), [(Side.BUY, "buys"), (Side.SELL, "sells")])
def test_what_is_left_out_would_have_been_traded(side: Side, verb: str):
    """How much of it, and which way."""
    reason = explain_left_out(trade(side=side, quantity="3"))

    assert (ReasonCode.LEFT_OUT_BY_OWNER, f"SPY is left out by its owner; the plan by itself {verb} 3.") == (
        reason.code,
        reason.text,
    )
