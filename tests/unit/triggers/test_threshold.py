"""Whether weights have strayed too far."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import policy
from trigger_builders import occasion, report, ruled
from trimtab.domain.drift import DriftLevel
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import UntargetedRule
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trigger import ThresholdTrigger
from trimtab.triggers.finding import Finding
from trimtab.triggers.threshold import find_breach, threshold_status

HALVES = {"SPY": "0.5", "TLT": "0.5"}


def found(spy: int, threshold: str | None = None, tolerance: str = "0.05") -> Finding:
    """Look at a portfolio of a thousand dollars that should be half and half."""
    trigger = ThresholdTrigger(threshold=None if threshold is None else D(threshold))
    drift = report({"SPY": spy, "TLT": 1_000 - spy}, HALVES, tolerance)
    return find_breach(trigger, occasion(ruled(trigger), drift=drift))


@pytest.mark.parametrize(("spy", "has_fired"), [(550, False), (551, True), (449, True), (450, False)])
def test_exactly_the_band_is_inside(spy: int, *, has_fired: bool):
    """Five points off is kept, a tenth of a point more is not (domain rule 4)."""
    assert has_fired == found(spy).has_fired


@pytest.mark.parametrize(
    ("spy", "threshold", "has_fired"),
    [(530, "0.03", False), (531, "0.03", True), (580, "0.08", False), (581, "0.08", True), (501, "0", True)],
)
def test_a_rule_may_have_a_threshold_of_its_own(spy: int, threshold: str, *, has_fired: bool):
    """It takes the place of the bands, be it narrower or wider than they are."""
    assert has_fired == found(spy, threshold).has_fired


def test_a_stop_that_was_reached_is_a_breach():
    """Weights are on their targets, and SPY is to be sold all the same (R002-16)."""
    found = find_breach(ThresholdTrigger(), occasion(ruled(ThresholdTrigger()), stopped=("SPY",)))

    assert (True, ReasonCode.STOP_LOSS) == (found.has_fired, found.reason.code)
    assert "At or below the stop price: SPY." == found.reason.text


def test_a_breach_is_told_with_its_numbers():
    """Who is off, how far, and how far is allowed."""
    reason = found(560).reason

    assert ReasonCode.THRESHOLD_BREACHED == reason.code
    assert "SPY is 6 points over its target. 5 points are allowed." == reason.text


def test_what_is_kept_is_told_with_its_numbers():
    """The row that is nearest to its edge."""
    reason = found(520, "0.03").reason

    assert ReasonCode.THRESHOLD_KEPT == reason.code
    assert "SPY is 2 points over its target. 3 points are allowed." == reason.text


def test_idle_cash_counts_though_it_has_no_target():
    """Money that came in is out of its band; investing it is what the rule is for."""
    drift = report({"SPY": 460, "TLT": 460, CASH: 80}, HALVES)

    finding = find_breach(ThresholdTrigger(), occasion(ruled(), drift=drift))
    assert "Cash is 8 points over its target. 5 points are allowed." == finding.reason.text


@pytest.mark.parametrize(
    ("rule", "has_fired"), [(UntargetedRule.HOLD, False), (UntargetedRule.LIQUIDATE, True)]
)
def test_what_has_no_target_counts_only_where_it_is_sold(rule: UntargetedRule, *, has_fired: bool):
    """A holding that is left alone would fire for ever."""
    drift = report({"OLD": 80, "SPY": 460, "TLT": 460}, HALVES)
    seen = occasion(policy(HALVES, untargeted=rule), drift=drift)

    assert has_fired == find_breach(ThresholdTrigger(), seen).has_fired


def test_without_targets_nothing_is_off():
    """An account before its first policy is no breach."""
    seen = occasion(policy({}, untargeted=UntargetedRule.LIQUIDATE), drift=report({"SPY": 100}, {}))
    finding = find_breach(ThresholdTrigger(), seen)

    assert (False, ReasonCode.NO_TARGETS) == (finding.has_fired, finding.reason.code)
    assert threshold_status(seen.drift, seen.policy) is None


@pytest.mark.parametrize(
    ("spy", "level"),
    [(550, DriftLevel.WITHIN_TOLERANCE), (551, DriftLevel.WARNING), (601, DriftLevel.CRITICAL)],
)
def test_the_status_is_that_of_the_worst_row(spy: int, level: DriftLevel):
    """Key, drift and level, by the policy's own bands."""
    drift = report({"SPY": spy, "TLT": 1_000 - spy}, HALVES)
    status = threshold_status(drift, policy(HALVES))

    assert status is not None
    assert ("SPY", D(spy) / 1_000 - D("0.5"), level) == (status.key, status.drift, status.level)
