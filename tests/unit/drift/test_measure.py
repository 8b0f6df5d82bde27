"""Drift is measured over everything that is held, wanted or cash."""

from __future__ import annotations

from decimal import Decimal as D

from builders import policy, snapshot, targets
from trimtab.domain.drift import DriftLevel, ToleranceBand
from trimtab.domain.instruments import CASH
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.drift.measure import measure_drift, measure_portfolio_drift

FIVE_POINTS = ToleranceBand.of(D("0.05"))


def test_requirement_004_by_hand():
    """Actual 46.5 % against a target of 40 % is 6.5 points over, and a warning."""
    account = snapshot("0", {"SPY": "93", "TLT": "107"}, {"SPY": "500", "TLT": "500"})
    row = measure_portfolio_drift(account, policy({"SPY": "0.4", "TLT": "0.6"})).row("SPY")

    assert (D("0.465"), D("0.065"), DriftLevel.WARNING) == (row.actual_weight, row.drift, row.level)


def test_drift_of_exactly_the_tolerance_is_within_it():
    """The band's edge is inside: 45 % against 40 % does not breach five points."""
    drift = measure_drift({"A": D(45), "B": D(55)}, {"A": D("0.4"), "B": D("0.6")}, {}, FIVE_POINTS)

    assert () == drift.breached


def test_what_is_wanted_but_not_held_drifts():
    """An unbought target misses its full weight."""
    drift = measure_drift({"A": D(100)}, {"A": D("0.8"), "B": D("0.2")}, {}, FIVE_POINTS)

    assert D("-0.2") == drift.row("B").drift


def test_what_is_held_but_not_wanted_drifts():
    """A holding without a target has a target of zero."""
    drift = measure_drift({"A": D(80), "B": D(20)}, {"A": D(1)}, {}, FIVE_POINTS)

    assert (D("0.2"), D(0)) == (drift.row("B").drift, drift.row("B").target_weight)


def test_rows_are_in_key_order_with_cash_last():
    """The order of rows does not depend on the order of the inputs, and cash closes the list."""
    drift = measure_drift({"B": D(1), CASH: D(1)}, {"C": D("0.5"), "A": D("0.5")}, {}, FIVE_POINTS)

    assert ["A", "B", "C", CASH] == [row.key for row in drift.rows]


def test_a_portfolio_worth_nothing_misses_every_target():
    """Nothing held means actual weights of zero, never a division by zero."""
    drift = measure_drift({}, {"A": D(1)}, {}, FIVE_POINTS)

    assert (D(0), D(-1)) == (drift.total_value, drift.row("A").drift)


def test_a_target_s_own_tolerance_overrides_the_policy_s():
    """Two points of tolerance on one symbol breach where the policy's five do not (domain rule 5)."""
    narrow = TargetAllocation(symbol="A", weight=D("0.5"), tolerance=D("0.02"))
    wanted = Targets(allocations=(narrow, *targets({"B": "0.5"}).allocations))
    account = snapshot("0", {"A": "53", "B": "47"}, {"A": "1", "B": "1"})

    assert ["A"] == [row.key for row in measure_portfolio_drift(account, policy(wanted)).breached]


def test_cash_has_a_row_of_its_own():
    """Idle cash of 20 % against a cash target of 5 % is 15 points over."""
    account = snapshot("200", {"SPY": "8"}, {"SPY": "100"})

    assert D("0.15") == measure_portfolio_drift(account, policy({"SPY": "0.95"}, "0.05")).row(CASH).drift
