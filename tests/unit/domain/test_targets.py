"""Target weights and the rule their sum obeys."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import in_classes, policy, targets
from trimtab.domain.instruments import CASH
from trimtab.domain.targets import ClassTarget, SumVerdict, TargetAllocation, Targets


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        ("1", "ACCEPTED"),
        ("0.9999", "ACCEPTED"),
        ("1.0001", "ACCEPTED"),
        ("1.00011", "REFUSED"),
        ("0.99989", "SHORTFALL_TO_CASH"),
        ("0.99", "SHORTFALL_TO_CASH"),
        ("0.98999", "REFUSED"),
        ("0", "REFUSED"),
    ],
)
def test_the_sum_rule_has_exact_edges(total: str, verdict: str):
    """0.01 point off is fine, up to one point short goes to cash, the rest is refused (rule 36, F-022)."""
    assert SumVerdict(verdict) == targets({"SPY": total}).sum_verdict


def test_the_cash_target_counts_in_the_sum():
    """Ninety per cent in shares and ten in cash are complete."""
    assert SumVerdict.ACCEPTED == targets({"SPY": "0.9"}, "0.1").sum_verdict


def test_disabled_targets_do_not_count():
    """A disabled target neither adds to the sum nor has a weight."""
    off = TargetAllocation(symbol="QQQ", weight=D("0.5"), is_enabled=False)
    wanted = Targets(allocations=(*targets({"SPY": "1"}).allocations, off))

    assert (SumVerdict.ACCEPTED, {"SPY": D(1), CASH: D(0)}) == (wanted.sum_verdict, wanted.weights)


@pytest.mark.parametrize(
    ("weights", "cash", "expected"),
    [
        ({"A": "0.5", "B": "0.495"}, "0", {"A": D("0.5"), "B": D("0.495"), CASH: D("0.005")}),
        ({"A": "0.5", "B": "0.4001"}, "0.1", {"A": D("0.5"), "B": D("0.4001"), CASH: D("0.0999")}),
        ({"A": "0.6", "B": "0.4001"}, "0", {"A": D("0.5999"), "B": D("0.4001"), CASH: D(0)}),
        ({}, "1", {CASH: D(1)}),
        ({}, "0", {}),
    ],
)
def test_weights_sum_to_one_with_cash_taking_the_rest(
    weights: dict[str, str], cash: str, expected: dict[str, D]
):
    """A shortfall goes to cash; an excess comes from cash, else from the largest target."""
    assert expected == targets(weights, cash).weights


def test_class_targets_are_no_weights_of_symbols():
    """Targets per class are measured only: neither the sum nor the weights know of them."""
    wanted = Targets(
        allocations=targets({"SPY": "1"}).allocations,
        class_allocations=(ClassTarget(asset_class="BOND", weight=D("0.4")),),
    )

    assert (D(1), {"SPY": D(1), CASH: D(0)}) == (wanted.total_weight, wanted.weights)


def test_what_has_no_class_takes_that_of_known_targets():
    """AGG has been a bond; SPY is real estate now, whatever it was; nobody has classed TLT."""
    known = in_classes(policy({"AGG": "0.4", "SPY": "0.6"}), AGG="BOND", SPY="EQUITY").targets
    wanted = in_classes(policy({"AGG": "0.3", "SPY": "0.3", "TLT": "0.4"}), SPY="REAL_ESTATE").targets

    assert ["BOND", "REAL_ESTATE", None] == [
        target.asset_class for target in wanted.with_classes_of(known).allocations
    ]
