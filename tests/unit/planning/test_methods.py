"""Methods choose what to trade."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.drift import DriftReport, ToleranceBand
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import RebalancingMethod
from trimtab.drift.measure import measure_drift
from trimtab.planning.methods import select_symbols

FULL, THRESHOLD = RebalancingMethod.FULL, RebalancingMethod.THRESHOLD_REBALANCING


def report(values: dict[str, str], wanted: dict[str, str]) -> DriftReport:
    held = {key: D(value) for key, value in values.items()}
    weights = {key: D(weight) for key, weight in wanted.items()}
    return measure_drift(held, weights, {}, ToleranceBand.of(D("0.05")))


def test_full_takes_every_row_that_is_off_target():
    """Full rebalancing repairs small drifts too, and leaves alone what is exactly right."""
    drift = report({"A": "41", "B": "39", "C": "20"}, {"A": "0.4", "B": "0.4", "C": "0.2"})

    assert {"A", "B"} == select_symbols(FULL, drift)


def test_threshold_takes_only_what_is_out_of_its_band():
    """A breach does not drag along the rows that are inside their band."""
    drift = report({"A": "46", "B": "36", "C": "18"}, {"A": "0.4", "B": "0.4", "C": "0.2"})

    assert {"A"} == select_symbols(THRESHOLD, drift)


def test_threshold_leaves_the_exact_edge_alone():
    """Five points off is still inside."""
    drift = report({"A": "45", "B": "55"}, {"A": "0.4", "B": "0.6"})

    assert frozenset() == select_symbols(THRESHOLD, drift)


def test_too_much_cash_is_given_to_whatever_lacks():
    """Cash out of its band selects the underweight rows, however small their drift."""
    drift = report({"A": "46", "B": "48", CASH: "6"}, {"A": "0.5", "B": "0.5", CASH: "0"})

    assert {"A", "B"} == select_symbols(THRESHOLD, drift)


def test_too_little_cash_is_taken_from_whatever_has_too_much():
    """Missing cash selects the overweight rows only."""
    drift = report({"A": "47", "B": "44", "C": "9"}, {"A": "0.41", "B": "0.4", "C": "0.09", CASH: "0.1"})

    assert {"A", "B"} == select_symbols(THRESHOLD, drift)


def test_a_lone_excess_is_spread_over_what_lacks():
    """Requirement 004's SPY at 46.5 of 40: the 6.5 points it frees must not lie idle out of their band."""
    held = {"SPY": "46.5", "QQQ": "28.5", "TLT": "16", "GLD": "9", CASH: "0"}
    drift = report(held, {"SPY": "0.4", "QQQ": "0.3", "TLT": "0.2", "GLD": "0.1", CASH: "0"})

    assert {"SPY", "QQQ", "TLT", "GLD"} == select_symbols(THRESHOLD, drift)


def test_a_lone_lack_is_paid_for_by_what_has_too_much():
    """Without idle cash, a breach downwards takes the money from the rows above their targets."""
    held = {"A": "40", "B": "44", "C": "16", CASH: "0"}
    drift = report(held, {"A": "0.38", "B": "0.4", "C": "0.22", CASH: "0"})

    assert {"A", "B", "C"} == select_symbols(THRESHOLD, drift)


def test_what_is_fixed_is_no_help():
    """A row that cannot be traded is neither chosen nor counted on."""
    held = {"A": "40", "B": "44", "C": "16", CASH: "0"}
    drift = report(held, {"A": "0.38", "B": "0.4", "C": "0.22", CASH: "0"})

    assert {"A", "C"} == select_symbols(THRESHOLD, drift, frozenset({"B"}))


def test_cash_itself_is_never_traded():
    """Cash is what trades leave over; no method selects it."""
    drift = report({CASH: "100"}, {"A": "1", CASH: "0"})

    assert {"A"} == select_symbols(FULL, drift) == select_symbols(THRESHOLD, drift)
