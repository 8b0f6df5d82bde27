"""The figures of a plan, computed again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import builders
from trimtab.domain.drift import DriftReport, ToleranceBand
from trimtab.domain.request import PlanRequest, Swap
from trimtab.planning.check.facts import gather
from trimtab.planning.check.measures import goals_after, goals_of, quantities_after, swap_value
from unit.planning.check.cases import planned, request, rules, tampered


def with_row(report: DriftReport, key: str, **fields: object) -> DriftReport:
    """A report with one row changed."""
    rows = (replace(row, **fields) if row.key == key else row for row in report.rows)  # type: ignore[arg-type]
    return replace(report, rows=tuple(rows))


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"market_value": D("900.01")}, "drift: value"),
        ({"actual_weight": D("0.4501")}, "drift: weight"),
        ({"actual_weight": D("0.4501")}, "drift: sum"),
        ({"actual_weight": D("0.4499")}, "drift: sum"),
        ({"band": ToleranceBand(D("0.06"), D("0.1"))}, "drift: band"),
        ({"band": ToleranceBand(D("0.05"), D("0.11"))}, "drift: critical"),
        ({"market_value": D("NaN")}, "drift: value"),
    ],
)
def test_a_tampered_row_is_found(fields: dict[str, object], rule: str):
    """Value, weight, band and sum of every row are computed anew, before and after."""
    plan = planned()

    assert rule in tampered(drift=with_row(plan.drift, "SPY", **fields))
    after = rule.replace("drift", "drift after")
    row = replace(plan.drift_after.row("SPY"), **fields)  # type: ignore[arg-type]
    moved = with_row(plan.drift_after, "SPY", **{name: getattr(row, name) for name in fields})
    assert after in tampered(drift_after=moved)


@pytest.mark.parametrize(
    ("fields", "total"),
    [({"actual_weight": D("0.450000000000001")}, "2000"), ({"market_value": D("900.000000000001")}, "2000")],
)
def test_what_rounding_leaves_is_no_difference(fields: dict[str, object], total: str):
    """A quadrillionth of the portfolio's value may be off, in a row and in the sum."""
    plan = planned()
    drift = replace(with_row(plan.drift, "SPY", **fields), total_value=D(total) + D("0.000000000001"))

    assert not {"drift: total", "drift: value", "drift: weight", "drift: sum"} & tampered(drift=drift)


def test_a_portfolio_worth_nothing_has_no_weights():
    """The plan for it says so, and that is right."""
    asked = request(snapshot=builders.snapshot("0", {}, {"SPY": "50", "TLT": "20"}))

    assert set() == rules(planned(asked), asked)


def test_a_row_nobody_aims_for_has_no_goal():
    """It is a row too many, and its goal of nothing is right."""
    plan = planned()
    stranger = replace(plan.drift_after.row("SPY"), key="XYZ", target_weight=D(0))
    found = tampered(drift_after=replace(plan.drift_after, rows=(*plan.drift_after.rows, stranger)))

    assert ("drift after: rows" in found, "drift after: goal" in found) == (True, False)


def test_another_total_is_found():
    """The portfolio is worth what it is worth."""
    plan = planned()

    assert "drift: total" in tampered(drift=replace(plan.drift, total_value=D(2001)))
    assert "drift after: total" in tampered(drift_after=replace(plan.drift_after, total_value=D(1999)))


def test_a_missing_row_is_found():
    """Everything held, wanted or cash has its row, with cash last."""
    plan = planned()

    assert "drift: rows" in tampered(drift=replace(plan.drift, rows=plan.drift.rows[1:]))
    assert "drift: rows" in tampered(drift=replace(plan.drift, rows=plan.drift.rows[::-1]))


def test_goals_are_the_same_before_and_after():
    """Trading does not move the target."""
    moved = with_row(planned().drift_after, "SPY", target_weight=D("0.3"))

    assert "drift after: goal" in tampered(drift_after=moved)


def test_shares_after_the_trades():
    """18 less 8, and 5 and 20 more."""
    after = quantities_after(gather(request()), planned())

    assert {"SPY": D(10), "TLT": D(25)} == after


def swapped(asked: PlanRequest, **swap: str) -> dict[str, D]:
    """The goals of the usual plan after a swap of ten shares."""
    one = Swap(sold=swap["sold"], bought=swap["bought"], quantity=D(10))
    return goals_after(gather(replace(asked, swaps=(one,))), planned())


def test_a_swap_takes_no_more_goal_along_than_there_is():
    """IEF has a price, XYZ has none, and neither has a goal to give."""
    account = builders.snapshot("1000", {"SPY": "18", "TLT": "5"}, {"IEF": "50", "SPY": "50", "TLT": "20"})
    goals = goals_of(planned())

    assert goals | {"IEF": D(0), "VTI": D(0)} == swapped(request(snapshot=account), sold="IEF", bought="VTI")
    assert goals | {"XYZ": D(0), "VTI": D(0)} == swapped(request(), sold="XYZ", bought="VTI")
    assert D(0) == swap_value(gather(request()), Swap(sold="XYZ", bought="VTI", quantity=D(10)))


def test_a_swap_in_a_portfolio_worth_nothing_takes_all_the_goal_along():
    """Its value is more than any part of nothing."""
    account = replace(request().snapshot, cash=D(-1000))

    assert D(0) == swapped(request(snapshot=account), sold="SPY", bought="VTI")["SPY"]


def test_goals_are_read_from_the_rows():
    """By key, cash included."""
    assert {"SPY": D("0.25"), "TLT": D("0.25"), "$CASH": D("0.5")} == goals_of(planned())


@pytest.mark.parametrize(("quantity", "spy", "vti"), [("2", "0.2", "0.05"), ("18", "0", "0.25")])
def test_a_swap_takes_its_part_of_the_goal_along(quantity: str, spy: str, vti: str):
    """Two SPY at 50 are five points of 2,000 dollars; more than its goal cannot go."""
    swap = Swap(sold="SPY", bought="VTI", quantity=D(quantity))
    facts = gather(request(swaps=(swap,)))
    goals = goals_after(facts, planned())

    assert (D(spy), D(vti)) == (goals["SPY"], goals["VTI"])
    assert 50 * D(quantity) == swap_value(facts, swap)
