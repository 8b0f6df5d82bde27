"""The table of methods."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import plan, policy, question, skipped, snapshot, traded
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import Destination, RebalancingMethod
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.moves import choose_moves, move_to_goal

PRICES = {"A": "1", "B": "1", "C": "1"}
ACCOUNT = snapshot("0", {"A": "46", "B": "38", "C": "16"}, PRICES)
RULE = policy({"A": "0.4", "B": "0.4", "C": "0.2"})
DRIFT = measure_portfolio_drift(ACCOUNT, RULE)

METHODS = RebalancingMethod


@pytest.mark.parametrize(
    ("method", "changes"),
    [
        (METHODS.FULL, {"A": -6, "B": 2, "C": 4}),
        (METHODS.THRESHOLD_REBALANCING, {"A": -6, "B": 2, "C": 4}),
        (METHODS.PROPORTIONAL_REBALANCING, {"A": -6, "B": 2, "C": 4}),
        (METHODS.TACTICAL_REBALANCING, {"A": -6, "B": 2, "C": 4}),
        (METHODS.CASH_FLOW, {"A": -20}),
    ],
)
def test_every_method_has_its_chooser(method: RebalancingMethod, changes: dict[str, int]):
    """Six points of A are too much; a flow of minus twenty asks for twenty of it."""
    asked = question(ACCOUNT, RULE, method=method, cash_flow=D(-20))
    moves = choose_moves(asked, DRIFT, frozenset({"B", "C"} if method is METHODS.CASH_FLOW else ()))

    assert changes == {symbol: int(move.change) for symbol, move in moves.items()}


@pytest.mark.parametrize("method", METHODS)
def test_neither_cash_nor_what_is_fixed_is_moved(method: RebalancingMethod):
    """No method sees them."""
    account = snapshot("900", {"A": "46", "B": "38", "C": "16"}, PRICES)
    asked = question(account, RULE, method=method)

    assert {"A", "B"} == choose_moves(asked, measure_portfolio_drift(account, RULE), frozenset({"C"})).keys()


@pytest.mark.parametrize("method", METHODS)
def test_a_partial_plan_touches_what_was_chosen(method: RebalancingMethod):
    """The others are not selected, whatever their drift."""
    account = snapshot("900", {"A": "46", "B": "38", "C": "16"}, PRICES)
    made = plan(account, RULE, method=method, symbols=("A",))

    assert (["A"], {"B": "NOT_SELECTED", "C": "NOT_SELECTED"}) == (list(traded(made)), skipped(made))


def test_a_row_is_tried_where_its_destination_is():
    """Half-way is half of six points."""
    asked = question(ACCOUNT, policy({"A": "0.4", "B": "0.4", "C": "0.2"}, destination=Destination.HALF_WAY))

    assert D(-3) == move_to_goal(asked, DRIFT, DRIFT.row("A")).change


def test_a_row_inside_its_band_is_tried_at_its_target():
    """It may be needed for cash, even where the edge of its band asks nothing of it."""
    asked = question(ACCOUNT, policy({"A": "0.4", "B": "0.4", "C": "0.2"}, destination=Destination.BAND_EDGE))

    assert [D(-1), D(4)] == [move_to_goal(asked, DRIFT, DRIFT.row(key)).change for key in ("A", "C")]


def test_a_row_is_tried_the_way_of_the_flow():
    """A has too much, and is tried as a buy all the same."""
    asked = question(ACCOUNT, RULE, method=METHODS.CASH_FLOW, cash_flow=D(30))

    assert D(30) == move_to_goal(asked, DRIFT, DRIFT.row("A")).change


def test_cash_alone_moves_nothing():
    """Without any other row there is nothing to choose from."""
    rows = measure_portfolio_drift(snapshot("10", {}, {}), policy({}, "1"))

    assert [CASH] == [row.key for row in rows.rows]
    assert {} == choose_moves(question(ACCOUNT, RULE), rows, frozenset())
