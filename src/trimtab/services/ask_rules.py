"""Ask a portfolio's rules outside their schedule: what they say now, and what a person's wish amounts to."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.commands import CheckDrift
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.schedule import Schedule, Verdict
from trimtab.domain.snapshot import Snapshot
from trimtab.ports import Services
from trimtab.services.market_sessions import known_days, market_sessions
from trimtab.services.occasions import Sight, occasion_of
from trimtab.triggers.evaluate import evaluate


def ask_rules(command: CheckDrift, snapshot: Snapshot, policy: Policy, services: Services) -> Verdict | None:
    """Judge the rules that a person asks for; None where nobody asks for any, nor forces anything.

    Raises UnavailableError where broker or store do not tell what a rule has to know.
    """
    if command.asked is None and not command.is_forced:
        return None
    with known_days():
        occasion = see_now(command.portfolio, snapshot, policy, services).occasion
        return evaluate(replace(occasion, asked=command.asked, is_forced=command.is_forced))


def see_now(portfolio: PortfolioRef, snapshot: Snapshot, policy: Policy, services: Services) -> Sight:
    """See an account as its next look would, and leave nothing behind (I-23).

    Raises UnavailableError where broker or store do not answer, UnknownDayError beyond the calendar.
    """
    record = services.automation.schedules.load(portfolio)
    schedule = record.schedule if record else Schedule(portfolio=portfolio, policy_version=policy.version)
    broker, calendars = services.brokers.of(portfolio.uid), services.automation.calendars
    calendar = market_sessions(broker, calendars, snapshot.as_of, is_kept=False)
    return occasion_of(snapshot, policy, schedule, calendar, services)
