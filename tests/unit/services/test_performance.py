"""Measuring a run that ends."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.commands import ExecuteTrade
from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side
from trimtab.domain.trigger import TriggerKind
from trimtab.execution.decide import Conclude
from trimtab.services.execute_trade import execute_trade
from trimtab.services.performance import performance_of
from worlds import ANNA, NOON, world

DONE = Conclude(RunState.COMPLETED, Reason(ReasonCode.ALL_FILLED, "done"))


def test_a_run_leaves_its_figures_with_its_end():
    """Drift, turnover and cost beside what was planned (R002-35)."""
    here = world()
    here.save(SPY="60", TLT="40")
    record = here.finish(here.execute(here.check()))
    (made,) = here.runs.performances

    assert (record.run.run_id, 2, RunState.COMPLETED) == (made.run_id, made.filled_orders, made.state)
    assert made.max_drift_after is not None
    assert made.max_drift_after < D("0.01") < made.max_drift_before


def test_a_silent_broker_does_not_hold_the_end_up():
    """What was planned and done is told; what is left is not known."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.is_down = True
    (plan,) = here.plans.plans.values()
    made = performance_of(record, plan, DONE, here.services)

    assert (None, 0) == (made.max_drift_after, made.filled_orders)


def test_a_single_order_has_no_plan_to_be_measured_by():
    """It leaves no figures."""
    here = world()
    command = ExecuteTrade(
        portfolio=ANNA,
        symbol="SPY",
        side=Side.SELL,
        quantity=D(1),
        order_type=OrderType.MARKET,
        time_in_force=TimeInForce.DAY,
        limit_price=None,
        idempotency_key="key-00000001",
    )
    here.finish(execute_trade(command, here.services))

    assert [] == here.runs.performances


def test_a_run_that_traded_is_in_the_history():
    """Beside its figures; a person without a rule is MANUAL (R000-35, R004-28)."""
    here = world()
    here.save(SPY="60", TLT="40")
    record = here.finish(here.execute(here.check()))
    (made,) = here.services.automation.histories.rebalancings(ANNA, 10)

    assert (record.run.run_id, TriggerKind.MANUAL, 2) == (
        made.run_id,
        made.trigger_type,
        made.trades_executed,
    )
    assert (NOON, here.runs.performances[0].cost) == (made.execution_date, made.actual_costs)
