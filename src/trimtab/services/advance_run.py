"""Advance a run by one tick: look first, decide, then do one thing at a time and write it down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.leg import IN_DOUBT, Leg
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import RunState
from trimtab.execution.decide import AwaitFills, CancelLeg, Conclude, SealBuys, SendLeg, Step, decide
from trimtab.execution.observe import is_lookup_due, take_absence, take_order
from trimtab.ports import Broker, RunRecord, Services
from trimtab.services.conclude import conclude
from trimtab.services.ledger import save, with_leg
from trimtab.services.seal import seal
from trimtab.services.send_leg import send_leg
from trimtab.services.ticks import ask_for_tick

TICK_SECONDS: Final = 25
POLL_SECONDS: Final = Decimal(1)
RETRY_DELAY_SECONDS: Final = 5


def advance_run(
    portfolio: PortfolioRef, run_id: str, services: Services, patience_seconds: int = TICK_SECONDS
) -> RunRecord | None:
    """Take a run as far as it goes within the patience, and ask for the next tick unless it ended.

    Safe to call twice and at the same time: every step is a compare-and-set on the run, and whoever loses one
    stops. None for a run that does not exist or that another worker has just moved. Raises UnavailableError
    when broker or store do not answer; what was done until then is on record.
    """
    found = services.runs.load(portfolio, run_id)
    latest = found and _work(found, services, patience_seconds)
    if latest and not _is_over(latest):
        ask_for_tick(latest.run, services, RETRY_DELAY_SECONDS)
    return latest


def _work(found: RunRecord, services: Services, patience_seconds: int) -> RunRecord | None:
    deadline = services.clock.now() + timedelta(seconds=patience_seconds)
    current: RunRecord | None = found
    while current and not _is_over(current):
        looked = _look(current, services)
        current, waits = _step(looked, services) if looked else (None, False)
        if waits and services.clock.now() >= deadline:
            break
        if waits:
            services.clock.pause(POLL_SECONDS)
    return current


def _is_over(latest: RunRecord) -> bool:
    return latest.run.is_final or latest.run.state is RunState.NEEDS_OPERATOR


def _look(current: RunRecord, services: Services) -> RunRecord | None:
    """Reconcile first: ask the broker about each order that may have changed."""
    open_legs = tuple(leg for leg in current.legs if is_lookup_due(leg, services.clock.now()))
    if not open_legs:
        return current
    broker = services.brokers.of(current.run.uid)
    observed = {leg.number: _observe(leg, broker, services) for leg in open_legs}
    legs = tuple(observed.get(leg.number, leg) for leg in current.legs)
    if legs == current.legs:
        return current
    return save(current, legs, current.run.state, "Orders were looked up.", services)


def _observe(leg: Leg, broker: Broker, services: Services) -> Leg:
    order = broker.find(leg.client_order_id)
    now = services.clock.now()
    if order:
        seen = take_order(leg, order, now)
        return leg if replace(seen, updated_at=leg.updated_at) == leg else seen
    return take_absence(leg, now) if leg.state in IN_DOUBT else leg


def _step(current: RunRecord, services: Services) -> tuple[RunRecord | None, bool]:
    """Do the next step; True when there is nothing to do but wait."""
    step = decide(current.run, current.legs, services.clock.now())
    if isinstance(step, AwaitFills):
        return _enter(current, step, services), True
    return _act(current, step, services), False


def _enter(current: RunRecord, step: AwaitFills, services: Services) -> RunRecord | None:
    if current.run.state is step.state:
        return current
    return save(current, current.legs, step.state, "All orders of this side are out.", services)


def _act(current: RunRecord, step: Step, services: Services) -> RunRecord | None:
    match step:
        case SendLeg():
            return send_leg(current, step, services)
        case SealBuys():
            return seal(current, services)
        case CancelLeg():
            return _cancel(current, step, services)
        case Conclude():
            return conclude(current, step, services)
        case AwaitFills():
            return current


def _cancel(current: RunRecord, step: CancelLeg, services: Services) -> RunRecord | None:
    leg = current.leg(step.number)
    if leg.broker_order_id is not None:
        services.brokers.of(current.run.uid).cancel(leg.broker_order_id)
    asked = replace(leg, cancel_requested_at=services.clock.now())
    return save(
        current, with_leg(current, asked), step.state, f"{leg.symbol}: cancellation asked for.", services
    )
