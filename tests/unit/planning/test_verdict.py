"""One sentence for the whole plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import instrument, plan, policy, question, skipped, snapshot, trade
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import Edit, PlanOptions
from trimtab.domain.rules import RuleResult, Severity
from trimtab.planning.lines import Lines
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.verdict import gains_too_little, judge_plan

HALF = policy({"SPY": "0.5", "TLT": "0.5"})
PRICES = {"SPY": "100", "TLT": "100"}


def test_one_trade_is_said_in_the_singular():
    """The finding names the worst row, of equals the last by key, and counts the trades."""
    made = plan(snapshot("100", {"SPY": "9"}, {"SPY": "100"}), policy({"SPY": "1"}))

    assert "SPY is 10 points under its target. 1 trade repairs the portfolio." == made.finding.text


def test_what_is_over_its_target_is_said_to_be():
    """Sixty of fifty points, and cash lacks the ten."""
    made = plan(snapshot("40", {"SPY": "0.6"}, {"SPY": "100"}), policy({"SPY": "0.5"}, "0.5"))

    assert made.finding.text.startswith("SPY is 10 points over its target.")


def test_what_is_on_its_target_is_not_said_to_be_over_it():
    """100 dollars are taken out of a portfolio that has no drift at all."""
    account = snapshot("0", {"SPY": "5", "TLT": "5"}, PRICES)
    made = plan(account, HALF, method=RebalancingMethod.CASH_FLOW, cash_flow=D(-100))

    assert made.finding.text.startswith("TLT is 0 points under its target.")


def test_two_trades_are_said_in_the_plural():
    """The same rule picks TLT here."""
    made = plan(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES), HALF)

    assert "TLT is 20 points under its target. 2 trades repair the portfolio." == made.finding.text
    assert (PlanStatus.READY, "REBALANCE_DRIFT") == (made.status, made.finding.code)


def test_everything_in_band_is_nothing_to_do():
    """Without a breach and without a trade, all is well."""
    made = plan(snapshot("0", {"SPY": "5.4", "TLT": "4.6"}, PRICES), HALF)

    assert (PlanStatus.NO_ACTION, "EVERYTHING_IN_BAND") == (made.status, made.finding.code)


def test_one_reason_for_all_breaches_is_the_finding():
    """When the same thing stops every repair, the finding says that thing."""
    stuck = tuple(instrument(symbol, is_tradable=False) for symbol in PRICES)
    made = plan(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES, instruments=stuck), HALF)

    assert (PlanStatus.NO_ACTION, "NOT_TRADABLE") == (made.status, made.finding.code)


def test_what_is_inside_its_band_has_no_say_in_the_finding():
    """OLD, a point of the portfolio, has no target; that stops no repair."""
    account = snapshot(
        "0",
        {"OLD": "0.1", "SPY": "7", "TLT": "2.9"},
        {**PRICES, "OLD": "100"},
        instruments=(instrument("OLD"), *(instrument(symbol, is_tradable=False) for symbol in PRICES)),
    )
    made = plan(account, HALF)

    assert ("NOT_TRADABLE", False) == (made.finding.code, "OLD" in made.finding.text)


def test_several_reasons_are_told_together():
    """Different obstacles make a general finding that tells all of them."""
    stuck = (instrument("SPY", is_tradable=False), instrument("TLT"))
    made = plan(
        snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES, instruments=stuck),
        HALF,
        method=RebalancingMethod.FULL,
    )

    assert (PlanStatus.NO_ACTION, "NOTHING_TRADABLE") == (made.status, made.finding.code)
    assert ("SPY" in made.finding.text, "TLT" in made.finding.text) == (True, True)


DRIFTED = snapshot("0", {"SPY": "70", "TLT": "30"}, PRICES)


def limited(commission: str = "0", **constraints: Any) -> Plan:
    """The full repair of twenty points of drift in both symbols, within limits."""
    costs = CostConfig(minimum_trade=D(10), commission_rate=D(commission))
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(**constraints), costs=costs)
    return plan(DRIFTED, rule, method=RebalancingMethod.FULL)


def test_a_limit_that_binds_is_told_with_the_drift_it_leaves():
    """A turnover of 20 % is wanted; 5 % is a quarter of that and leaves three quarters of the drift."""
    limit = "The turnover limit of 5% allowed 25% of the repair; the largest drift left is 15 points."

    assert f"TLT is 20 points under its target. 2 trades repair a part of that. {limit}" == (
        limited(max_turnover=D("0.05")).finding.text
    )


def test_every_limit_is_called_by_its_name():
    """Amounts of money are shown to the cent; 20.00 of costs and 2000 of purchases are wanted."""
    cost = limited("0.005", transaction_cost_limit=D("12.5")).finding.text
    purchases = limited(allocate_at_most=D(500)).finding.text

    assert "The cost limit of 12.5 allowed" in cost
    assert "The limit of 500 on purchases allowed 25% of the repair" in purchases


def test_cash_that_is_short_is_told():
    """What is locked cannot pay: 500 in cash buys half of what is lacking."""
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(locked=("SPY",)))
    made = plan(snapshot("500", {"SPY": "60", "TLT": "35"}, PRICES), rule)

    assert "The cash there is allowed" in made.finding.text


def patient(threshold: str, **arguments: Any) -> Plan:
    """The repair of twenty points of drift in two symbols, which gains as much accuracy."""
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(improvement_threshold=D(threshold)))
    return plan(DRIFTED, rule, **arguments)


def test_a_repair_that_gains_too_little_is_not_made():
    """Accuracy rises by 20 points; 20.01 are asked for."""
    made = patient("0.2001")

    assert (PlanStatus.NO_ACTION, "IMPROVEMENT_TOO_SMALL") == (made.status, made.finding.code)
    assert {"SPY": "IMPROVEMENT_TOO_SMALL", "TLT": "IMPROVEMENT_TOO_SMALL"} == skipped(made)
    assert made.drift == made.drift_after
    assert "20.01 points" in made.finding.text


def test_withheld_trades_stand_among_the_others_left_alone():
    """ZZZ has no target anyway; in symbol order it comes last, and the threshold is what is told."""
    account = snapshot("0", {"SPY": "70", "TLT": "30", "ZZZ": "1"}, {**PRICES, "ZZZ": "1"})
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(improvement_threshold=D("0.5")))
    made = plan(account, rule)

    assert (
        "All trades together would gain less than the 50 points of accuracy asked for." == made.finding.text
    )
    assert ["SPY", "TLT", "ZZZ"] == [line.symbol for line in made.skipped]


def test_without_a_threshold_no_repair_is_withheld():
    """What rounding takes from the accuracy is no reason to leave a breach."""
    ask = question(DRIFTED, policy({"SPY": "0.5", "TLT": "0.5"}))
    made = plan_rebalance(ask)

    assert not gains_too_little(ask, Lines(trades=made.trades), made.drift_after, made.drift)


def test_a_repair_that_gains_just_enough_is_made():
    """The threshold itself is enough."""
    assert PlanStatus.READY is patient("0.2").status


def test_a_forced_plan_asks_for_no_improvement():
    """Who forces a plan wants it."""
    assert PlanStatus.READY is patient("0.9", is_forced=True).status


def test_an_exit_is_made_however_little_it_gains():
    """What has no place in the targets is sold."""
    rule = policy({"SPY": "1", "TLT": "0"}, constraints=Constraints(improvement_threshold=D("0.5")))

    assert PlanStatus.READY is plan(DRIFTED, rule).status


def ruled(severity: Severity, **options: Any) -> tuple[PlanStatus, Reason]:
    """Judge a ready plan with one broken rule."""
    request = question(DRIFTED, HALF, options=PlanOptions(**options))
    made = plan(DRIFTED, HALF)
    rule = RuleResult(
        rule_id="R",
        severity=severity,
        is_kept=False,
        measured=D(2),
        limit=D(1),
        reason=Reason(ReasonCode.HARD_RULE_BROKEN, "Two are more than one."),
    )
    lines = Lines(trades=made.trades)
    return judge_plan(request, lines, made.drift, made.drift_after, rules=(rule, replace(rule, is_kept=True)))


def test_a_broken_hard_rule_blocks_with_its_own_words():
    """A plan that breaks a hard rule is shown, not ready, and names the rule's sentence once."""
    status, finding = ruled(Severity.HARD)

    assert (PlanStatus.BLOCKED, "HARD_RULE_BROKEN") == (status, finding.code)
    assert "The plan must not be carried out. Two are more than one." == finding.text


def test_a_broken_soft_rule_asks_for_review_only_where_plans_are_reviewed():
    """Requirement 003 reviews; elsewhere the plan is ready."""
    status, finding = ruled(Severity.SOFT, review_soft_rules=True)

    assert (PlanStatus.PENDING_REVIEW, "SOFT_RULE_BROKEN") == (status, finding.code)
    assert finding.text.endswith("Two are more than one.")
    assert PlanStatus.READY is ruled(Severity.SOFT)[0]


def test_where_nothing_is_done_there_is_nothing_to_review():
    """Locked holdings far off their targets leave a plan without trades."""
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(locked=("SPY", "TLT")))

    made = plan(DRIFTED, rule, options=PlanOptions(review_soft_rules=True))

    assert (PlanStatus.NO_ACTION, "LOCKED") == (made.status, made.finding.code)


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (["HARVEST", "SUBSTITUTION"], "Losses are harvested: 2 trades."),
        (["HARVEST"], "Losses are harvested: 1 trade."),
        (["RETURN_TO_PRIMARY"] * 2, "Substitutes make room for what they stood in for: 2 trades."),
    ],
)
def test_what_is_traded_for_taxes_alone_is_no_repair(codes: list[str], text: str):
    """The finding speaks of losses, not of drift."""
    reasons = [Reason(ReasonCode(code), "") for code in codes]
    made = plan(DRIFTED, HALF)
    lines = Lines(trades=tuple(trade("SPY", reason=reason) for reason in reasons))
    judged = judge_plan(question(DRIFTED, HALF), lines, made.drift, made.drift_after)

    assert (PlanStatus.READY, Reason(reasons[0].code, text)) == judged


def test_what_is_traded_for_drift_as_well_is_a_repair():
    """One harvest among the trades does not make the finding."""
    made = plan(DRIFTED, HALF)
    lines = Lines(trades=(trade(reason=Reason(ReasonCode.HARVEST, "")), trade("TLT")))

    judged = judge_plan(question(DRIFTED, HALF), lines, made.drift, made.drift_after)
    assert ReasonCode.REBALANCE_DRIFT is judged[1].code


@pytest.mark.parametrize("code", ["HARVEST", "SUBSTITUTION", "RETURN_TO_PRIMARY"])
def test_what_is_traded_for_taxes_need_not_gain_accuracy(code: str):
    """The owner's threshold is about drift."""
    rule = replace(HALF, constraints=Constraints(improvement_threshold=D("0.5")))
    made = plan(DRIFTED, HALF)
    asked, lines = question(DRIFTED, rule), Lines(trades=(trade(reason=Reason(ReasonCode(code), "")),))

    assert not gains_too_little(asked, lines, made.drift, made.drift)
    assert gains_too_little(asked, Lines(trades=(trade(),)), made.drift, made.drift)


def test_an_edited_plan_says_whose_it_is():
    """A limit may have cut it as well; what counts is what its owner has made of it, and what is left."""
    made = plan(DRIFTED, HALF)
    lines = Lines(trades=tuple(replace(trade, planned_quantity=trade.quantity) for trade in made.trades[:1]))
    text = judge_plan(question(DRIFTED, HALF), lines, made.drift, made.drift)[1].text

    assert "1 trade is made as the owner has changed the plan; the largest drift left is " in text


def test_an_edited_plan_of_which_nothing_is_left_says_so():
    """It is no plan that cannot be made."""
    asked = question(DRIFTED, HALF, edits=(Edit(symbol="SPY", quantity=D(0)),))
    made = plan(DRIFTED, HALF)
    status, finding = judge_plan(asked, Lines(), made.drift, made.drift)

    assert (PlanStatus.NO_ACTION, ReasonCode.LEFT_OUT_BY_OWNER) == (status, finding.code)


def test_a_policy_can_hold_its_plans_for_review():
    """As requirement 003's option does."""
    rule = replace(HALF, constraints=Constraints(review_soft_rules=True))
    broken = RuleResult(
        rule_id="WHOLE_REPAIR",
        severity=Severity.SOFT,
        is_kept=False,
        measured=D(0),
        limit=D(1),
        reason=Reason(ReasonCode.SOFT_RULE_BROKEN, "A limit has cut it."),
    )
    made = plan(DRIFTED, HALF)
    judged = judge_plan(
        question(DRIFTED, rule), Lines(trades=made.trades), made.drift, made.drift, rules=(broken,)
    )

    assert PlanStatus.PENDING_REVIEW is judged[0]
