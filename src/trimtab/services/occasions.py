"""Gather what a portfolio's rules ask about, and nothing they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from trimtab.domain.activity import AccountEntry, Activity
from trimtab.domain.drift import DriftView
from trimtab.domain.holdings import DailyBar
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.request import PlanRequest
from trimtab.domain.schedule import Schedule
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade_day import trade_day
from trimtab.domain.trigger import CalendarTrigger
from trimtab.drift.classes import measure_drift_view
from trimtab.planning.methods.tactical import stop_losses
from trimtab.ports import Brokerage, Services
from trimtab.services.repair import last_rebalanced_at
from trimtab.tax.corrections import settle_corrections
from trimtab.triggers.cash_flow import asks_for_cash, entries_from
from trimtab.triggers.change import bars_needed, symbols_named
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.sessions import Calendar

SPARE_SESSIONS: Final = 10
"""Read besides the windows: a symbol that lacks a close or two still has enough of them."""


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
        stopped=_stopped(snapshot, policy, schedule.portfolio),
    )
    return Sight(snapshot=snapshot, view=view, occasion=occasion)


def _stopped(snapshot: Snapshot, policy: Policy, portfolio: PortfolioRef) -> tuple[str, ...]:
    """Name the targets that are held at or below their stop price; nothing else is sold for it."""
    request = PlanRequest(snapshot=snapshot, policy=policy, portfolio=portfolio)
    targets = {target.symbol for target in policy.targets.enabled}
    return tuple(exit_.symbol for exit_ in stop_losses(request) if exit_.symbol in targets)


def _bars(
    snapshot: Snapshot, policy: Policy, calendar: Calendar, broker: Brokerage
) -> Mapping[str, tuple[DailyBar, ...]]:
    needed = bars_needed(policy.triggers)
    over = [session.day for session in calendar if session.closes_at <= snapshot.as_of]
    if not needed or not over:
        return {}
    held = {held.symbol for held in snapshot.holdings}
    symbols = tuple(sorted(held | symbols_named(policy.triggers)))
    return broker.daily_bars(symbols, over[-min(needed + SPARE_SESSIONS, len(over))], over[-1])


def _activities(
    snapshot: Snapshot, policy: Policy, schedule: Schedule, broker: Brokerage
) -> tuple[Activity, ...]:
    if not asks_for_cash(policy.triggers):
        return ()
    found = broker.activities(entries_from(schedule, snapshot.as_of))
    return settle_corrections(each for each in found if isinstance(each, AccountEntry)).entries


def _last_rebalanced_on(policy: Policy, schedule: Schedule, services: Services) -> date | None:
    """Find the day of the last run that traded; who started it does not matter to a cooldown or a date."""
    settings = policy.triggers
    has_dates = any(isinstance(each, CalendarTrigger) for each in settings.conditions)
    if not settings.cooldown_days and not has_dates:
        return None
    last = last_rebalanced_at(schedule.portfolio, services)
    return trade_day(last) if last else None
