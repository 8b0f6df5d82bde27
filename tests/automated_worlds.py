"""A world whose exchange has a calendar, and a portfolio that is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

from trimtab.adapters.memory.automation import MemoryCheckQueue, MemorySchedules
from trimtab.adapters.memory.telling import MemoryAlerts, MemoryDeliveries, MemoryReceivers
from trimtab.domain.alert import Alert
from trimtab.domain.checkup import Check, DueCheck
from trimtab.domain.delivery import Delivery
from trimtab.domain.order import Session
from trimtab.domain.policy import Autonomy
from trimtab.domain.schedule import Schedule
from trimtab.domain.trigger import TriggerSettings
from trimtab.services.check_portfolio import check_portfolio
from worlds import ANNA, NOON, World, world

MONDAY = NOON.date()
DAY = timedelta(days=1)
WEEKEND = 5


def weekdays(first: date, last: date) -> tuple[Session, ...]:
    """Open from half past two to nine in Greenwich on each weekday."""
    days = (first + number * DAY for number in range((last - first).days + 1))
    return tuple(
        Session(day, datetime.combine(day, time(14, 30), UTC), datetime.combine(day, time(21), UTC))
        for day in days
        if day.weekday() < WEEKEND
    )


def due_world(autonomy: Autonomy = Autonomy.PROPOSE, settings: TriggerSettings | None = None) -> World:
    """Anna wants half SPY, half TLT, and holds four fifths SPY; it is Monday noon, and she is due."""
    here = world()
    here.broker.calendar = weekdays(date(2025, 1, 1), date(2027, 12, 31))
    here.save(SPY="50", TLT="50")
    changed = replace(here.policies.versions[ANNA][-1], autonomy=autonomy)
    if settings:
        changed = replace(changed, triggers=settings)
    here.policies.versions[ANNA][-1] = changed
    return here


def schedule(here: World) -> Schedule:
    """Read Anna's schedule."""
    record = here.services.automation.schedules.load(ANNA)
    assert record
    return record.schedule


def look(here: World) -> Check | None:
    """Check Anna's portfolio at the time it is due."""
    due_at = schedule(here).next_due_at
    assert due_at
    return check_portfolio(DueCheck(portfolio=ANNA, due_at=due_at), here.services)


def look_when_due(here: World) -> Check | None:
    """Let time pass until the portfolio is due, and check it."""
    due_at = schedule(here).next_due_at
    assert due_at
    here.clock.advance(max(due_at - here.clock.now(), timedelta()))
    return look(here)


def alerts(here: World) -> list[Alert]:
    """List Anna's open alerts by kind."""
    kept = cast("MemoryAlerts", here.services.telling.alerts).alerts.values()
    return sorted((each for each in kept if each.is_open), key=lambda each: (each.kind.value, each.key))


def deliveries(here: World) -> list[Delivery]:
    """List what goes out, or went."""
    return list(cast("MemoryDeliveries", here.services.telling.deliveries).kept.values())


def receivers(here: World) -> MemoryReceivers:
    """Find what stands for everything outside."""
    return cast("MemoryReceivers", here.services.telling.publisher)


def schedules(here: World) -> MemorySchedules:
    """Find the fake of where schedules are kept."""
    return cast("MemorySchedules", here.services.automation.schedules)


def asked(here: World) -> list[DueCheck]:
    """List the checks that were asked for."""
    return list(cast("MemoryCheckQueue", here.services.automation.checks).asked.values())
