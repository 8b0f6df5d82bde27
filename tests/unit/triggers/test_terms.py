"""The terms of a plan that a rule asks for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import NOON, policy
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import Verdict, VerdictOutcome
from trimtab.domain.trigger import ManualTrigger, RuleConstraints, TriggerRule, TriggerSettings
from trimtab.triggers.terms import limited, policy_by, policy_under

OWN = policy(
    {"SPY": "1"},
    method=RebalancingMethod.TAX_AWARE,
    costs=CostConfig(minimum_trade=D(100)),
    constraints=Constraints(max_turnover=D("0.2"), excluded_instruments=("GME",), locked=("TLT",)),
)


def under(method: RebalancingMethod | None = None, constraints: RuleConstraints | None = None) -> Policy:
    rule = TriggerRule(rule_id="a", trigger=ManualTrigger(), method=method, constraints=constraints)
    return policy_under(rule, OWN)


def test_a_rule_without_terms_leaves_the_policy_as_it_is():
    """Method and limits are the policy's own."""
    assert OWN == under() == under(constraints=RuleConstraints())


def test_a_rules_method_is_used():
    """And nothing else changes."""
    assert RebalancingMethod.FULL == under(RebalancingMethod.FULL).method
    assert OWN.constraints == under(RebalancingMethod.FULL).constraints


@pytest.mark.parametrize(("turnover", "expected"), [("0.1", "0.1"), ("0.5", "0.2")])
def test_of_two_limits_the_stricter_counts(turnover: str, expected: str):
    """A rule may narrow what the policy allows, never widen it."""
    assert (
        D(expected) == under(constraints=RuleConstraints(max_turnover=D(turnover))).constraints.max_turnover
    )


def test_a_limit_of_the_rule_alone_counts():
    """The policy has no limit on costs."""
    own = RuleConstraints(transaction_cost_limit=D(5))

    assert D(5) == under(constraints=own).constraints.transaction_cost_limit


@pytest.mark.parametrize(("least", "expected"), [("50", "100"), ("250", "250")])
def test_of_two_minimum_trades_the_larger_counts(least: str, expected: str):
    """Fewer trades, not more."""
    assert D(expected) == under(constraints=RuleConstraints(min_trade_size=D(least))).costs.minimum_trade


def test_exclusions_add_up():
    """In symbol order; what else the policy forbids stays forbidden."""
    kept = under(constraints=RuleConstraints(excluded_instruments=("GME", "AMC"))).constraints

    assert (("AMC", "GME"), ("TLT",)) == (kept.excluded_instruments, kept.locked)


@pytest.mark.parametrize(
    ("rule_id", "method"), [("a", RebalancingMethod.FULL), ("z", OWN.method), (None, OWN.method)]
)
def test_the_rule_that_decides_sets_the_terms(rule_id: str | None, method: RebalancingMethod):
    """Without one, as when a person forces a plan, the policy's own hold."""
    rule = TriggerRule(rule_id="a", trigger=ManualTrigger(), method=RebalancingMethod.FULL)
    ruled = replace(OWN, triggers=TriggerSettings(rules=(rule,)))
    reason = Reason(ReasonCode.FORCED, "so")
    verdict = Verdict(as_of=NOON, outcome=VerdictOutcome.FIRED, reason=reason, rule_id=rule_id)

    assert method is policy_by(verdict, ruled).method


def test_limits_of_a_request_count_beside_the_policy_s():
    """Requirement 000's constraints narrow and never widen; the method stays."""
    asked = limited(RuleConstraints(max_turnover=D("0.1"), excluded_instruments=("AMC",)), OWN)

    assert (D("0.1"), ("AMC", "GME"), OWN.method) == (
        asked.constraints.max_turnover,
        asked.constraints.excluded_instruments,
        asked.method,
    )


def test_without_limits_a_policy_is_as_it_is():
    """Nothing was asked for."""
    assert OWN is limited(None, OWN)
