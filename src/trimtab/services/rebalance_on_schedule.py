"""One call of the clock: find every portfolio whose time has come, and ask for its check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.telemetry import LogLevel
from trimtab.domain.timetable import REBALANCE_ON_SCHEDULE
from trimtab.ports import Services
from trimtab.ports.automation import Tick
from trimtab.services.count_session import count_sessions

PAGE: Final = 300
"""Portfolios that are asked for between two notes of how far the tick has come."""

HOLD: Final = timedelta(seconds=REBALANCE_ON_SCHEDULE.attempt_seconds)
"""How long a tick is held; the platform ends the call by then."""

_LEFT_OVER: Final = timedelta(seconds=20)
"""What a page may take; nobody begins one with less time left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickDone:
    """How many checks were asked for, and whether nobody due was left."""

    asked_count: int
    is_complete: bool


def rebalance_on_schedule(slot: datetime, services: Services) -> TickDone | None:
    """Ask for the check of everybody due; None when this call of the clock is held or done by another.

    Safe to call twice, late, or not at all: who is due stays so until the check itself is done, so the next
    call asks for whoever was left, and a check asked for twice is done once (F-005, F-008). A call that is
    taken over goes on behind the last page. Raises UnavailableError when store or queue do not answer.
    """
    began, automation = services.clock.now(), services.automation
    tick = automation.ticks.claim(_name(slot, began), services.identifiers.fresh(), began, began + HOLD)
    if tick is None:
        return None
    tick = _ask(tick, began, services)
    if tick.is_done:
        count_sessions(began, services)
    services.log.write(
        LogLevel.INFO, "checks asked for", count=str(tick.asked_count), is_complete=str(tick.is_done).lower()
    )
    return TickDone(asked_count=tick.asked_count, is_complete=tick.is_done)


def _ask(tick: Tick, began: datetime, services: Services) -> Tick:
    """Ask page by page until nobody is left or the time is nearly over."""
    while not tick.is_done and services.clock.now() < tick.until - _LEFT_OVER:
        after = _page(tick, began, services)
        if not services.automation.ticks.save(after):
            break
        tick = after
    return tick


def _page(tick: Tick, began: datetime, services: Services) -> Tick:
    page = services.automation.schedules.due(began, PAGE, tick.reached)
    if page:
        services.automation.checks.check_portfolios(page)
    return replace(
        tick,
        reached=page[-1] if page else tick.reached,
        asked_count=tick.asked_count + len(page),
        is_done=len(page) < PAGE,
    )


def _name(slot: datetime, began: datetime) -> str:
    """Name a call; one that is forced carries the time of the coming call, which is still to be made."""
    forced = f":forced:{began.isoformat()}" if began < slot else ""
    return f"{REBALANCE_ON_SCHEDULE.name}:{slot.isoformat()}{forced}"
