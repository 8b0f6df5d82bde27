"""The contract of `save_policy`, and how settings of older policies are read."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal as D
from typing import Any

import pytest

from bad_input.samples import SAMPLES
from builders import NOON, OWNER, policy
from trimtab.contracts.base import parse
from trimtab.contracts.codec import from_document
from trimtab.contracts.policy import SavePolicyRequest, SavePolicyResult
from trimtab.domain.commands import SavePolicy
from trimtab.domain.config import CostConfig, DriftConfig, DriftMethod
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.policy import Policy, PolicyChanges, PolicyStatus, RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import PolicySaved
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.domain.tax_config import TaxConfig

EVERYTHING = SAMPLES["SavePolicyRequest"]
STORED = {
    "version": 3,
    "status": "ACTIVE",
    "saved_at": NOON,
    "targets": {
        "allocations": [{"symbol": "SPY", "weight": "1", "is_enabled": True, "tolerance": None}],
        "cash_weight": "0",
    },
    "tolerance": "0.05",
    "minimum_trade": "10",
    "method": "FULL",
    "untargeted": "HOLD",
    "autonomy": "PROPOSE",
    "limits": {
        "max_orders": 100,
        "max_order_value": "1000000",
        "max_run_value": "5000000",
        "max_day_orders": 400,
        "max_day_value": "10000000",
    },
    "nonce": "n-1",
}
"""A policy as it was stored before there were settings to save."""


def read(sent: dict[str, Any]) -> SavePolicy:
    return parse(SavePolicyRequest, sent).to_domain(OWNER.uid)


def shown(rule: Policy, *warnings: Reason) -> dict[str, Any]:
    answer = SavePolicyResult.of(PolicySaved(portfolio=OWNER, policy=rule, warnings=warnings))
    return answer.model_dump(mode="json")


def test_what_is_not_sent_is_no_change():
    """Only the section that was sent is to be replaced."""
    command = read({"portfolio_id": "ira", "drift": {"threshold": "0.03", "method": "relative"}})

    expected = PolicyChanges(drift=DriftConfig(threshold=D("0.03"), method=DriftMethod.RELATIVE))
    assert ("ira", expected) == (command.portfolio.portfolio_id, command.changes)


@pytest.mark.parametrize("name", [field.name for field in fields(PolicyChanges)])
def test_every_setting_can_be_sent_and_is_shown(name: str):
    """Each setting of a policy has its field in the request and in the answer."""
    changes = read({name: EVERYTHING[name]}).changes

    assert (name,) == changes.names
    assert EVERYTHING[name] == shown(changes.applied_to(policy({"SPY": "1"})))[name]


@pytest.mark.parametrize("sent", [{}, {"portfolio_id": "default"}, {"drift": None, "method": None}])
def test_a_request_that_changes_nothing_is_refused(sent: dict[str, Any]):
    """A new version without a change is a mistake of the caller."""
    with pytest.raises(InvalidRequestError, match="changes nothing; send at least one setting"):
        read(sent)


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"method": "OPTIMAL"}, "method", "'OPTIMAL' input should be 'FULL'"),
        ({"destination": "EDGE"}, "destination", "'TARGET', 'BAND_EDGE' or 'HALF_WAY'"),
        ({"untargeted": "SELL"}, "untargeted", "'HOLD' or 'LIQUIDATE'"),
        ({"autonomy": "automatic"}, "autonomy", "'SHADOW', 'PROPOSE' or 'AUTOMATIC'"),
        ({"targets": []}, "targets", "is not a field"),
        ({"drift": "0.05"}, "drift", "'0.05'"),
        ({"drift": {"critical": "0.01"}}, "drift.critical", "'0.01' must not be below threshold"),
        ({"tax": {"rates": {"short_term": "35"}}}, "tax.rates.short_term", "'35' must be a fraction"),
        ({"limits": {"max_orders": 5}}, "limits.max_order_value", "is missing"),
    ],
)
def test_a_wrong_setting_is_named_with_its_section(sent: dict[str, Any], field: str, words: str):
    """The path of the field is whole, so that a form can show the refusal where it belongs."""
    with pytest.raises(InvalidRequestError) as refused:
        read(sent)

    assert field == refused.value.details["field"]
    assert words in refused.value.message


def test_the_answer_says_which_version_it_is_and_what_to_know():
    """Version, status, time and warnings stand beside the settings."""
    answer = shown(policy({"SPY": "1"}, version=4), Reason(ReasonCode.LIMITS_ASSUMED, "Save limits."))

    assert ("default", 4, "ACTIVE", "2026-11-20T17:00:00.000000Z") == (
        answer["portfolio_id"],
        answer["policy_version"],
        answer["status"],
        answer["saved_at"],
    )
    assert [{"reason_code": "LIMITS_ASSUMED", "message": "Save limits."}] == answer["warnings"]


def test_a_policy_of_before_is_read_with_defaults():
    """A policy that was stored before settings could be saved has today's defaults in their place."""
    targets = Targets(allocations=(TargetAllocation(symbol="SPY", weight=D(1)),))

    expected = Policy(
        version=3, status=PolicyStatus.ACTIVE, saved_at=NOON, targets=targets, method=RebalancingMethod.FULL
    )
    assert expected == from_document(Policy, STORED)


def test_tax_settings_of_before_are_read_with_defaults():
    """Fields that the tax settings gained later have their defaults in what was stored without them."""
    costs = {"minimum_trade": "25", "spread_rate": "0.001"}
    stored = {**STORED, "costs": costs, "tax": {"avoid_short_term_gains": True, "harvest_losses": False}}
    rule = from_document(Policy, stored)

    assert TaxConfig(harvest_losses=False) == rule.tax
    assert CostConfig(minimum_trade=D(25), spread_rate=D("0.001")) == rule.costs


def test_a_policy_of_before_can_be_shown():
    """What was stored without a setting is answered with it."""
    assert shown(policy({"SPY": "1"}))["tax"] == shown(from_document(Policy, STORED))["tax"]
