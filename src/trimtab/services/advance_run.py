"""Advance a run by one tick: take it, look first, decide, then do one thing at a time and write it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run, RunState
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
from trimtab.services.brokers import broker_of
from trimtab.services.clocks import require_right_clock
from trimtab.services.conclude import conclude
from trimtab.services.halt_account import halt_on_anomaly
from trimtab.services.ledger import Entry, save
from trimtab.services.look import find_strays, look
from trimtab.services.residual import add_residual
from trimtab.services.seal import seal
from trimtab.services.send_leg import send_leg
from trimtab.services.ticks import NOW, ask_for_tick
from trimtab.services.withdraw import cancel_leg, withdraw

PUNCTUAL: Final = timedelta(seconds=1)
"""A tick that is less early than this is in time."""

EARLY: Final = "early"
"""Marks what early ticks ask for, so that of many one is left."""

WORK_TIME: Final = timedelta(seconds=2)
"""After so long a tick begins no further step; with a slow broker it ends within five seconds (G19)."""


@dataclass(frozen=True, slots=True)
class _Worked:
    """How far a tick has come: None for a run that somebody else has moved; `waits` for the broker or not."""

    record: RunRecord | None
    waits: bool


def advance_run(
    portfolio: PortfolioRef, run_id: str, services: Services, *, is_urgent: bool = False
) -> RunRecord | None:
    """Take a run some steps further, until it must wait, and ask for the next tick unless it ended.

    Safe to call twice and at the same time: one worker holds the run, each of its steps is a compare-and-set,
    and whoever loses one stops. None for a run that does not exist, or that another worker holds or has just
    moved. A tick before its time only asks for one at its time, unless somebody waits for it: queues deliver
    twice. A tick that comes to nothing is counted, and the next one asked for after a pause that grows.
    Raises UnavailableError only where not even that can be stored.
    """
    found = services.runs.load(portfolio, run_id)
    if found is None or found.run.is_over or found.run.is_of_later_form:
        return found
    if not is_urgent and _is_early(found.run, services):
        return found
    held = _take(found, services)
    if held is None:
        return None
    try:
        return _give_back(_work(held, services), services)
    except Exception as error:  # noqa: BLE001 - a defect, too, must be counted: nobody may be asked for ever
        return _note_failure(held, error, services)


def _is_early(run: Run, services: Services) -> bool:
    """Tell whether nobody needs this tick, and make sure that there is one when it is time."""
    early_by = run.next_tick_at - services.clock.now() if run.next_tick_at else NOW
    # A little before the end of a hold there is nothing to do, and the broker is not asked for nothing.
    patience = NOW if run.next_tick_at == run.hold_until else PUNCTUAL
    if run.lease or early_by <= patience:
        return False
    ask_for_tick(run, services, early_by, EARLY)
    return True


def _take(found: RunRecord, services: Services) -> RunRecord | None:
    """Take the lease, or leave a run that is held to its holder, and come back when its lease is over."""
    now, held = services.clock.now(), found.run.lease
    if held and not held.is_over(now):
        ask_for_tick(found.run, services, held.until - now)
        return None
    if held:
        # The clock of another account, if it is one by now, is the same; the tick itself then finds out.
        require_right_clock(services.brokers.of(found.run.uid), services)
    run = lease.taken(found.run, services.identifiers.fresh(), now)
    return save(found, Entry(text=f"Worker {run.fence} took the run.", head=run), services)


def _work(held: RunRecord, services: Services) -> _Worked:
    """Go on for the time of a tick, by one step at least."""
    require_right_clock(broker_of(held.run, services), services)
    until = services.clock.now() + WORK_TIME
    current, waits = find_strays(held, services), False
    while current and not current.run.is_over and not _is_silent(current, services.clock.now()):
        looked = look(current, services)
        if looked:
            halt_on_anomaly(looked, services)
        current, waits = _step(looked, services) if looked else (None, False)
        if waits or services.clock.now() >= until:
            break
    if current:
        halt_on_anomaly(current, services)
    return _Worked(current, waits)


def _is_silent(current: RunRecord, now: datetime) -> bool:
    """Tell whether the lease is so near its end that its holder must not act on it any more."""
    return current.run.lease is None or now >= current.run.lease.send_by


def _give_back(worked: _Worked, services: Services) -> RunRecord | None:
    latest, now = worked.record, services.clock.now()
    if latest is None or latest.run.is_over:
        return latest
    pause = lease.look_again_after(latest.run, now) if worked.waits else NOW
    run = lease.released(latest.run, now, pause)
    saved = save(latest, Entry(text="The worker gave the run back.", head=run), services)
    if saved:
        ask_for_tick(saved.run, services, pause)
    return saved


def _note_failure(held: RunRecord, error: Exception, services: Services) -> RunRecord | None:
    """Count a tick that came to nothing, if the run is still this worker's; park the run when it is hopeless.

    The error goes on when the store does not answer either: then the queue asks again.
    """
    latest = services.runs.load(held.run.portfolio, held.run.run_id)
    if latest is None or latest.run.is_over or latest.run.fence != held.run.fence:
        return None
    now = services.clock.now()
    run, text = lease.failed(latest.run, now), _words(error)
    reason = _hopelessness(run, error, now)
    if reason:
        return save(
            latest, Entry(text=text, head=run, state=RunState.NEEDS_OPERATOR, ending=reason), services
        )
    saved = save(latest, Entry(text=text, head=run), services)
    if saved and saved.run.next_tick_at:
        ask_for_tick(saved.run, services, saved.run.next_tick_at - now)
    return saved


def _words(error: Exception) -> str:
    is_told = _is_outage(error) or _is_elsewhere(error)
    return f"The tick came to nothing: {error}" if is_told else f"The tick failed: {type(error).__name__}."


def _hopelessness(run: Run, error: Exception, now: datetime) -> Reason | None:
    """Return why only a person can help a run whose last tick failed so; None while waiting may help."""
    if _is_elsewhere(error):
        return Reason(ReasonCode.ACCOUNT_CHANGED, f"{error} A person must look.")
    if lease.is_hopeless(run, now, is_outage=_is_outage(error)):
        return Reason(ReasonCode.TICKS_FAILED, f"{_words(error)} A person must look.")
    return None


def _is_elsewhere(error: Exception) -> bool:
    """Tell whether the keys open another account than the run's, where it has nothing to do (I-22)."""
    return isinstance(error, RefusedError) and error.code is ReasonCode.ACCOUNT_CHANGED


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
