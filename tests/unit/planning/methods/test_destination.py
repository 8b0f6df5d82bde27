"""How far a trade goes."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import plan, policy, question, skipped, snapshot, traded
from trimtab.domain.config import CostConfig
from trimtab.domain.drift import DriftLevel
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Destination
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.destination import Move, move_to_destinations, move_to_target
from unit.planning.methods.worlds import whole

PRICES = {"A": "1", "B": "1"}
EDGE = Destination.BAND_EDGE


def moves(
    held: dict[str, str], wanted: dict[str, str], destination: Destination, **fields: Any
) -> dict[str, Move]:
    account = snapshot("0", held, PRICES)
    asked = question(account, policy(wanted, destination=destination, **fields))
    drift = measure_portfolio_drift(account, asked.policy)
    return move_to_destinations(asked, drift, drift.rows[:-1])


@pytest.mark.parametrize(
    ("destination", "change"), [(Destination.TARGET, 12), (EDGE, 7), (Destination.HALF_WAY, 6)]
)
def test_each_destination_has_its_distance(destination: Destination, change: int):
    """Twelve points off with a band of five: twelve to the target, seven to the edge, six half-way."""
    moved = moves({"A": "62", "B": "38"}, {"A": "0.5", "B": "0.5"}, destination)

    assert {"A": Move("A", D(-change)), "B": Move("B", D(change))} == moved


@pytest.mark.parametrize("destination", Destination)
def test_an_exit_goes_all_the_way(destination: Destination):
    """What has a target of zero is sold whole, wherever the others stop."""
    exit_ = moves({"A": "20", "B": "80"}, {"A": "0", "B": "1"}, destination)["A"]

    assert Move("A", D(-20), is_exit=True, code=ReasonCode.LIQUIDATION) == exit_


def test_a_target_of_zero_that_is_not_held_is_no_exit():
    """Nothing is there to be sold."""
    row = measure_portfolio_drift(snapshot("0", {"B": "80"}, PRICES), policy({"A": "0", "B": "0.5"})).row("A")

    assert Move("A", D(0)) == move_to_target(row, D(80))
    assert ["B"] == list(moves({"B": "80"}, {"A": "0", "B": "0.5"}, Destination.TARGET))


def test_inside_the_band_there_is_no_way_to_the_edge():
    """A row at its edge, or nearer, is where the policy wants it."""
    assert {} == moves({"A": "55", "B": "45"}, {"A": "0.5", "B": "0.5"}, EDGE)


def test_a_band_of_no_width_ends_at_the_target():
    """Without tolerance the edge is the target."""
    account = snapshot("0", {"A": "62", "B": "38"}, PRICES)
    rule = policy({"A": "0.5", "B": "0.5"}, destination=EDGE)
    tight = measure_portfolio_drift(account, rule)
    rows = tuple(row for row in tight.rows if row.key == "A")

    assert D(-7) == move_to_destinations(question(account, rule), tight, rows)["A"].change


def test_a_step_that_is_begun_is_taken_whole():
    """The edges lie 15 dollars away and a share costs 30: one is sold and one is bought."""
    account = whole(snapshot("0", {"A": "5", "B": "5"}, {"A": "30", "B": "30"}))
    made = plan(account, policy({"A": "0.4", "B": "0.6"}, destination=EDGE))

    assert {"A": (Side.SELL, D(1)), "B": (Side.BUY, D(1))} == traded(made)


def test_no_step_leads_beyond_the_target():
    """The edge lies 6 dollars away and the target 21, but a share costs 30: nothing fits between."""
    account = whole(snapshot("0", {"A": "5", "B": "5"}, {"A": "30", "B": "30"}))
    made = plan(account, policy({"A": "0.43", "B": "0.57"}, destination=EDGE))

    assert {"A": "BELOW_ONE_SHARE", "B": "BELOW_ONE_SHARE"} == skipped(made)


@pytest.mark.parametrize("unit", QuantityUnit)
@pytest.mark.parametrize("shares", ["61", "59.999", "75.5", "38", "25.01", "44.9"])
def test_a_plan_to_the_edge_ends_inside_the_band(unit: QuantityUnit, shares: str):
    """Whatever the unit, the price and the costs, cutting to steps does not leave the row outside."""
    account = whole(snapshot("2000", {"A": shares, "B": "50"}, {"A": "97.31", "B": "103.77"}), unit)
    costs = CostConfig(spread_rate=D("0.004"), commission_rate=D("0.001"), minimum_trade=D(1))
    made = plan(account, policy({"A": "0.4", "B": "0.4"}, "0.2", destination=EDGE, costs=costs))

    levels = {row.key: row.level for row in made.drift_after.rows}
    assert {DriftLevel.WITHIN_TOLERANCE} == set(levels.values())


def test_the_move_to_the_target_leaves_the_band_out():
    """Half a point off is half a point to go."""
    account = snapshot("0", {"A": "505", "B": "495"}, PRICES)
    drift = measure_portfolio_drift(account, policy({"A": "0.5", "B": "0.5"}))

    assert [D(-5), D(5)] == [move_to_target(row, drift.total_value).change for row in drift.rows[:-1]]
