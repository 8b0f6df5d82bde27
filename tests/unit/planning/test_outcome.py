"""What the rules see of a plan, and how they write down what they found."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import instrument, policy, question, snapshot, trade
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanOptions
from trimtab.domain.rules import Severity
from trimtab.domain.trade import Side, SkippedTrade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.explain import explain_skip
from trimtab.planning.lines import Lines
from trimtab.planning.outcome import Measure, Outcome, amount_text, hard, look_at, soft
from trimtab.planning.universe import find_universe

FOUND = Measure(rule_id="R", measured=D(2), limit=D(1), text="Two are more than one.")


def outcome(lines: Lines, *, is_reviewed: bool = False) -> Outcome:
    account = snapshot(
        "0", {"SPY": "10"}, {"SPY": "80"}, instruments=(instrument("SPY", QuantityUnit.WHOLE),)
    )
    rule = policy({"SPY": "1"})
    request = question(account, rule, options=PlanOptions(review_soft_rules=is_reviewed))
    return look_at(request, find_universe(request), lines, account, measure_portfolio_drift(account, rule))


@pytest.mark.parametrize(("side", "allowance"), [(Side.SELL, "80"), (Side.BUY, "0.01")])
def test_a_trade_may_leave_what_rounding_takes(side: Side, allowance: str):
    """A sale is cut to whole shares, a purchase is never rounded up by more than a cent."""
    assert D(allowance) == outcome(Lines(trades=(trade(side=side, price=D(80)),))).allowance(["SPY"])


def test_a_foreign_purchase_may_leave_a_cent_of_its_currency():
    """A euro cent at 1.10."""
    bought = trade(price=D(80), currency="EUR", fx_rate=D("1.1"))

    assert D("0.011") == outcome(Lines(trades=(bought,))).allowance(["SPY"])


@pytest.mark.parametrize(
    ("code", "allowance"), [("BELOW_ONE_SHARE", "80"), ("BELOW_MINIMUM_TRADE", "80"), ("LOCKED", "0")]
)
def test_what_is_too_small_may_stay(code: str, allowance: str):
    """A share of 80 is more than the minimum trade of 10; what a rule forbids is not forgiven."""
    line = SkippedTrade(symbol="SPY", reason=explain_skip("SPY", ReasonCode(code)))

    assert D(allowance) == outcome(Lines(skipped=(line,))).allowance(["SPY", "UNKNOWN"])


def test_the_value_before_the_trades_is_the_measure():
    """Ten shares at 80."""
    assert D(800) == outcome(Lines()).total


@pytest.mark.parametrize(
    ("is_kept", "is_inherited", "is_reviewed", "severity"),
    [
        (True, True, False, Severity.HARD),
        (False, False, False, Severity.HARD),
        (False, True, False, Severity.SOFT),
        (False, True, True, Severity.HARD),
    ],
)
def test_only_an_inherited_breach_outside_reviews_is_forgiven(
    *, is_kept: bool, is_inherited: bool, is_reviewed: bool, severity: Severity
):
    """A hard rule stays hard in every other case."""
    seen = outcome(Lines(), is_reviewed=is_reviewed)

    assert severity is hard(seen, FOUND, is_kept=is_kept, is_inherited=is_inherited).severity


def test_the_code_says_what_became_of_the_rule():
    """Kept, broken hard, broken soft."""
    seen = outcome(Lines())
    results = (hard(seen, FOUND, is_kept=True), hard(seen, FOUND, is_kept=False), soft(FOUND, is_kept=False))

    assert ["RULE_KEPT", "HARD_RULE_BROKEN", "SOFT_RULE_BROKEN"] == [found.reason.code for found in results]
    assert {("R", D(2), D(1), "Two are more than one.")} == {
        (found.rule_id, found.measured, found.limit, found.reason.text) for found in results
    }


def test_amounts_are_shown_to_the_cent():
    """Nobody reads nine places."""
    assert "12.35" == amount_text(D("12.3456789"))
