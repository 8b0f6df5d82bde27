"""Compare what a portfolio's shadow plans would have done with what was done by hand (requirement 003)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import Fill
from trimtab.domain.checkup import Check, CheckResult
from trimtab.domain.commands import CompareShadow
from trimtab.domain.plan import Plan
from trimtab.domain.shadow import ShadowDay
from trimtab.domain.trade_day import start_of_day
from trimtab.execution.shadow import ShadowFacts, compare_days
from trimtab.ports import Services

PAGE: Final = 100
NEXT_SESSION: Final = timedelta(days=14)
"""Within which the session after a span is looked for: more than a week of surprise closures."""


def compare_shadow(command: CompareShadow, services: Services) -> tuple[ShadowDay, ...]:
    """List the days of a span, both sides of each; nothing is stored (I-23).

    Raises UnavailableError where broker or store do not answer.
    """
    activities = services.brokers.of(command.portfolio.uid).activities(command.first_day)
    facts = ShadowFacts(
        plans=_plans(command, services),
        fills=tuple(each for each in activities if isinstance(each, Fill)),
        drift=_drift(command, services),
    )
    return compare_days(facts, command.first_day, command.last_day)


def _plans(command: CompareShadow, services: Services) -> dict[date, Plan]:
    """Find the last shadow plan of each session."""
    plans: dict[date, Plan] = {}
    for check in _checks(command, services):
        if check.result is not CheckResult.SHADOWED or check.session in plans or not check.plan_id:
            continue
        plan = services.plans.find(command.portfolio, check.plan_id)
        if plan:
            plans[check.session] = plan
    return plans


def _checks(command: CompareShadow, services: Services) -> Iterator[Check]:
    """Read the checks of the span, the latest first."""
    before, histories = start_of_day(command.last_day + timedelta(days=1)), services.automation.histories
    while page := histories.checks(command.portfolio, PAGE, before):
        yield from (check for check in page if check.session >= command.first_day)
        before = page[-1].checked_at
        if page[-1].session < command.first_day:
            return


def _drift(command: CompareShadow, services: Services) -> dict[date, Decimal]:
    """Read the largest drift of each session of the span, and of the one after it."""
    end = command.last_day + NEXT_SESSION
    most = (end - command.first_day).days
    kept = services.automation.histories.snapshots(command.portfolio, most, before=end)
    return {each.day: each.view.by_symbol.max_drift for each in kept if each.day >= command.first_day}
