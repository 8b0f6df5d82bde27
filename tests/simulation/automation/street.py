"""A street of portfolios with different wishes, each with its own account, on the exchange's calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal as D
from typing import Final, cast

from builders import policy
from trigger_builders import market, without
from trimtab.adapters.memory.automation import MemorySchedules
from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.adapters.memory.histories import MemoryHistories
from trimtab.adapters.memory.stores import MemoryPolicies
from trimtab.adapters.memory.telling import MemoryAlerts, MemoryDeliveries
from trimtab.domain.alert import Alert
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.order import Session
from trimtab.domain.policy import Autonomy, Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.schedule import Schedule
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    CombinedTrigger,
    CombineMode,
    ThresholdTrigger,
    Trigger,
    TriggerRule,
    TriggerSettings,
)
from trimtab.ports.automation import ScheduleRecord
from trimtab.triggers.sessions import Calendar
from worlds import NOON, PRICES, World, busy_tape, world

KNOWN: Final = market(2026, 2029)
CLOSED: Final = (date(2027, 4, 12), date(2028, 9, 15))
"""Closed by surprise: in the calendar at first, and taken out on the morning itself."""

REAL: Final = without(KNOWN, *CLOSED)
_MONTHLY: Final = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.MONTHLY, day=10))
_BOTH: Final = CombinedTrigger(conditions=(_MONTHLY, ThresholdTrigger()), combine=CombineMode.ANY)
_CASH: Final = CashFlowTrigger(amount=D(100))
WISHES: Final[dict[str, tuple[Autonomy, Trigger, int | None]]] = {
    "ann": (Autonomy.PROPOSE, ThresholdTrigger(), None),
    "bob": (Autonomy.AUTOMATIC, ThresholdTrigger(), None),
    "cem": (Autonomy.SHADOW, _MONTHLY, None),
    "dot": (Autonomy.PROPOSE, _CASH, 120),
    "eve": (Autonomy.AUTOMATIC, _BOTH, 90),
    "fay": (Autonomy.PROPOSE, _BOTH, None),
}
"""How far each owner lets it go, by which rule, and every how many minutes."""


class WatchedSchedules(MemorySchedules):
    """The fake of where schedules are kept; `looks` counts those that were done, by portfolio and session."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: Counter[tuple[str, date]] = Counter()

    def save(self, record: ScheduleRecord, schedule: Schedule) -> bool:
        """Keep a schedule, and count the look that has moved it."""
        is_kept = super().save(record, schedule)
        if is_kept and schedule.last_session and schedule.last_checked_at != record.schedule.last_checked_at:
            self.looks[schedule.portfolio.uid, schedule.last_session] += 1
        return is_kept


@dataclass(frozen=True, slots=True)
class Street:
    """The world of the portfolios, by uid; its services are sound."""

    here: World
    brokers: dict[str, MemoryBroker]

    @property
    def schedules(self) -> WatchedSchedules:
        """Find the fake of where schedules are kept."""
        return cast("WatchedSchedules", self.here.services.automation.schedules)

    @property
    def histories(self) -> MemoryHistories:
        """Find the fake of what checks leave behind."""
        return cast("MemoryHistories", self.here.services.automation.histories)

    @property
    def deliveries(self) -> MemoryDeliveries:
        """Find the fake of what is told."""
        return cast("MemoryDeliveries", self.here.services.telling.deliveries)

    @property
    def alerts(self) -> dict[str, Alert]:
        """Find the alerts, by their ids."""
        alerts = cast("MemoryAlerts", self.here.services.telling.alerts).alerts
        return {alert_id: alert for (_, alert_id), alert in alerts.items()}

    def save(self, who: str) -> None:
        """Let an owner save the same wishes again: another version, due at once."""
        ref = PortfolioRef(who)
        latest = self.here.policies.current(ref)
        version = latest.version + 1 if latest else 1
        saved = replace(wish(who), version=version, saved_at=self.here.clock.now())
        assert self.here.policies.append(ref, saved)

    def close(self, *days: date) -> None:
        """Take days out of the calendar that the exchange publishes."""
        for broker in self.brokers.values():
            broker.calendar = without(broker.calendar, *days)

    def sleep_until(self, at: datetime) -> None:
        """Let time pass; it never goes back."""
        self.here.clock.advance(max(at - self.here.clock.now(), timedelta()))

    def fail(self) -> None:
        """Let no broker answer."""
        for broker in self.brokers.values():
            broker.is_down = True

    def recover(self) -> None:
        """Let all of them answer again."""
        for broker in self.brokers.values():
            broker.is_down = False

    def move_prices(self, spy: D) -> None:
        """Let one price move at every broker."""
        for broker in self.brokers.values():
            broker.prices["SPY"] = spy


def open_street(start: datetime, names: Iterable[str] = WISHES) -> Street:
    """Open accounts for everybody, and save everybody's wishes at the start."""
    here = world()
    here.clock.advance(start - NOON)
    brokers = {who: _broker(who, here) for who in names}
    street = Street(_watched(here, brokers), brokers)
    for who in names:
        street.save(who)
    return street


def wish(who: str) -> Policy:
    """Make an owner's policy."""
    autonomy, trigger, minutes = WISHES[who]
    settings = TriggerSettings(
        rules=(TriggerRule(rule_id="only", trigger=trigger),), monitoring_minutes=minutes
    )
    return policy({"SPY": "0.5", "TLT": "0.5"}, autonomy=autonomy, triggers=settings)


def crowd(street: Street, count: int) -> set[PortfolioRef]:
    """Let so many strangers be due now, and nobody else."""
    now = street.here.clock.now()
    street.schedules.records.clear()
    people = {PortfolioRef(f"user{number:06}") for number in range(count)}
    for person in people:
        street.schedules.put(Schedule(portfolio=person, policy_version=1, next_due_at=now, due_since=now))
    return people


def sessions_of(first: datetime, last: datetime, calendar: Calendar = REAL) -> tuple[Session, ...]:
    """List the sessions that open in a span of time."""
    return tuple(each for each in calendar if first <= each.opens_at < last)


def _watched(here: World, brokers: dict[str, MemoryBroker]) -> World:
    schedules = WatchedSchedules()
    policies = MemoryPolicies(schedules)
    services = replace(
        here.services,
        brokers=MemoryBrokers(brokers),
        policies=policies,
        automation=replace(here.services.automation, schedules=schedules),
    )
    return replace(here, services=services, policies=policies)


def _broker(who: str, here: World) -> MemoryBroker:
    return MemoryBroker(
        account_id=f"account-{who}",
        cash=D(1000),
        prices=dict(PRICES),
        shares={"SPY": D(20), "TLT": D(80)},
        now=here.clock.now,
        tape=busy_tape(),
        calendar=KNOWN,
    )
