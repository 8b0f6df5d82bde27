"""Every row to its exact target."""

from __future__ import annotations

from decimal import Decimal as D

from builders import policy, question, snapshot
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.destination import Move
from trimtab.planning.methods.full import move_all

REQUEST = question(
    snapshot("0", {"A": "41", "B": "39", "C": "20"}, {"A": "1", "B": "1", "C": "1"}),
    policy({"A": "0.4", "B": "0.4", "C": "0.2"}),
)
DRIFT = measure_portfolio_drift(REQUEST.snapshot, REQUEST.policy)


def test_every_row_off_its_target_is_moved():
    """Full rebalancing repairs small drifts too, and leaves alone what is exactly right."""
    assert {"A": Move("A", D(-1)), "B": Move("B", D(1))} == move_all(REQUEST, DRIFT, DRIFT.rows[:-1])


def test_a_third_of_three_is_on_target():
    """A third times three is not one to the last digit; that is rounding and no drift."""
    third = str(D(1) / 3)
    request = question(
        snapshot("0", dict.fromkeys("ABC", "1"), dict.fromkeys("ABC", "1")),
        policy(dict.fromkeys("ABC", third)),
    )
    drift = measure_portfolio_drift(request.snapshot, request.policy)

    assert {} == move_all(request, drift, drift.rows[:-1])


def test_only_the_rows_given_are_moved():
    """What is fixed is not among them."""
    assert ["B"] == list(move_all(REQUEST, DRIFT, DRIFT.rows[1:-1]))
