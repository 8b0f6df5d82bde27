"""Asset classes are rolled up from the valuation of their symbols."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from builders import in_classes, instrument, policy, snapshot, targets
from trimtab.domain.config import DriftConfig, DriftMethod
from trimtab.domain.drift import DriftLevel, DriftReport
from trimtab.domain.instruments import CASH
from trimtab.domain.snapshot import UNCLASSIFIED, Snapshot
from trimtab.domain.targets import ClassTarget, Targets
from trimtab.drift.classes import add_up_targets, measure_by_class, measure_drift_view, roll_up
from trimtab.drift.measure import measure_portfolio_drift

CLASSES = {"AGG": "BOND", "GLD": "METAL", "QQQ": "STOCK", "SPY": "STOCK"}
INSTRUMENTS = tuple(replace(instrument(symbol), asset_class=name) for symbol, name in CLASSES.items())


def account(cash: str, **holdings: str) -> Snapshot:
    """Holdings at one dollar a share."""
    return snapshot(cash, holdings, dict.fromkeys(holdings, "1"), instruments=INSTRUMENTS)


def per_class(*wanted: ClassTarget) -> Targets:
    return Targets(allocations=targets({"SPY": "1"}).allocations, class_allocations=wanted)


def wanted(name: str, weight: str, tolerance: str | None = None) -> ClassTarget:
    return ClassTarget(
        asset_class=name, weight=D(weight), tolerance=None if tolerance is None else D(tolerance)
    )


def figures(drift: DriftReport) -> dict[str, tuple[D, D]]:
    return {row.key: (row.actual_weight, row.target_weight) for row in drift.rows}


def test_symbols_of_a_class_offset_each_other():
    """Six points too much SPY and six too little QQQ are no drift of stocks."""
    rule = policy({"AGG": "0.4", "QQQ": "0.2", "SPY": "0.4"})
    view = measure_drift_view(account("0", AGG="40", QQQ="14", SPY="46"), rule)

    assert ["QQQ", "SPY"] == [row.key for row in view.by_symbol.breached]
    assert {"BOND": (D("0.4"), D("0.4")), "STOCK": (D("0.6"), D("0.6")), CASH: (D(0), D(0))} == figures(
        view.by_class
    )


def test_cash_is_a_class_of_its_own():
    """Idle cash of 20 % against a cash target of 5 % is 15 points over, as a class too."""
    drift = measure_by_class(account("20", SPY="80"), policy({"SPY": "0.95"}, "0.05"))

    assert (["STOCK", CASH], D("0.15")) == ([row.key for row in drift.rows], drift.row(CASH).drift)


def test_both_roll_ups_have_one_valuation():
    """The total is the same number, and values per class add up to it."""
    held = {"AGG": "0.000000007", "SPY": "33333333333.333333333"}
    valued = snapshot("0.01", held, {"AGG": "0.3333", "SPY": "999.9999"}, instruments=INSTRUMENTS)
    view = measure_drift_view(valued, policy({"SPY": "1"}))

    assert valued.total_value == view.by_symbol.total_value == view.by_class.total_value
    assert valued.market_values["SPY"] == view.by_class.row("STOCK").market_value


def test_the_class_of_what_nobody_describes():
    """A symbol without a description, held or wanted, is unclassified."""
    drift = measure_by_class(account("50", ZZZ="50"), policy({"YYY": "1"}))

    assert (D("0.5"), D(1)) == figures(drift)[UNCLASSIFIED]


def test_a_class_without_a_target_counts_in_the_valuation_only():
    """Metal is held, not wanted: stocks miss its part, and the mean is theirs alone."""
    drift = measure_by_class(account("0", GLD="20", SPY="80"), policy({"SPY": "1"}))

    assert ["STOCK"] == [row.key for row in drift.targeted]
    assert (D("0.2"), D("-0.2")) == (drift.mean_drift, drift.row("STOCK").drift)


def test_requirement_001_s_class_targets_take_the_place_of_the_symbols():
    """Stocks 70 % against 60 and bonds 30 % against 40, with tolerances of their own."""
    rule = policy(per_class(wanted("BOND", "0.4", "0.1"), wanted("STOCK", "0.6")))
    drift = measure_by_class(account("0", AGG="30", SPY="70"), rule)

    assert {"BOND": (D("0.3"), D("0.4")), "STOCK": (D("0.7"), D("0.6")), CASH: (D(0), D(0))} == figures(drift)
    assert [DriftLevel.WITHIN_TOLERANCE, DriftLevel.WARNING, DriftLevel.WITHIN_TOLERANCE] == [
        row.level for row in drift.rows
    ]


def test_a_class_that_is_wanted_and_not_held_misses_its_weight():
    """Every class target has a row; a class among the holdings that is not named has no target."""
    drift = measure_by_class(account("0", SPY="1"), policy(per_class(wanted("BOND", "0.4"))))

    assert (D("-0.4"), ["BOND"]) == (drift.row("BOND").drift, [row.key for row in drift.targeted])


def test_cash_as_a_class_keeps_points_and_its_own_tolerance():
    """Two points of tolerance are points for cash, where other classes have a part of their target."""
    relative = DriftConfig(method=DriftMethod.RELATIVE)
    rule = policy(per_class(wanted("STOCK", "0.9", "0.1"), wanted(CASH, "0.1", "0.02")), drift=relative)
    drift = measure_by_class(account("20", SPY="80"), rule)

    assert (D("0.09"), D("0.02")) == (drift.row("STOCK").band.tolerance, drift.row(CASH).band.tolerance)


def test_classes_follow_other_weights():
    """Weights that a caller aims for take the place of the policy's, symbol by symbol."""
    aimed: dict[str, Any] = {"AGG": D("0.5"), "SPY": D("0.5"), CASH: D(0)}
    drift = measure_by_class(account("0", SPY="1"), policy({"SPY": "1"}), aimed)

    assert {"BOND": D("-0.5"), "STOCK": D("0.5"), CASH: D(0)} == {row.key: row.drift for row in drift.rows}


def test_a_report_per_symbol_can_be_rolled_up_later():
    """Rolling up a report gives what measuring both at once gives."""
    here, rule = account("10", AGG="40", SPY="50"), policy({"AGG": "0.4", "SPY": "0.6"})

    assert measure_by_class(here, rule) == roll_up(measure_portfolio_drift(here, rule), here, rule)


def test_the_owner_s_class_goes_before_the_broker_s():
    """QQQ is counted as a commodity because its owner says so; the broker's word holds for the rest."""
    rule = in_classes(policy({"AGG": "0.4", "QQQ": "0.2", "SPY": "0.4"}), QQQ="COMMODITY")
    drift = measure_by_class(account("0", AGG="40", QQQ="14", SPY="46"), rule)

    assert {
        "BOND": (D("0.4"), D("0.4")),
        "COMMODITY": (D("0.14"), D("0.2")),
        "STOCK": (D("0.46"), D("0.4")),
        CASH: (D(0), D(0)),
    } == figures(drift)


def test_targets_are_added_up_by_class():
    """What is switched off does not count, and cash is not among the classes."""
    rule = policy({"AGG": "0.3", "QQQ": "0.2", "SPY": "0.4"}, "0.1").targets
    off = tuple(replace(each, is_enabled=each.symbol != "QQQ") for each in rule.allocations)

    assert (wanted("BOND", "0.3"), wanted("STOCK", "0.4")) == add_up_targets(
        replace(rule, allocations=off), CLASSES
    )
