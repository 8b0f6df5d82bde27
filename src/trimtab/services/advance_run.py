"""Advance a run by one tick: take it, look first, decide, then do one thing at a time and write it down."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RUN_FORM, RunState
from trimtab.execution import lease
from trimtab.execution.decide import (
    Act,
    AddResidual,
    AwaitFills,
    CancelLeg,
    Conclude,
    SealBuys,
    SendLeg,
    WithdrawLegs,
    decide,
)
from trimtab.ports import RunRecord, Services
from trimtab.services.conclude import conclude
from trimtab.services.halt_account import halt_on_anomaly
from trimtab.services.ledger import Entry, save
from trimtab.services.look import find_strays, look
from trimtab.services.residual import add_residual
from trimtab.services.seal import seal
from trimtab.services.send_leg import send_leg
from trimtab.services.ticks import ask_for_tick
from trimtab.services.withdraw import cancel_leg, withdraw

TICK_SECONDS: Final = 25
POLL_SECONDS: Final = Decimal(2)
NEXT_TICK_AFTER: Final = timedelta(seconds=5)


def advance_run(
    portfolio: PortfolioRef, run_id: str, services: Services, patience_seconds: int = TICK_SECONDS
) -> RunRecord | None:
    """Take a run as far as it goes within the patience, and ask for the next tick unless it ended.

    Safe to call twice and at the same time: one worker holds the run, each of its steps is a compare-and-set,
    and whoever loses one stops. None for a run that does not exist, or that another worker holds or has just
    moved. A tick that comes to nothing is counted, and the next one asked for after a pause that grows;
    raises UnavailableError only where not even that can be stored.
    """
    found = services.runs.load(portfolio, run_id)
    if found is None or found.run.is_over or found.run.form > RUN_FORM:
        return found
    held = _take(found, services)
    if held is None:
        return None
    try:
        return _give_back(_work(held, services, patience_seconds), services)
    except Exception as error:  # noqa: BLE001 - a defect, too, must be counted: nobody may be asked for ever
        return _note_failure(held, error, services)


def _take(found: RunRecord, services: Services) -> RunRecord | None:
    """Take the lease, or leave a run that is held to its holder, and come back when its lease is over."""
    now, held = services.clock.now(), found.run.lease
    if held and not held.is_over(now):
        ask_for_tick(found.run, services, held.until - now)
        return None
    run = lease.taken(found.run, services.identifiers.fresh(), now)
    return save(found, Entry(text=f"Worker {run.fence} took the run.", head=run), services)


def _work(held: RunRecord, services: Services, patience_seconds: int) -> RunRecord | None:
    until = services.clock.now() + timedelta(seconds=patience_seconds)
    current = find_strays(held, services)
    while current and not current.run.is_over and not _is_silent(current, services.clock.now()):
        looked = look(current, services)
        if looked:
            halt_on_anomaly(looked, services)
        current, waits = _step(looked, services) if looked else (None, False)
        is_checking = current is not None and current.run.state is RunState.RECONCILING
        if waits and (is_checking or services.clock.now() >= until):
            break
        if waits:
            services.clock.pause(POLL_SECONDS)
    if current:
        halt_on_anomaly(current, services)
    return current


def _is_silent(current: RunRecord, now: datetime) -> bool:
    """Tell whether the lease is so near its end that its holder must not act on it any more."""
    return current.run.lease is None or now >= current.run.lease.send_by


def _give_back(latest: RunRecord | None, services: Services) -> RunRecord | None:
    if latest is None or latest.run.is_over:
        return latest
    run = lease.released(latest.run, services.clock.now(), NEXT_TICK_AFTER)
    saved = save(latest, Entry(text="The worker gave the run back.", head=run), services)
    if saved:
        ask_for_tick(saved.run, services, NEXT_TICK_AFTER)
    return saved


def _note_failure(held: RunRecord, error: Exception, services: Services) -> RunRecord | None:
    """Count a tick that came to nothing, if the run is still this worker's; park the run when it is hopeless.

    The error goes on when the store does not answer either: then the queue asks again.
    """
    latest = services.runs.load(held.run.portfolio, held.run.run_id)
    if latest is None or latest.run.is_over or latest.run.fence != held.run.fence:
        return None
    now, is_outage = services.clock.now(), _is_outage(error)
    run = lease.failed(latest.run, now)
    text = f"The tick came to nothing: {error}" if is_outage else f"The tick failed: {type(error).__name__}."
    if lease.is_hopeless(run, now, is_outage=is_outage):
        reason = Reason(ReasonCode.TICKS_FAILED, f"{text} A person must look.")
        parked = Entry(text=text, head=run, state=RunState.NEEDS_OPERATOR, ending=reason)
        return save(latest, parked, services)
    saved = save(latest, Entry(text=text, head=run), services)
    if saved and saved.run.next_tick_at:
        ask_for_tick(saved.run, services, saved.run.next_tick_at - now)
    return saved


def _is_outage(error: Exception) -> bool:
    """Tell whether waiting helps: refused keys come back with their owner only (F-084)."""
    return isinstance(error, UnavailableError) and error.code is not ReasonCode.BROKER_CREDENTIALS_REFUSED


def _step(current: RunRecord, services: Services) -> tuple[RunRecord | None, bool]:
    """Do the next step; True when there is nothing to do but wait."""
    control = services.trading.control(current.run)
    step = decide(current.run, current.legs, control, services.clock.now())
    if isinstance(step, AwaitFills):
        return _enter(current, step, services), True
    after = _act(current, step, services)
    return after, after is not None and after.run.state is RunState.RECONCILING


def _enter(current: RunRecord, step: AwaitFills, services: Services) -> RunRecord | None:
    if current.run.state is step.state:
        return current
    entry = Entry(text="All orders of this side are out.", state=step.state)
    return save(current, entry, services)


def _act(current: RunRecord, step: Act, services: Services) -> RunRecord | None:
    match step:
        case SendLeg():
            return send_leg(current, step, services)
        case SealBuys():
            return seal(current, services)
        case CancelLeg():
            return cancel_leg(current, step, services)
        case AddResidual():
            return add_residual(current, step, services)
        case WithdrawLegs():
            return withdraw(current, step, services)
        case Conclude():
            return conclude(current, step, services)
