"""What makes planning pointless or impossible."""

from __future__ import annotations

import pytest

from builders import policy, snapshot
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.obstacles import find_obstacle

SPY = {"SPY": "100"}
WANTED = policy({"SPY": "1"})


@pytest.mark.parametrize(
    ("account", "rule", "status", "code"),
    [
        (snapshot("1", {}, SPY, is_account_blocked=True), WANTED, "BLOCKED", "ACCOUNT_BLOCKED"),
        (snapshot("1", {"SPY": "-1"}, SPY), WANTED, "BLOCKED", "SHORT_POSITION"),
        (snapshot("-0.01", {"SPY": "1"}, SPY), WANTED, "BLOCKED", "NEGATIVE_CASH"),
        (snapshot("1", {"OLD": "1"}, SPY), WANTED, "BLOCKED", "PRICE_MISSING"),
        (snapshot("0", {}, SPY), WANTED, "NO_ACTION", "NO_VALUE"),
        (snapshot("1", {}, SPY), policy({}), "NO_ACTION", "NO_TARGETS"),
        (
            snapshot("1", {}, SPY),
            policy({"SPY": "0.5"}, status=PolicyStatus.DRAFT),
            "NO_ACTION",
            "DRAFT_TARGETS",
        ),
    ],
)
def test_every_obstacle_is_found_and_named(account: Snapshot, rule: Policy, status: str, code: str):
    """Each obstacle has a status, a code and a sentence."""
    found = find_obstacle(account, rule)

    assert found is not None
    assert (PlanStatus(status), code) == (found[0], found[1].code)
    assert found[1].text.endswith(".")


def test_an_ordinary_account_meets_no_obstacle():
    """Cash, prices and saved targets are all it takes."""
    assert None is find_obstacle(snapshot("1", {"SPY": "1"}, SPY), WANTED)


@pytest.mark.parametrize(
    ("cash", "holdings", "named"), [("-5", {"SPY": "1"}, "-5"), ("0", {"OLD": "1"}, "OLD")]
)
def test_the_sentence_names_the_value(cash: str, holdings: dict[str, str], named: str):
    """Who reads the finding sees which value is wrong."""
    found = find_obstacle(snapshot(cash, holdings, SPY), WANTED)

    assert found is not None
    assert named in found[1].text


def test_a_wanted_symbol_without_a_price_is_no_obstacle():
    """Only a held symbol without a price hides the portfolio's value."""
    assert None is find_obstacle(snapshot("1", {}, {}), WANTED)
