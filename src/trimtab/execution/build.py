"""Build a run and its legs from what was approved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from trimtab import ENGINE_VERSION
from trimtab.domain.commands import ExecuteTrade
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.intent import client_order_id
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.opening import Opening
from trimtab.domain.plan import Envelope, Plan
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import BY_HAND, Run, RunKind, RunOrigin, RunState, StateChange, account_key
from trimtab.domain.snapshot import BrokerMode, Snapshot
from trimtab.domain.trade import Side, Trade
from trimtab.execution.pricing import limit_of

OPENING_PAUSE: Final = timedelta(minutes=1)
"""How long after an opening a run that has waited for it begins: prices of the new day are there by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTicket:
    """What a new run is named, when it starts, which kill-switch epoch it saw, and what the account held.

    `origin` is what has asked for it; `opens_at` the opening it waits for where the market is closed.
    """

    run_id: str
    now: datetime
    trading_epoch: int
    opening: Opening | None = None
    origin: RunOrigin = BY_HAND
    opens_at: datetime | None = None


def run_of_plan(plan: Plan, ticket: RunTicket, execution: ExecutionConfig | None = None) -> Run:
    """Make the run that executes a plan inside its envelope, in the policy's style.

    No order is priced further from its price than that may move. What a person has approved is held, while
    the market is closed until a little after it opens.
    """
    run = _run(
        PortfolioRef(plan.uid, plan.portfolio_id),
        ticket,
        kind=RunKind.REBALANCE,
        account_id=plan.account_id,
        environment=plan.environment,
        envelope=plan.envelope,
        leg_count=len(plan.trades),
        plan=plan,
    )
    if execution is None:
        return run
    buffer = min(execution.limit_buffer, plan.envelope.max_price_move)
    styled = replace(run, execution=replace(execution, limit_buffer=buffer))
    until = _end_of_hold(ticket, execution)
    # The first tick, and so the first order, is due when the hold is over.
    return replace(styled, hold_until=until, next_tick_at=until) if until else styled


def _end_of_hold(ticket: RunTicket, execution: ExecutionConfig) -> datetime | None:
    if ticket.opens_at:
        return ticket.opens_at + OPENING_PAUSE
    if ticket.origin.is_approved and execution.hold_seconds:
        return ticket.now + timedelta(seconds=execution.hold_seconds)
    return None


def run_of_trade(command: ExecuteTrade, snapshot: Snapshot, envelope: Envelope, ticket: RunTicket) -> Run:
    """Make the run that sends one order."""
    return _run(
        command.portfolio,
        ticket,
        kind=RunKind.SINGLE_TRADE,
        account_id=snapshot.account_id,
        environment=snapshot.environment,
        envelope=envelope,
        leg_count=1,
        plan=None,
    )


def _run(
    portfolio: PortfolioRef,
    ticket: RunTicket,
    *,
    kind: RunKind,
    account_id: str,
    environment: BrokerMode,
    envelope: Envelope,
    leg_count: int,
    plan: Plan | None,
) -> Run:
    return Run(
        run_id=ticket.run_id,
        uid=portfolio.uid,
        portfolio_id=portfolio.portfolio_id,
        kind=kind,
        account_id=account_id,
        account_key=account_key(environment, account_id),
        environment=environment,
        plan_id=plan.plan_id if plan else None,
        plan_hash=plan.plan_hash if plan else None,
        policy_version=plan.policy_version if plan else None,
        engine_version=ENGINE_VERSION,
        envelope=envelope,
        trading_epoch=ticket.trading_epoch,
        state=RunState.RESERVED,
        leg_count=leg_count,
        created_at=ticket.now,
        updated_at=ticket.now,
        history=(StateChange(RunState.RESERVED, ticket.now),),
        opening=ticket.opening,
        trigger=ticket.origin.trigger,
        is_automatic=ticket.origin.is_automatic,
        review=ticket.origin.review,
    )


def legs_of_plan(plan: Plan, run: Run) -> tuple[Leg, ...]:
    """Number the plan's trades as legs, in the run's style; buys wait until cash is really there."""
    return tuple(_leg(trade, number, run) for number, trade in enumerate(plan.trades, start=1))


def _leg(trade: Trade, number: int, run: Run) -> Leg:
    return Leg(
        number=number,
        symbol=trade.symbol,
        side=trade.side,
        planned_quantity=trade.quantity,
        quantity=trade.quantity,
        reference_price=trade.price,
        client_order_id=client_order_id(run.environment, run.account_id, run.run_id, number),
        state=LegState.INTENT if trade.side is Side.SELL else LegState.PLANNED,
        updated_at=run.created_at,
        order_type=run.execution.order_type,
        limit_price=limit_of(run.execution, trade.side, trade.price),
    )


def leg_of_trade(command: ExecuteTrade, run: Run, snapshot: Snapshot) -> Leg:
    """Make the one leg of a single order. Raises LookupError for a symbol without a quote."""
    quote = snapshot.quote(command.symbol)
    if quote is None:
        raise LookupError(f"{command.symbol} has no quote; check prices before building its leg")
    return Leg(
        number=1,
        symbol=command.symbol,
        side=command.side,
        planned_quantity=command.quantity,
        quantity=command.quantity,
        reference_price=command.limit_price or quote.price,
        client_order_id=client_order_id(run.environment, run.account_id, run.run_id, 1),
        state=LegState.INTENT if command.side is Side.SELL else LegState.PLANNED,
        updated_at=run.created_at,
        order_type=command.order_type,
        time_in_force=command.time_in_force,
        limit_price=command.limit_price,
    )
