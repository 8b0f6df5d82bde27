"""Measuring a run against its plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, leg, plan, policy, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.costs import Costs
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.performance import RunPerformance
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.run import RunState
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.execution.performance import Outcome, measure_performance, shortfall

PRICES = {"SPY": "100", "TLT": "50"}
RULE = policy({"SPY": "0.5", "TLT": "0.5"}, costs=CostConfig(minimum_trade=D(0)))
EXACT = plan(snapshot("0", {"SPY": "60", "TLT": "80"}, PRICES), RULE, method=RebalancingMethod.FULL)
PLAN = replace(EXACT, costs=Costs(spread=D(2)))
AFTER = snapshot("-2", {"SPY": "50", "TLT": "100"}, PRICES)


def sold(price: str | None = "99.9", quantity: str = "10") -> Leg:
    return filled(1, Side.SELL, "100", price, quantity)


def bought(price: str | None = "50.05", quantity: str = "20") -> Leg:
    return filled(2, Side.BUY, "50", price, quantity)


def filled(number: int, side: Side, reference: str, price: str | None, quantity: str) -> Leg:
    return leg(
        number,
        side,
        quantity,
        state=LegState.FILLED if price else LegState.REFUSED,
        reference_price=D(reference),
        filled_quantity=D(quantity) if price else D(0),
        filled_average_price=D(price) if price else None,
    )


def measured(**fields: Any) -> RunPerformance:
    usual: dict[str, Any] = {"legs": (sold(), bought()), "after": AFTER, "state": RunState.COMPLETED}
    return measure_performance(PLAN, Outcome(run_id="run-1", ended_at=NOON, **(usual | fields)))


def test_the_plan_is_what_these_figures_speak_of():
    """Ten SPY for twenty TLT, 1,000 dollars each way, estimated at two."""
    assert ([D(10), D(20)], D(2)) == ([trade.quantity for trade in PLAN.trades], PLAN.costs.total)


@pytest.mark.parametrize(
    ("legs", "cost"),
    [
        ((sold(), bought()), D(2)),
        ((sold("100.2"), bought("50")), D(-2)),
        ((sold(None), bought("50.05", "4")), D("0.2")),
        ((), D(0)),
    ],
)
def test_what_is_paid_above_and_got_below_is_a_cost(legs: tuple[Leg, ...], cost: D):
    """Ten cents less for ten shares and five more for twenty are two dollars; a better price is a gain."""
    assert cost == shortfall(legs)


def test_estimate_and_cost_stand_side_by_side():
    """A calibration asks for nothing else."""
    assert (D(2), D(2)) == (measured().estimated_cost, measured().cost)


def test_turnover_is_half_of_what_was_traded():
    """999 and 1,001 of 10,000 dollars; planned were 1,000 each."""
    assert (D("0.1"), D("0.1")) == (measured().planned_turnover, measured().turnover)


def test_drift_is_told_before_as_planned_and_after():
    """Ten points off, none planned, and two dollars of cash below zero afterwards."""
    made = measured()

    assert (D("0.1"), D(0)) == (made.max_drift_before, made.max_drift_planned)
    assert made.max_drift_after is not None
    assert D(0) < made.max_drift_after < D("0.001")


@pytest.mark.parametrize("after", [None, AFTER])
def test_what_could_not_be_read_is_not_guessed(after: Snapshot | None):
    """The broker was silent at the end."""
    made = measured(after=after)

    assert (after is None) is (made.max_drift_after is None) is (made.rmse_after is None)


def test_orders_are_counted_as_planned_and_as_filled():
    """One of two was refused."""
    made = measured(legs=(sold(None), bought()), state=RunState.PARTIAL)

    assert (2, 1, RunState.PARTIAL) == (made.planned_orders, made.filled_orders, made.state)


def test_an_order_and_the_one_for_its_rest_count_as_one():
    """Four of ten were sold before the price was changed, six after that: both orders are filled."""
    first = replace(sold(), state=LegState.CANCELLED, filled_quantity=D(4), is_repriced=True)
    rest = replace(sold(quantity="6"), number=3, residual_of=1, reprices=1)

    assert 2 == measured(legs=(first, bought(), rest)).filled_orders
