"""All rules on the state a plan leads to."""

from __future__ import annotations

from decimal import Decimal as D

from builders import plan, policy, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanOptions

PRICES = {"SPY": "100", "TLT": "100"}
FULL = RebalancingMethod.FULL
REVIEWED = PlanOptions(review_soft_rules=True)


def test_a_sound_plan_keeps_every_rule_and_says_so():
    """Hard rules come first; each tells what was measured and what is allowed."""
    limits = Constraints(max_position_weight=D("0.6"), max_turnover=D("0.5"), cash_reserve_amount=D(100))
    made = plan(
        snapshot("0", {"SPY": "70", "TLT": "30"}, PRICES),
        policy({"SPY": "0.5", "TLT": "0.4"}, "0.1", constraints=limits),
        method=FULL,
        options=REVIEWED,
    )

    severities = [rule.severity for rule in made.rules]
    assert PlanStatus.READY is made.status
    assert [] == [rule.rule_id for rule in made.rules if not rule.is_kept]
    assert sorted(severities) == severities
    assert {"MAX_POSITION_WEIGHT", "MAX_TURNOVER", "CASH_RESERVE"} <= {rule.rule_id for rule in made.rules}
    assert all(rule.reason.text for rule in made.rules)


def test_drift_that_stays_is_for_review_where_plans_are_reviewed():
    """A turnover limit of 1 % leaves 19 points of drift: somebody must look at that."""
    account = snapshot("0", {"SPY": "70", "TLT": "30"}, PRICES)
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(max_turnover=D("0.01")))

    reviewed = plan(account, rule, method=FULL, options=REVIEWED)
    assert (PlanStatus.PENDING_REVIEW, "SOFT_RULE_BROKEN") == (reviewed.status, reviewed.finding.code)
    assert PlanStatus.READY is plan(account, rule, method=FULL).status


def test_an_inherited_breach_blocks_a_reviewed_plan_only():
    """Costs of at most one dollar at one per cent sell 100, far from a reserve of 2000."""
    account = snapshot("0", {"SPY": "70", "TLT": "30"}, PRICES)
    limits = Constraints(cash_reserve_amount=D(2000), transaction_cost_limit=D(1))
    costs = CostConfig(minimum_trade=D(0), commission_rate=D("0.01"))
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=limits, costs=costs)

    reviewed = plan(account, rule, method=FULL, options=REVIEWED)
    assert PlanStatus.READY is plan(account, rule, method=FULL).status
    assert (PlanStatus.BLOCKED, "HARD_RULE_BROKEN") == (reviewed.status, reviewed.finding.code)
    assert "2000 is to be kept" in reviewed.finding.text


def test_a_plan_that_something_stops_has_no_rules_to_judge():
    """Nothing is planned, so nothing is judged."""
    made = plan(snapshot("-1", {"SPY": "70"}, PRICES), policy({"SPY": "1"}))

    assert (PlanStatus.BLOCKED, ()) == (made.status, made.rules)
