"""Looks at a portfolio, for tests of triggers: a market calendar, drift, past prices and what a rule says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from builders import OWNER, policy
from paperbroker.basics.sessions import sessions_between
from trimtab.domain.activity import AccountEntry
from trimtab.domain.drift import DriftReport, ToleranceBand
from trimtab.domain.holdings import DailyBar
from trimtab.domain.order import Session
from trimtab.domain.policy import Policy
from trimtab.domain.schedule import Schedule, SettledLook
from trimtab.domain.trigger import Trigger, TriggerRule, TriggerSettings
from trimtab.drift.measure import measure_drift
from trimtab.triggers.due import SETTLING_TIME
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.sessions import Calendar, on_or_after, on_or_before

MONDAY = date(2026, 11, 23)
"""The Monday before Thanksgiving; the week's Thursday is closed, its Friday ends early."""


@cache
def market(first: int = 2025, last: int = 2029) -> Calendar:
    """The sessions of some years, as the exchange publishes them."""
    listed = sessions_between(date(first, 1, 1), date(last, 12, 31))
    return tuple(
        Session(each.day, each.opens_at.astimezone(UTC), each.closes_at.astimezone(UTC)) for each in listed
    )


def without(calendar: Calendar, *days: date) -> Calendar:
    """A calendar from which some days were taken."""
    return tuple(session for session in calendar if session.day not in days)


def look_on(day: date, calendar: Calendar | None = None) -> datetime:
    """The moment of the first look in the session of a day."""
    return on_or_after(calendar or market(), day).opens_at + SETTLING_TIME


def report(held: Mapping[str, int], wanted: Mapping[str, str], tolerance: str = "0.05") -> DriftReport:
    """The drift of some dollars against some weights; the edge of critical is twice the tolerance."""
    values = {key: Decimal(value) for key, value in held.items()}
    weights = {key: Decimal(weight) for key, weight in wanted.items()}
    return measure_drift(values, weights, {}, ToleranceBand.of(Decimal(tolerance)))


def ruled(*triggers: Trigger, **settings: Any) -> Policy:
    """A policy with one rule for each trigger, called by letters from a on."""
    rules = tuple(
        TriggerRule(rule_id=name, trigger=trigger) for name, trigger in zip("abcdef", triggers, strict=False)
    )
    return policy({"SPY": "0.6", "TLT": "0.4"}, triggers=TriggerSettings(rules=rules, **settings))


def schedule(checked: date | None = None, **fields: Any) -> Schedule:
    """A schedule; `checked` is the session of the last look, which has settled everything; None before it."""
    if checked is None:
        return Schedule(portfolio=OWNER, policy_version=1, **fields)
    usual: dict[str, Any] = {
        "last_session": checked,
        "last_checked_at": look_on(checked),
        "settled": settled(checked),
    }
    return Schedule(portfolio=OWNER, policy_version=1, **(usual | fields))


def settled(day: date, **fields: Any) -> SettledLook:
    """A look that left nothing over, in the session of a day."""
    coming = on_or_after(market(), day + timedelta(days=1)).day
    usual: dict[str, Any] = {"at": look_on(day), "session": day, "coming_session": coming}
    return SettledLook(**(usual | fields))


def occasion(rule: Policy, day: date = MONDAY, *, checked: date | None = None, **fields: Any) -> Occasion:
    """A look on a day at a portfolio on its targets, first looked at never or on another day."""
    usual: dict[str, Any] = {
        "as_of": look_on(day, fields.get("calendar")),
        "schedule": schedule(checked),
        "calendar": market(),
        "drift": report({"SPY": 600, "TLT": 400}, {"SPY": "0.6", "TLT": "0.4"}),
    }
    return Occasion(policy=rule, **(usual | fields))


def bars(prices: Iterable[object], last: date | None = None) -> tuple[DailyBar, ...]:
    """Closes of sessions that follow each other up to the one before Monday, or up to another."""
    closes = [Decimal(str(price)) for price in prices]
    end = on_or_before(market(), last or MONDAY - timedelta(days=1)).day
    days = [session.day for session in market() if session.day <= end][-len(closes) :]
    return tuple(DailyBar(day, close) for day, close in zip(days, closes, strict=True))


def entry(kind: str, amount: str, day: date, at: datetime | None = None) -> AccountEntry:
    """What the broker has booked."""
    return AccountEntry(
        activity_id=f"{kind}-{day}-{amount}",
        day=day,
        kind=kind,
        detail="",
        status="executed",
        net_amount=Decimal(amount),
        at=at,
    )
