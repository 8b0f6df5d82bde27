"""The defaults of a policy."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal as D

from builders import in_classes, policy
from trimtab.domain.config import DriftConfig
from trimtab.domain.policy import Autonomy, Policy, PolicyChanges, RebalancingMethod, UntargetedRule
from trimtab.domain.tax_config import SubstituteSet, TaxConfig


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


def test_everything_but_targets_and_identity_can_be_changed():
    """A setting that a policy gains can be changed, too."""
    kept = {"version", "status", "saved_at", "targets"}

    assert {field.name for field in fields(Policy)} - kept == {field.name for field in fields(PolicyChanges)}


def test_changes_replace_what_they_name_and_nothing_else():
    """A section takes the old one's place as a whole; all else stays as it was."""
    rule = policy({"SPY": "1"}, drift=DriftConfig(threshold=D("0.1"), critical=D("0.3")))
    changes = PolicyChanges(drift=DriftConfig(threshold=D("0.02")), autonomy=Autonomy.SHADOW)

    assert ("drift", "autonomy") == changes.names
    assert changes.applied_to(rule) == replace(
        rule, drift=DriftConfig(threshold=D("0.02")), autonomy=Autonomy.SHADOW
    )


def test_no_changes_change_nothing():
    """Without a setting the policy is what it was."""
    rule = policy({"SPY": "1"})

    assert ((), rule) == (PolicyChanges().names, PolicyChanges().applied_to(rule))


def test_only_what_the_owner_named_has_a_class():
    """A target without a class is left to the broker."""
    rule = in_classes(policy({"AGG": "0.4", "SPY": "0.6"}), AGG="BOND")

    assert {"AGG": "BOND"} == rule.asset_classes


def test_a_substitute_is_of_the_class_of_what_it_stands_in_for():
    """BND stands in for AGG and for GLD, and AGG is listed first; SPY has a target of its own."""
    sets = (
        SubstituteSet(symbol="AGG", substitutes=("BND", "SPY")),
        SubstituteSet(symbol="GLD", substitutes=("BND", "IAU")),
        SubstituteSet(symbol="SPY", substitutes=("VTI",)),
    )
    rule = policy({"AGG": "0.3", "GLD": "0.1", "SPY": "0.6"}, tax=TaxConfig(substitutes=sets))

    assert {"AGG": "BOND", "BND": "BOND", "GLD": "COMMODITY", "IAU": "COMMODITY"} == in_classes(
        rule, AGG="BOND", GLD="COMMODITY"
    ).asset_classes
