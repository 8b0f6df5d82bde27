"""Bands, levels and the sums of a drift report."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.drift import DriftLevel, DriftReport, ToleranceBand
from trimtab.drift.measure import measure_drift

FIVE_POINTS = ToleranceBand.of(D("0.05"))


def report(values: dict[str, int], wanted: dict[str, str]) -> DriftReport:
    held = {key: D(value) for key, value in values.items()}
    return measure_drift(held, {key: D(weight) for key, weight in wanted.items()}, {}, FIVE_POINTS)


@pytest.mark.parametrize(
    ("drift", "level"),
    [
        ("0.05", DriftLevel.WITHIN_TOLERANCE),
        ("-0.05", DriftLevel.WITHIN_TOLERANCE),
        ("0.0500001", DriftLevel.WARNING),
        ("-0.10", DriftLevel.WARNING),
        ("0.1000001", DriftLevel.CRITICAL),
    ],
)
def test_both_edges_of_a_band_are_inside(drift: str, level: DriftLevel):
    """Exactly five points is within tolerance and exactly ten is a warning (domain rule 4)."""
    assert level == FIVE_POINTS.level(D(drift))


def test_the_critical_edge_is_twice_the_tolerance_unless_given():
    """Requirement 001's two levels come from one number (domain rule 3)."""
    assert ToleranceBand(D("0.02"), D("0.04")) == ToleranceBand.of(D("0.02"))


def test_aggregates_by_hand():
    """Drifts of +30, -20 and -10 points: maximum 30, mean 20, root mean square about 21.6."""
    drift = report({"A": 60, "B": 30, "C": 10}, {"A": "0.3", "B": "0.5", "C": "0.2"})

    assert (D("0.3"), D("0.2")) == (drift.max_drift, drift.mean_drift)
    assert D("0.2160") == drift.rmse_drift.quantize(D("0.0001"))
    assert D("0.7") == drift.accuracy


def test_relative_drift_is_undefined_without_a_target():
    """There is no fraction of a target of zero (domain rule 5)."""
    drift = report({"A": 50, "B": 50}, {"A": "1"})

    assert (D("-0.5"), None) == (drift.row("A").relative_drift, drift.row("B").relative_drift)


def test_only_rows_out_of_their_band_are_breached():
    """A row on the edge of its band is not breached."""
    drift = report({"A": 45, "B": 35, "C": 20}, {"A": "0.4", "B": "0.3", "C": "0.3"})

    assert ["C"] == [row.key for row in drift.breached]


def test_an_empty_report_has_no_drift():
    """Nothing held and nothing wanted is no drift, not a division by zero."""
    nothing = DriftReport(total_value=D(0), rows=())

    assert (D(0), D(0), D(0), D(1)) == (
        nothing.max_drift,
        nothing.mean_drift,
        nothing.rmse_drift,
        nothing.accuracy,
    )


def test_a_key_that_is_neither_held_nor_wanted_is_named():
    """Asking for a row that does not exist names it."""
    with pytest.raises(KeyError, match="QQQ is neither held nor targeted"):
        report({"A": 1}, {}).row("QQQ")
