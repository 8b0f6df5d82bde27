"""The contract of `save_allocation`: what is accepted, and what bad input is told."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.contracts.allocation import SaveAllocationRequest, SaveAllocationResult
from trimtab.contracts.base import parse
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import AssetClass
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import PolicySaved
from trimtab.domain.targets import ClassTarget, TargetAllocation, Targets


def request_with(**changes: Any) -> dict[str, Any]:
    target = {"symbol": "SPY", "target_percent": "100"} | changes
    return {"targets": [{name: value for name, value in target.items() if value is not ...}]}


def refuse(sent: object) -> InvalidRequestError:
    with pytest.raises(InvalidRequestError) as refused:
        parse(SaveAllocationRequest, sent).to_domain("u1")
    return refused.value


def test_percent_becomes_a_fraction():
    """Percent stays at the edge: inside, 40 % is exactly 0.4."""
    command = parse(
        SaveAllocationRequest, request_with(target_percent=40, tolerance_percent="2.5")
    ).to_domain("u1")

    assert (D("0.4"), D("0.025")) == (
        command.targets.allocations[0].weight,
        command.targets.allocations[0].tolerance,
    )


@pytest.mark.parametrize("number", ["33.33", 33.33, 33, "0", "100", "100.00"])
def test_a_percentage_may_be_text_or_a_number(number: object):
    """JSON numbers are read by the text they were written with, never through a float's expansion."""
    command = parse(SaveAllocationRequest, request_with(target_percent=number)).to_domain("u1")

    assert D(str(number)) / 100 == command.targets.allocations[0].weight


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"symbol": "spy"}, "targets[0].symbol", "'spy' is not a symbol"),
        ({"symbol": "TOOLONG"}, "targets[0].symbol", "is not a symbol"),
        ({"symbol": "SPY\n"}, "targets[0].symbol", "is not a symbol"),
        ({"symbol": "ЅPY"}, "targets[0].symbol", "is not a symbol"),
        ({"symbol": "BTC/USD"}, "targets[0].symbol", "is not a symbol"),
        ({"symbol": 5}, "targets[0].symbol", "is not a symbol"),
        ({"symbol": ...}, "targets[0].symbol", "is missing"),
        ({"target_percent": ...}, "targets[0].target_percent", "is missing"),
        ({"target_percent": None}, "targets[0].target_percent", "decimal number"),
        ({"target_percent": "-1"}, "targets[0].target_percent", "between 0 and 100"),
        ({"target_percent": "100.01"}, "targets[0].target_percent", "between 0 and 100"),
        ({"target_percent": float("nan")}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": float("inf")}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": "NaN"}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": "1e1"}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": "1_0"}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": "١٢"}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": " 10"}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": "40%"}, "targets[0].target_percent", "plain decimal"),
        ({"target_percent": "33.333"}, "targets[0].target_percent", "at most two decimals"),
        ({"target_percent": True}, "targets[0].target_percent", "decimal number"),
        ({"target_percent": {}}, "targets[0].target_percent", "decimal number"),
        ({"target_percent": "9" * 5000}, "targets[0].target_percent", "plain decimal"),
        ({"enabled": "yes"}, "targets[0].enabled", "boolean"),
        ({"weight": "1"}, "targets[0].weight", "is not a field"),
        ({"asset_class": "GOLD"}, "targets[0].asset_class", "should be 'EQUITY', 'BOND'"),
        ({"asset_class": "bond"}, "targets[0].asset_class", "should be 'EQUITY', 'BOND'"),
        ({"asset_class": "$CASH"}, "targets[0].asset_class", "should be 'EQUITY', 'BOND'"),
        ({"asset_class": ""}, "targets[0].asset_class", "should be 'EQUITY', 'BOND'"),
    ],
)
def test_a_wrong_target_is_named(wrong: dict[str, Any], field: str, words: str):
    """The refusal names the field, shows the value and says what is wrong with it (F-022)."""
    refused = refuse(request_with(**wrong))

    assert field == refused.details["field"]
    assert words in refused.message


@pytest.mark.parametrize("sent", [None, [], "targets", 5, True])
def test_a_request_that_is_not_an_object_is_refused(sent: object):
    """Only an object can hold targets."""
    assert "data" == refuse(sent).details["field"]


def test_an_unknown_field_is_refused():
    """A misspelt field must not be ignored in silence."""
    assert "cash_target" == refuse({"targets": [], "cash_target": "1"}).details["field"]


def test_a_symbol_may_appear_once():
    """Two targets for one symbol have no meaning (F-023)."""
    twice = [{"symbol": "SPY", "target_percent": "50"}] * 2

    refused = refuse({"targets": twice})

    assert (ReasonCode.DUPLICATE_SYMBOL, "targets[1].symbol") == (refused.code, refused.details["field"])


def test_a_hundred_and_one_targets_are_too_many():
    """More targets than a run may have orders are refused before anything is read (F-025, F-066)."""
    many = [{"symbol": "SPY", "target_percent": "0"}] * 101

    assert "targets" == refuse({"targets": many}).details["field"]


def test_a_shown_value_is_short():
    """A hostile value cannot flood the answer or the log."""
    assert len(refuse(request_with(target_percent="9" * 5000)).details["value"]) <= 80


def test_a_saved_policy_is_shown_in_percent():
    """What comes back reads like what was sent: percent as plain text."""
    targets = Targets(
        allocations=(TargetAllocation(symbol="SPY", weight=D("0.995")),), cash_weight=D("0.005")
    )
    policy = Policy(
        version=3, status=PolicyStatus.ACTIVE, saved_at=datetime(2026, 1, 2, tzinfo=UTC), targets=targets
    )

    shown = SaveAllocationResult.of(
        PolicySaved(portfolio=PortfolioRef("u1"), policy=policy, warnings=())
    ).model_dump(mode="json")

    assert ("99.5", "0.5", "100", 3, "2026-01-02T00:00:00.000000Z") == (
        shown["targets"][0]["target_percent"],
        shown["cash_target_percent"],
        shown["total_percent"],
        shown["policy_version"],
        shown["saved_at"],
    )


@pytest.mark.parametrize(("sent", "expected"), [(..., None), (None, None), ("BOND", AssetClass.BOND)])
def test_a_target_may_have_an_asset_class(sent: object, expected: AssetClass | None):
    """Without one the broker's counts."""
    command = parse(SaveAllocationRequest, request_with(asset_class=sent)).to_domain("u1")

    assert expected == command.targets.allocations[0].asset_class


def test_classes_are_answered_with_what_they_add_up_to():
    """Each target with the class its owner gave, and each class in percent."""
    targets = Targets(
        allocations=(TargetAllocation(symbol="TLT", weight=D("0.4"), asset_class=AssetClass.BOND),),
        cash_weight=D("0.6"),
    )
    policy = Policy(
        version=1, status=PolicyStatus.ACTIVE, saved_at=datetime(2026, 1, 2, tzinfo=UTC), targets=targets
    )
    sums = (ClassTarget(asset_class="BOND", weight=D("0.4")),)

    shown = SaveAllocationResult.of(
        PolicySaved(portfolio=PortfolioRef("u1"), policy=policy, warnings=(), class_targets=sums)
    ).model_dump(mode="json")

    assert ("BOND", [{"asset_class": "BOND", "target_percent": "40"}]) == (
        shown["targets"][0]["asset_class"],
        shown["class_targets"],
    )
