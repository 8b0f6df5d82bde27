"""Sweep each minute: wake runs nobody advances, review accounts, tell people what they must know."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.notice import Notice, NoticeStatus
from trimtab.domain.run import Run
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import AccountRecord, RunRecord, Services
from trimtab.services.apart import apart, raise_first
from trimtab.services.deliver import deliver_due
from trimtab.services.halt_account import halt_on_anomaly
from trimtab.services.review_account import review_accounts
from trimtab.services.ticks import ask_for_tick
from trimtab.services.watch_mail import watch_mail

STALLED_AFTER: Final = timedelta(minutes=2)
"""How long after its time a tick counts as lost (F-062, F-097)."""

NOTICES_A_SWEEP: Final = 100
MOST_DELIVERIES: Final = 10
"""How often a notice is tried before it counts as undeliverable (F-151)."""

_FIRST_DELIVERY_PAUSE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one sweep has done, by number."""

    woken: int
    delivered: int
    undelivered: int
    reviewed: int
    told: int


def sweep(services: Services) -> Swept:
    """Wake stalled runs, drain the outbox and review accounts; safe to run twice and at the same time.

    A halt that was lost with the end of a tick is made good here. One run or notice in trouble keeps no other
    from its turn, and no part of the sweep another part. Raises the first error once all parts are done.
    """
    troubles: list[Exception] = []
    woken = apart(_wake_all, services, troubles)
    delivered, undelivered = apart(_drain_outbox, services, troubles) or (0, 0)
    reviewed = apart(review_accounts, services, troubles)
    apart(watch_mail, services.telling, troubles)
    drained = apart(deliver_due, services.telling, troubles)
    raise_first(troubles)
    return Swept(
        woken=woken or 0,
        delivered=delivered,
        undelivered=undelivered,
        reviewed=reviewed or 0,
        told=drained.delivered if drained else 0,
    )


def _wake_all(services: Services) -> int:
    troubles: list[Exception] = []
    wake = partial(_wake, services=services)
    woken = sum(bool(apart(wake, account, troubles)) for account in services.runs.busy_accounts())
    raise_first(troubles)
    return woken


def _drain_outbox(services: Services) -> tuple[int, int]:
    due = services.outbox.due(services.clock.now(), NOTICES_A_SWEEP)
    outcomes = [_deliver(notice, services) for notice in due]
    return outcomes.count(True), outcomes.count(False)


def _wake(account: AccountRecord, services: Services) -> bool:
    active = account.state.active_run
    record = services.runs.load(active.portfolio, active.run_id) if active else None
    if record and record.run.is_over:
        _halt_in_peace(record, services)
    if record is None or not _is_stalled(record.run, services):
        return False
    services.log.write(LogLevel.WARNING, "stalled run woken", **asdict(record.run.ref))
    ask_for_tick(record.run, services)
    return True


def _halt_in_peace(parked: RunRecord, services: Services) -> None:
    """Halt the account of a run that was parked for an anomaly, where that has failed before."""
    try:
        halt_on_anomaly(parked, services)
    except UnavailableError as error:
        ids = asdict(parked.run.ref)
        services.log.write(LogLevel.WARNING, "account not halted", error=error.message, **ids)


def _is_stalled(run: Run, services: Services) -> bool:
    due = run.next_tick_at or run.updated_at
    return not run.is_over and services.clock.now() - due > STALLED_AFTER


def _deliver(notice: Notice, services: Services) -> bool:
    """Deliver and then mark; whoever dies between the two delivers again (F-150)."""
    try:
        services.notifier.deliver(notice)
    except UnavailableError as error:
        services.log.write(
            LogLevel.WARNING,
            "notice not delivered",
            notice_id=notice.notice_id,
            error=error.message,
            **asdict(notice.run),
        )
        services.outbox.update(_put_off(notice, services))
        return False
    services.outbox.update(replace(notice, status=NoticeStatus.DELIVERED, due_at=None))
    return True


def _put_off(notice: Notice, services: Services) -> Notice:
    attempts = notice.attempts + 1
    if attempts >= MOST_DELIVERIES:
        return replace(notice, attempts=attempts, status=NoticeStatus.UNDELIVERABLE, due_at=None)
    pause = _FIRST_DELIVERY_PAUSE * 2 ** (attempts - 1)
    return replace(notice, attempts=attempts, due_at=services.clock.now() + pause)
