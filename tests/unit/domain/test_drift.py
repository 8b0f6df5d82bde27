"""Bands, levels and the sums of a drift report."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.drift import (
    DriftChange,
    DriftLevel,
    DriftReport,
    RowChange,
    ToleranceBand,
)
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


@pytest.mark.parametrize(("drift", "level"), [("0.12", "WITHIN_TOLERANCE"), ("-0.1200001", "CRITICAL")])
def test_a_critical_edge_inside_the_tolerance_never_narrows_it(drift: str, level: str):
    """Ten points critical under a tolerance of twelve: inside the tolerance nothing is critical."""
    assert DriftLevel[level] == ToleranceBand(D("0.12"), D("0.10")).level(D(drift))


def test_aggregates_by_hand():
    """Drifts of +30, -20 and -10 points: maximum 30, mean 20, root mean square about 21.6."""
    drift = report({"A": 60, "B": 30, "C": 10}, {"A": "0.3", "B": "0.5", "C": "0.2"})

    assert (D("0.3"), D("0.2")) == (drift.max_drift, drift.mean_drift)
    assert D("0.2160") == drift.rmse_drift.quantize(D("0.0001"))
    assert D("0.7") == drift.accuracy


def test_aggregates_run_over_the_rows_that_have_targets():
    """OLD has none: 20 points of it are no drift of a target, yet they cost accuracy (domain §1.4)."""
    drift = report({"A": 40, "B": 40, "OLD": 20}, {"A": "0.6", "B": "0.4"})

    assert ["A", "B"] == [row.key for row in drift.targeted]
    assert (D("0.2"), D("0.1"), D("0.8")) == (drift.max_drift, drift.mean_drift, drift.accuracy)
    assert D("0.1414") == drift.rmse_drift.quantize(D("0.0001"))


def test_a_target_of_zero_is_a_target():
    """What the owner wants to be rid of counts in the aggregates with all that is left of it."""
    drift = report({"A": 70, "B": 10, "OLD": 20}, {"A": "0.8", "B": "0.2", "OLD": "0"})

    assert (3, D("0.2")) == (len(drift.targeted), drift.max_drift)


def test_relative_drift_is_a_part_of_the_target():
    """Ten points over a target of forty are a quarter of it; as many below sixty a sixth."""
    drift = report({"A": 50, "B": 50}, {"A": "0.4", "B": "0.6"})

    assert (D("0.25"), D("-0.1") / D("0.6")) == (drift.row("A").relative_drift, drift.row("B").relative_drift)


def test_one_target_alone_is_its_own_mean():
    """Maximum, mean and RMSE of a single target are its drift."""
    drift = report({"A": 75, "OLD": 25}, {"A": "1"})

    assert {D("0.25")} == {drift.max_drift, drift.mean_drift, drift.rmse_drift}


def test_relative_drift_is_undefined_without_a_target():
    """There is no fraction of a target of zero (domain rule 5)."""
    drift = report({"A": 50, "B": 50}, {"A": "1"})

    assert (D("-0.5"), None) == (drift.row("A").relative_drift, drift.row("B").relative_drift)


def test_only_rows_out_of_their_band_are_breached():
    """A row on the edge of its band is not breached."""
    drift = report({"A": 45, "B": 35, "C": 20}, {"A": "0.4", "B": "0.3", "C": "0.3"})

    assert ["C"] == [row.key for row in drift.breached]


def test_what_has_no_target_can_be_breached():
    """A holding without a target is graded by its own row all the same."""
    drift = report({"A": 94, "OLD": 6}, {"A": "1"})

    assert ["A", "OLD"] == [row.key for row in drift.breached]


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


def change(before: int, after: int, drift_before: str = "0", drift_after: str = "0") -> RowChange:
    return RowChange(
        key=f"{before}{after}",
        drift_before=D(drift_before),
        drift_after=D(drift_after),
        level_before=DriftLevel(before),
        level_after=DriftLevel(after),
    )


def test_changes_are_sorted_by_what_happened_to_their_level():
    """Opened ones are among the worsened, resolved ones among the eased; the level may stay, too."""
    moves = [(0, 1), (0, 2), (1, 2), (1, 1), (2, 1), (2, 0), (1, 0)]
    found = DriftChange(rows=tuple(change(before, after) for before, after in moves))

    assert ["01", "02"] == [row.key for row in found.opened]
    assert ["01", "02", "12"] == [row.key for row in found.worsened]
    assert ["21", "20", "10"] == [row.key for row in found.eased]
    assert ["20", "10"] == [row.key for row in found.resolved]


def test_a_move_is_signed():
    """From six points under to two over is a move of eight."""
    assert D("0.08") == change(1, 0, "-0.06", "0.02").moved_by
