"""Set shadow plans beside what was really traded, day by day and symbol by symbol (requirement 003)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trimtab.domain.activity import Fill
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.shadow import ShadowDay, ShadowLine
from trimtab.domain.trade import Side
from trimtab.domain.trade_day import trade_day

_Sums = Mapping[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowFacts:
    """The plans of a span by session, the account's fills, and the largest drift by session.

    Drift is known a session further than the span, for what its last day has led to.
    """

    plans: Mapping[date, Plan]
    fills: tuple[Fill, ...]
    drift: Mapping[date, Decimal]


def compare_days(facts: ShadowFacts, first: date, last: date) -> tuple[ShadowDay, ...]:
    """List every day of a span that was looked at or traded on, both ends included, in order."""
    filled: dict[date, list[Fill]] = {}
    for fill in facts.fills:
        filled.setdefault(trade_day(fill.at), []).append(fill)
    days = sorted({*facts.plans, *filled, *facts.drift})
    return tuple(_day(day, filled.get(day, []), facts) for day in days if first <= day <= last)


def _day(day: date, fills: list[Fill], facts: ShadowFacts) -> ShadowDay:
    plan, following = facts.plans.get(day), min((each for each in facts.drift if each > day), default=None)
    return ShadowDay(
        day=day,
        plan_id=plan.plan_id if plan else None,
        drift_before=plan.drift.max_drift if plan else facts.drift.get(day),
        drift_planned=plan.drift_after.max_drift if plan else None,
        drift_next=facts.drift[following] if following else None,
        lines=_lines(plan, fills),
    )


def _lines(plan: Plan | None, fills: list[Fill]) -> tuple[ShadowLine, ...]:
    trades = plan.trades if plan else ()
    planned = _summed((each.symbol, each.side, each.quantity, each.value) for each in trades)
    traded = _summed((each.symbol, each.side, each.quantity, each.quantity * each.price) for each in fills)
    nothing = (ZERO, ZERO)
    return tuple(
        ShadowLine(
            symbol=symbol,
            planned_quantity=planned.get(symbol, nothing)[0],
            planned_value=planned.get(symbol, nothing)[1],
            traded_quantity=traded.get(symbol, nothing)[0],
            traded_value=traded.get(symbol, nothing)[1],
        )
        for symbol in sorted({*planned, *traded})
    )


def _summed(trades: Iterable[tuple[str, Side, Decimal, Decimal]]) -> _Sums:
    """Add shares and values up by symbol; sales count against purchases of the same day."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for symbol, side, quantity, value in trades:
        sign = 1 if side is Side.BUY else -1
        before = sums.get(symbol, (ZERO, ZERO))
        sums[symbol] = (before[0] + sign * quantity, before[1] + sign * value)
    return sums
