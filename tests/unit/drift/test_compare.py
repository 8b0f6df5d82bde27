"""What changed between two reports."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.drift import DriftLevel, DriftReport, ToleranceBand
from trimtab.domain.instruments import CASH
from trimtab.drift.compare import compare
from trimtab.drift.measure import measure_drift


def report(values: dict[str, int], wanted: dict[str, str]) -> DriftReport:
    held = {key: D(value) for key, value in values.items()}
    targets = {key: D(weight) for key, weight in wanted.items()}
    return measure_drift(held, targets, {}, ToleranceBand.of(D("0.05")))


def halves(first: int) -> DriftReport:
    return report({"A": first, "B": 100 - first}, {"A": "0.5", "B": "0.5"})


def test_equal_reports_have_no_changes():
    """Nothing moved, nothing to tell."""
    assert () == compare(halves(56), halves(56)).rows


def test_a_row_says_how_far_it_moved_and_between_which_levels():
    """A moves from six points over to twelve: a warning becomes critical."""
    found = compare(halves(56), halves(62)).rows[0]

    assert (D("0.06"), D("0.12"), D("0.06")) == (found.drift_before, found.drift_after, found.moved_by)
    assert (DriftLevel.WARNING, DriftLevel.CRITICAL) == (found.level_before, found.level_after)


def test_a_level_may_change_without_a_move():
    """A narrower band alone opens a breach."""
    held, wanted = {"A": D(53), "B": D(47)}, {"A": D("0.5"), "B": D("0.5")}
    bands = [ToleranceBand.of(D("0.05")), ToleranceBand.of(D("0.02"))]
    before, after = (measure_drift(held, wanted, {}, band) for band in bands)

    assert [("A", D(0)), ("B", D(0))] == [(row.key, row.moved_by) for row in compare(before, after).opened]


def test_keys_of_either_report_take_part():
    """What appears or goes stands at zero in the report without it; cash closes the list."""
    before = report({"A": 90, "OLD": 10}, {"A": "1"})
    after = report({"A": 80, "NEW": 5, CASH: 15}, {"A": "1"})
    found = compare(before, after)

    assert ["A", "NEW", "OLD", CASH] == [row.key for row in found.rows]
    assert [D("0.05"), D("-0.1"), D("0.15")] == [row.moved_by for row in found.rows[1:]]
    assert (["OLD"], [CASH]) == ([row.key for row in found.resolved], [row.key for row in found.opened])
