"""Sweep each minute: wake runs nobody advances, deliver what people must be told, review accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.notice import Notice, NoticeStatus
from trimtab.domain.run import Run
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import AccountRecord, Services
from trimtab.services.review_account import review_accounts
from trimtab.services.ticks import ask_for_tick

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


def sweep(services: Services) -> Swept:
    """Wake stalled runs, drain the outbox and review accounts; safe to run twice and at the same time.

    One run or notice in trouble keeps no other from its turn.
    """
    woken = sum(_wake(account, services) for account in services.runs.busy_accounts())
    outcomes = tuple(
        _deliver(notice, services) for notice in services.outbox.due(services.clock.now(), NOTICES_A_SWEEP)
    )
    return Swept(
        woken=woken,
        delivered=sum(outcomes),
        undelivered=len(outcomes) - sum(outcomes),
        reviewed=review_accounts(services),
    )


def _wake(account: AccountRecord, services: Services) -> bool:
    active = account.state.active_run
    record = services.runs.load(active.portfolio, active.run_id) if active else None
    if record is None or not _is_stalled(record.run, services):
        return False
    services.log.write(LogLevel.WARNING, "stalled run woken", run_id=record.run.run_id)
    ask_for_tick(record.run, services)
    return True


def _is_stalled(run: Run, services: Services) -> bool:
    due = run.next_tick_at or run.updated_at
    return not run.is_over and services.clock.now() - due > STALLED_AFTER


def _deliver(notice: Notice, services: Services) -> bool:
    """Deliver and then mark; whoever dies between the two delivers again (F-150)."""
    try:
        services.notifier.deliver(notice)
    except UnavailableError as error:
        services.log.write(
            LogLevel.WARNING, "notice not delivered", notice_id=notice.notice_id, error=error.message
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
