"""Drift is measured over everything that is held, wanted or cash."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import policy, snapshot, targets
from trimtab.domain.config import DriftConfig, DriftMethod
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
    """The band's edge is inside: 45 % against 40 % does not breach five points (F-050)."""
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


@pytest.mark.parametrize(
    ("spy", "level"),
    [
        ("45", DriftLevel.WITHIN_TOLERANCE),
        ("45.01", DriftLevel.WARNING),
        ("50", DriftLevel.WARNING),
        ("50.01", DriftLevel.CRITICAL),
    ],
)
def test_exactly_five_and_ten_points_do_not_breach(spy: str, level: DriftLevel):
    """Over a target of 40 %: five points are inside, ten a warning, a hair more is not (domain rule 4)."""
    account = snapshot("0", {"SPY": spy, "TLT": str(100 - D(spy))}, {"SPY": "1", "TLT": "1"})

    assert level == measure_portfolio_drift(account, policy({"SPY": "0.4", "TLT": "0.6"})).row("SPY").level


def test_an_edge_is_exact_where_weights_have_no_end():
    """A third of the portfolio has no exact decimal; five points from its target are inside anyway."""
    account = snapshot("0", {"A": "1", "B": "2"}, {"A": "1", "B": "1"})
    wanted = {"A": D(1) / 3 - D("0.05"), "B": D(2) / 3 + D("0.05")}

    assert () == measure_portfolio_drift(account, policy({}), wanted).breached


@pytest.mark.parametrize(
    ("held", "level"), [("4.8", "WITHIN_TOLERANCE"), ("4.81", "WARNING"), ("5.61", "CRITICAL")]
)
def test_a_fifth_of_a_small_target(held: str, level: str):
    """Under 20 % relative with 40 % critical a target of 4 % is in from 3.2 to 4.8 and critical above 5.6."""
    rule = policy(
        {"A": "0.04", "B": "0.96"},
        drift=DriftConfig(threshold=D("0.2"), method=DriftMethod.RELATIVE),
    )
    account = snapshot("0", {"A": held, "B": str(100 - D(held))}, {"A": "1", "B": "1"})

    assert DriftLevel[level] == measure_portfolio_drift(account, rule).row("A").level


@pytest.mark.parametrize("wanted", [{"A": "1", "OLD": "0"}, {"A": "1"}])
def test_any_holding_of_a_zero_target_is_critical_under_relative(wanted: dict[str, str]):
    """Relative drift is undefined, the breach critical, the absolute drift reported (domain rule 5)."""
    rule = policy(wanted, drift=DriftConfig(method=DriftMethod.RELATIVE))
    row = measure_portfolio_drift(snapshot("0", {"A": "999", "OLD": "1"}, {"A": "1", "OLD": "1"}), rule).row(
        "OLD"
    )

    assert (None, DriftLevel.CRITICAL, D("0.001")) == (row.relative_drift, row.level, row.drift)


def test_nothing_held_of_a_zero_target_is_no_breach():
    """A band without width still holds its own target."""
    rule = policy({"A": "1", "OLD": "0"}, drift=DriftConfig(method=DriftMethod.RELATIVE))

    assert () == measure_portfolio_drift(snapshot("0", {"A": "1"}, {"A": "1"}), rule).breached


@pytest.mark.parametrize("method", DriftMethod)
def test_cash_is_banded_in_points_under_every_method(method: DriftMethod):
    """Four points of idle cash without a cash target are inside five, or every penny would breach."""
    rule = policy({"A": "1"}, drift=DriftConfig(method=method))
    account = snapshot("4", {"A": "96"}, {"A": "1"})

    assert DriftLevel.WITHIN_TOLERANCE == measure_portfolio_drift(account, rule).row(CASH).level


def test_who_has_a_target():
    """Enabled targets have one, be it zero; what is only held and cash that nobody wants have none."""
    account = snapshot("1", {"A": "1", "OLD": "1", "X": "1"}, {"A": "1", "OLD": "1", "X": "1"})
    drift = measure_portfolio_drift(account, policy({"A": "1", "B": "0", "X": "0"}))

    assert ["A", "B", "X"] == [row.key for row in drift.targeted]


def test_wanted_cash_has_a_target():
    """A cash target above zero makes cash a row like any other."""
    drift = measure_portfolio_drift(snapshot("1", {}, {}), policy({"A": "0.9"}, "0.1"))

    assert ["A", CASH] == [row.key for row in drift.targeted]


def test_other_weights_at_zero_are_no_targets():
    """A row measured against zero keeps its place, but only the policy makes zero a target."""
    account = snapshot("0", {"A": "1"}, {"A": "1"})
    drift = measure_portfolio_drift(account, policy({"A": "1"}), {"A": D(1), "SOLD": D(0), CASH: D(0)})

    assert (["A", "SOLD", CASH], ["A"]) == ([r.key for r in drift.rows], [r.key for r in drift.targeted])


def test_a_given_total_takes_the_place_of_the_sum():
    """Weights are parts of the total a caller has already taken."""
    drift = measure_drift({"A": D(50)}, {"A": D("0.5")}, {}, FIVE_POINTS, total=D(100))

    assert (D(100), D("0.5")) == (drift.total_value, drift.row("A").actual_weight)
