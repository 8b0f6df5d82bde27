"""Requirement 000's event, as a look that fired tells it."""

from __future__ import annotations

from decimal import Decimal as D

from automated_worlds import deliveries, due_world, look
from trimtab.domain.commands import CheckDrift
from trimtab.domain.event import RebalancingTriggered
from trimtab.domain.trigger import TriggerKind
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.tell_trigger import tell_request, tell_trigger
from worlds import ANNA, World


def told(here: World) -> list[RebalancingTriggered]:
    """List the events, each once however many channels it goes to."""
    bodies = {each.event.event_id: each.event.body for each in deliveries(here)}
    return [body for body in bodies.values() if isinstance(body, RebalancingTriggered)]


def test_a_look_is_told_once():
    """By the name of its check, whatever is said the second time."""
    here = due_world()
    check = look(here)
    assert check
    tell_trigger(check, None, here.services)

    assert 1 == len(told(here))


def test_sales_are_negative():
    """Amounts in dollars, of the plan's own trades."""
    here = due_world()
    check = look(here)
    assert check
    (body,) = told(here)
    plan = here.plans.plans[ANNA, check.plan_id or ""]
    signs = {trade.symbol: trade.value for trade in plan.trades}

    assert {"SPY": -signs["SPY"], "TLT": signs["TLT"]} == {each.symbol: each.amount for each in body.trades}
    assert plan.turnover == body.expected_turnover


def test_without_a_plan_nothing_is_required():
    """A rule may fire where there is nothing to trade."""
    here = due_world()
    here.broker.prices.update(SPY=D(75), TLT=D(150))
    check = look(here)
    assert check
    tell_trigger(check, None, here.services)
    (body,) = told(here)

    assert (False, (), D(0)) == (body.is_required, body.trades, body.expected_turnover)


def test_a_person_s_trigger_is_told_by_its_plan():
    """Told twice, it is the same event; its plan can be approved."""
    here = due_world()
    checked = check_rebalance_drift(CheckDrift(portfolio=ANNA, asked=TriggerKind.MANUAL), here.services)
    assert checked.verdict
    for _ in range(2):
        tell_request(checked.verdict, checked.plan, here.services)
    (body,) = told(here)

    assert (TriggerKind.MANUAL, True, checked.plan.plan_id) == (body.trigger, body.is_required, body.plan_id)
