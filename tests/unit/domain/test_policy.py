"""The defaults of a policy."""

from __future__ import annotations

from decimal import Decimal as D

from builders import policy
from trimtab.domain.policy import Autonomy, RebalancingMethod, UntargetedRule


def test_a_policy_starts_with_requirement_004():
    """Five points of tolerance, a minimum trade of ten dollars, threshold method, nothing untargeted sold."""
    rule = policy({"SPY": "1"})

    assert (D("0.05"), D(10)) == (rule.drift.threshold, rule.costs.minimum_trade)
    assert (RebalancingMethod.THRESHOLD_REBALANCING, UntargetedRule.HOLD) == (rule.method, rule.untargeted)


def test_nothing_is_traded_without_approval_unless_the_owner_says_so():
    """The default autonomy waits for the owner."""
    assert Autonomy.PROPOSE == policy({"SPY": "1"}).autonomy


def test_every_policy_has_hard_limits():
    """No policy is without a limit on orders, order value and run value."""
    limits = policy({"SPY": "1"}).limits

    assert (100, D(1_000_000), D(5_000_000)) == (
        limits.max_orders,
        limits.max_order_value,
        limits.max_run_value,
    )
