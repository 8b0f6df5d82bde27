"""Count what runs send in a day: reserved as planned, settled as filled (I-17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from trimtab.domain.account_state import AccountState, DayTotals
from trimtab.domain.bounds import Bounds
from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run
from trimtab.domain.trade_day import trade_day
from trimtab.execution.chain import originals


def planned_value(legs: Iterable[Leg]) -> Decimal:
    """Add up what legs are approved for, in US dollars, both sides."""
    return sum((leg.planned_quantity * leg.reference_price for leg in legs), ZERO)


def with_day(bounds: Bounds, state: AccountState, portfolio: PortfolioRef, now: datetime) -> Bounds:
    """Return bounds with the account's day in them: what it has sent, and every portfolio's limits."""
    totals = state.totals_on(trade_day(now))
    limits = totals.tightened(portfolio, bounds.limits)
    return replace(bounds, limits=limits, day_orders=totals.order_count, day_value=totals.value)


def reserved_totals(state: AccountState, run: Run, legs: tuple[Leg, ...]) -> DayTotals:
    """Return the day's totals with a new run in them, as if all of it were sent."""
    return state.totals_on(trade_day(run.leaves_at)).plus(len(legs), planned_value(legs))


def settled_totals(state: AccountState, run: Run, legs: tuple[Leg, ...]) -> DayTotals | None:
    """Return the totals of a run's day with what it has sent and filled in the place of what it held.

    None when a later day has begun since: its totals never had this run in them.
    """
    if state.totals is None or state.totals.day != trade_day(run.leaves_at):
        return None
    approved = originals(legs)
    sent = sum(1 for leg in legs if leg.attempts)
    filled = sum((leg.filled_value for leg in legs), ZERO)
    return state.totals.plus(sent - len(approved), filled - planned_value(approved))
