"""Measure what a portfolio wants to trade against its limits, before anything is reserved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.bounds import Bounds
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import Reason
from trimtab.domain.run import account_key
from trimtab.domain.snapshot import Snapshot
from trimtab.execution.limits import asks_of_trades, find_breach, volume_unknown
from trimtab.execution.totals import with_day
from trimtab.ports import Services


def bounds_of(limits: Limits, account: Snapshot, value: Decimal, symbols: Iterable[str]) -> Bounds:
    """Take down limits with what orders for some symbols are measured against.

    `value` is the account's in US dollars, at the prices the orders are counted at.
    """
    wanted = frozenset(symbols)
    past = tuple(each for each in account.past if each.symbol in wanted)
    return Bounds(limits=limits, account_value=value, past=past)


def warned_of_limits(plan: Plan, limits: Limits, account: Snapshot, services: Services) -> Plan:
    """Let a plan say in advance why it would be refused, and which of its orders no volume bounds.

    It is only a warning: the day may go on before the plan is approved, and the owner may set other limits.
    """
    if not plan.trades:
        return plan
    symbols = [trade.symbol for trade in plan.trades]
    bounds = bounds_of(limits, account, plan.drift.total_value, symbols)
    key = account_key(plan.environment, plan.account_id)
    state = services.runs.account(key, plan.environment).state
    breach = find_breach(asks_of_trades(plan.trades), with_day(bounds, state, plan.portfolio, plan.as_of))
    return replace(plan, warnings=(*plan.warnings, *_warnings(breach, bounds.without_volume(symbols))))


def _warnings(breach: Reason | None, unknown: tuple[str, ...]) -> Iterable[Reason]:
    if breach:
        yield Reason(breach.code, f"This plan would be refused. {breach.text}")
    if unknown:
        yield volume_unknown(unknown)
