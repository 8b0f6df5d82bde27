"""Runs and legs are built from what was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D

import pytest

from builders import NOON, OWNER, envelope, plan, policy, snapshot
from trimtab.domain.commands import ExecuteTrade
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.intent import OrderType, TimeInForce, client_order_id
from trimtab.domain.leg import LegState
from trimtab.domain.plan import Plan
from trimtab.domain.run import BY_HAND, Run, RunKind, RunOrigin, RunState, StateChange
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side
from trimtab.domain.trigger import TriggerKind
from trimtab.execution.build import RunTicket, leg_of_trade, legs_of_plan, run_of_plan, run_of_trade

TICKET = RunTicket(run_id="run-1", now=NOON, trading_epoch=7)
ACCOUNT = snapshot("0", {"SPY": "8", "TLT": "2"}, {"SPY": "100", "TLT": "100"})


@pytest.fixture
def approved() -> Plan:
    return plan(ACCOUNT, policy({"SPY": "0.6", "TLT": "0.4"}))


def command(side: Side = Side.BUY, limit: str | None = None) -> ExecuteTrade:
    return ExecuteTrade(
        portfolio=OWNER,
        symbol="SPY",
        side=side,
        quantity=D(3),
        order_type=OrderType.LIMIT if limit else OrderType.MARKET,
        time_in_force=TimeInForce.DAY,
        limit_price=D(limit) if limit else None,
        idempotency_key="key-1",
    )


def single(made: ExecuteTrade) -> Run:
    return run_of_trade(made, ACCOUNT, envelope(), TICKET)


def test_a_run_carries_what_was_approved(approved: Plan):
    """Plan, hash, policy version, envelope and kill-switch epoch are the approved ones."""
    made = run_of_plan(approved, TICKET)

    assert (approved.plan_id, approved.plan_hash, 1) == (made.plan_id, made.plan_hash, made.policy_version)
    assert (approved.envelope, 7, RunKind.REBALANCE) == (made.envelope, made.trading_epoch, made.kind)


def test_a_run_starts_reserved(approved: Plan):
    """Its history opens with the reservation."""
    made = run_of_plan(approved, TICKET)

    assert ((StateChange(RunState.RESERVED, NOON),), 2) == (made.history, made.leg_count)


def test_legs_are_the_plan_s_trades_in_order(approved: Plan):
    """Symbol, side, quantity and price come over unchanged; numbers count from one."""
    legs = legs_of_plan(approved, run_of_plan(approved, TICKET))

    expected = [(1, "SPY", Side.SELL, D(2), D(100)), (2, "TLT", Side.BUY, D(2), D(100))]
    assert expected == [(leg.number, leg.symbol, leg.side, leg.quantity, leg.reference_price) for leg in legs]


def test_sells_are_ready_and_buys_wait_for_cash(approved: Plan):
    """A buy is only planned until the cash is really there (I-05)."""
    legs = legs_of_plan(approved, run_of_plan(approved, TICKET))

    assert [LegState.INTENT, LegState.PLANNED] == [leg.state for leg in legs]


def test_every_leg_is_named_from_the_start(approved: Plan):
    """The order id is fixed with the leg, before anything is sent (I-02)."""
    legs = legs_of_plan(approved, run_of_plan(approved, TICKET))

    expected = [client_order_id(BrokerMode.PAPER, "PA-0001", "run-1", number) for number in (1, 2)]
    assert expected == [leg.client_order_id for leg in legs]


def test_orders_are_priced_in_the_policy_s_style(approved: Plan):
    """The run keeps the style; a sell may bring a percent less than the plan says, a buy cost one more."""
    style = ExecutionConfig(order_type=OrderType.LIMIT, limit_buffer=D("0.01"))
    made = run_of_plan(approved, TICKET, style)

    assert (style, [(OrderType.LIMIT, D(99)), (OrderType.LIMIT, D(101))]) == (
        made.execution,
        [(leg.order_type, leg.limit_price) for leg in legs_of_plan(approved, made)],
    )


def test_orders_go_at_market_without_a_style(approved: Plan):
    """What policies of before have."""
    legs = legs_of_plan(approved, run_of_plan(approved, TICKET))

    assert {(OrderType.MARKET, None)} == {(leg.order_type, leg.limit_price) for leg in legs}


def test_a_single_trade_is_a_run_of_one_leg():
    """Requirement 004's `execute_trade` goes through the same ledger, without a plan."""
    made = single(command())

    assert (RunKind.SINGLE_TRADE, 1, None) == (made.kind, made.leg_count, made.plan_id)


@pytest.mark.parametrize(("side", "state"), [(Side.SELL, LegState.INTENT), (Side.BUY, LegState.PLANNED)])
def test_a_single_buy_waits_for_its_seal_too(side: Side, state: LegState):
    """One order obeys the same order of things as many."""
    made = command(side)

    assert state == leg_of_trade(made, single(made), ACCOUNT).state


@pytest.mark.parametrize(("limit", "reference"), [(None, "100"), ("95.50", "95.50")])
def test_the_reference_price_is_the_limit_or_the_quote(limit: str | None, reference: str):
    """A limit order is measured by its limit, a market order by the quote."""
    made = command(limit=limit)

    assert D(reference) == leg_of_trade(made, single(made), ACCOUNT).reference_price


def test_a_leg_can_not_be_built_without_a_quote():
    """A symbol without a price is named."""
    with pytest.raises(LookupError, match="SPY has no quote"):
        leg_of_trade(command(), single(command()), snapshot("0", {}, {}))


def held_for(approved: Plan, seconds: int, origin: RunOrigin) -> datetime | None:
    ticket, style = replace(TICKET, origin=origin), ExecutionConfig(hold_seconds=seconds)
    made = run_of_plan(approved, ticket, style)
    assert made.hold_until == made.next_tick_at
    return made.hold_until


def test_what_a_person_has_approved_is_held(approved: Plan):
    """Its first tick is due when the hold of the policy is over; none of no seconds."""
    by_owner = RunOrigin(TriggerKind.CALENDAR, is_approved=True)
    until = [held_for(approved, seconds, by_owner) for seconds in (0, 1, 600)]

    assert [None, NOON + timedelta(seconds=1), NOON + timedelta(seconds=600)] == until


@pytest.mark.parametrize("seconds", [0, 600])
def test_what_is_approved_in_a_closed_market_is_held_until_it_has_opened(approved: Plan, seconds: int):
    """For a minute longer, in which prices of the new day come; the policy's hold was over long before."""
    monday = NOON + timedelta(days=3)
    ticket = replace(TICKET, origin=RunOrigin(is_approved=True), opens_at=monday)
    made = run_of_plan(approved, ticket, ExecutionConfig(hold_seconds=seconds))

    assert (monday + timedelta(minutes=1),) * 3 == (made.hold_until, made.next_tick_at, made.leaves_at)


@pytest.mark.parametrize("origin", [BY_HAND, RunOrigin(TriggerKind.CALENDAR, is_automatic=True)])
def test_what_nobody_has_approved_is_not_held(approved: Plan, origin: RunOrigin):
    """Neither a run by itself, nor one that a person wanted at once without a plan."""
    assert None is held_for(approved, 10, origin)


def test_a_run_knows_what_asked_for_it(approved: Plan):
    """A rule that started it by itself; without one it was a person."""
    origin = RunOrigin(TriggerKind.CALENDAR, is_automatic=True)
    ruled, by_hand = run_of_plan(approved, replace(TICKET, origin=origin)), run_of_plan(approved, TICKET)

    assert (TriggerKind.CALENDAR, True) == (ruled.trigger, ruled.is_automatic)
    assert (TriggerKind.MANUAL, False) == (by_hand.trigger, by_hand.is_automatic)
