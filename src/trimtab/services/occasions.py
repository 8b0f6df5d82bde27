"""Gather what a portfolio's rules ask about, and nothing they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final

from trimtab.domain.activity import AccountEntry, Activity
from trimtab.domain.drift import DriftView
from trimtab.domain.holdings import DailyBar
from trimtab.domain.policy import Policy
from trimtab.domain.schedule import Schedule
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade_day import trade_day
from trimtab.domain.trigger import CalendarTrigger, CashFlowTrigger
from trimtab.drift.classes import measure_drift_view
from trimtab.ports import Brokerage, Services
from trimtab.services.repair import last_rebalanced_at
from trimtab.tax.corrections import settle_corrections
from trimtab.triggers.change import bars_needed
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.sessions import Calendar

OVERLAP: Final = timedelta(days=14)
"""How far before the last look entries are read, for those the broker books late or takes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """An account as seen at one moment, its drift, and what its rules are told of it."""

    snapshot: Snapshot
    view: DriftView
    occasion: Occasion


def occasion_of(
    snapshot: Snapshot, policy: Policy, schedule: Schedule, calendar: Calendar, services: Services
) -> Sight:
    """Measure drift, and read past prices, entries and runs only where a rule asks for them.

    Raises UnavailableError when broker or store do not answer.
    """
    view, broker = measure_drift_view(snapshot, policy), services.brokers.of(schedule.portfolio.uid)
    occasion = Occasion(
        as_of=snapshot.as_of,
        policy=policy,
        schedule=schedule,
        calendar=calendar,
        drift=view.by_symbol,
        bars=_bars(snapshot, policy, calendar, broker),
        activities=_activities(snapshot, policy, schedule, broker),
        last_rebalanced_on=_last_rebalanced_on(policy, schedule, services),
    )
    return Sight(snapshot=snapshot, view=view, occasion=occasion)


def _bars(
    snapshot: Snapshot, policy: Policy, calendar: Calendar, broker: Brokerage
) -> Mapping[str, tuple[DailyBar, ...]]:
    needed = bars_needed(policy.triggers)
    over = [session.day for session in calendar if session.closes_at <= snapshot.as_of]
    if not needed or not over:
        return {}
    symbols = tuple(sorted(held.symbol for held in snapshot.holdings))
    return broker.daily_bars(symbols, over[-min(needed, len(over))], over[-1])


def _activities(
    snapshot: Snapshot, policy: Policy, schedule: Schedule, broker: Brokerage
) -> tuple[Activity, ...]:
    if not any(isinstance(each, CashFlowTrigger) for each in policy.triggers.conditions):
        return ()
    since = (schedule.last_checked_at or snapshot.as_of).astimezone(UTC) - OVERLAP
    found = broker.activities(since.date())
    return settle_corrections(each for each in found if isinstance(each, AccountEntry)).entries


def _last_rebalanced_on(policy: Policy, schedule: Schedule, services: Services) -> date | None:
    """Find the day of the last run that traded; who started it does not matter to a cooldown or a date."""
    settings = policy.triggers
    has_dates = any(isinstance(each, CalendarTrigger) for each in settings.conditions)
    if not settings.cooldown_days and not has_dates:
        return None
    last = last_rebalanced_at(schedule.portfolio, services)
    return trade_day(last) if last else None
