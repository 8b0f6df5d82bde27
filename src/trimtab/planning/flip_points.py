"""Tell for every line of a plan the exact change that would change the decision, by planning again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint
from trimtab.domain.instruments import CASH
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side
from trimtab.domain.trade_day import start_of_day
from trimtab.planning.explain import explain_symbols
from trimtab.planning.flip_axes import axis_of, start_of, step_of
from trimtab.planning.flip_search import Asked, find_flip
from trimtab.planning.flip_words import flip_text
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.suppositions import (
    Setting,
    at_time,
    with_deposit,
    with_minimum,
    with_price,
    with_tolerance,
    without,
)
from trimtab.planning.tax_aware.plan import plan_with_taxes

MOST_RERUNS: Final = 60
"""How often a plan is made again for one line, at most."""

_MOST_ALONG_ONE: Final = 45

Way = tuple[FlipKind, FlipDirection]

_DEARER: Final = (FlipKind.PRICE, FlipDirection.UP)
_CHEAPER: Final = (FlipKind.PRICE, FlipDirection.DOWN)
_DEPOSIT: Final = (FlipKind.AMOUNT, FlipDirection.UP)
_WITHDRAWAL: Final = (FlipKind.AMOUNT, FlipDirection.DOWN)
_WIDER: Final = (FlipKind.DRIFT, FlipDirection.UP)
_NARROWER: Final = (FlipKind.DRIFT, FlipDirection.DOWN)

_LARGER: Final = (FlipKind.MINIMUM, FlipDirection.UP)

_TRADED: Final = {
    Side.BUY: (_LARGER, _DEARER, _WITHDRAWAL, _WIDER, _DEPOSIT),
    Side.SELL: (_LARGER, _CHEAPER, _DEPOSIT, _WIDER, _WITHDRAWAL),
}
_IN_PLACE: Final = (_DEARER, _CHEAPER, _NARROWER, _DEPOSIT, _WITHDRAWAL)

_WAYS: Final[dict[ReasonCode, tuple[Way, ...]]] = {
    ReasonCode.ON_TARGET: _IN_PLACE,
    ReasonCode.WITHIN_TOLERANCE: _IN_PLACE,
    ReasonCode.NOT_NEEDED: _IN_PLACE,
    ReasonCode.BELOW_ONE_SHARE: (_DEPOSIT, _DEARER, _CHEAPER, _WITHDRAWAL),
    ReasonCode.BELOW_MINIMUM_TRADE: (_DEPOSIT, _DEARER, _CHEAPER, _WITHDRAWAL),
    ReasonCode.CASH_SHORT: (_DEPOSIT, _CHEAPER, _DEARER),
    ReasonCode.NEGATIVE_CASH: (_DEPOSIT,),
    ReasonCode.NO_VALUE: (_DEPOSIT,),
}

_SETTINGS: Final[dict[ReasonCode, Setting]] = {
    ReasonCode.EXCLUDED: Setting.EXCLUDED_INSTRUMENTS,
    ReasonCode.LOCKED: Setting.LOCKED,
    ReasonCode.DO_NOT_BUY: Setting.DO_NOT_BUY,
    ReasonCode.DO_NOT_SELL: Setting.DO_NOT_SELL,
    ReasonCode.MAX_TURNOVER: Setting.MAX_TURNOVER,
    ReasonCode.TRANSACTION_COST_LIMIT: Setting.TRANSACTION_COST_LIMIT,
    ReasonCode.ALLOCATE_AT_MOST: Setting.ALLOCATE_AT_MOST,
    ReasonCode.IMPROVEMENT_TOO_SMALL: Setting.IMPROVEMENT_THRESHOLD,
    ReasonCode.UNTARGETED_HELD: Setting.UNTARGETED,
    ReasonCode.NOT_SELECTED: Setting.SYMBOLS,
    ReasonCode.SHELF_STATUS_BANNED: Setting.SHELF,
    ReasonCode.SHELF_STATUS_SUSPENDED: Setting.SHELF,
    ReasonCode.SHELF_STATUS_RESTRICTED: Setting.SHELF,
    ReasonCode.SHELF_ENTRY_MISSING: Setting.SHELF,
    ReasonCode.PRICE_STALE: Setting.MAX_STALENESS,
    ReasonCode.NOT_TRADABLE: Setting.IS_TRADABLE,
    ReasonCode.OPEN_ORDERS: Setting.OPEN_ORDERS,
    ReasonCode.SHARES_HELD_BY_ORDERS: Setting.OPEN_ORDERS,
    ReasonCode.COOLDOWN: Setting.IS_FORCED,
    ReasonCode.SHORT_TERM_GAIN: Setting.AVOID_SHORT_TERM_GAINS,
    ReasonCode.LONG_TERM_SOON: Setting.DEFERRAL_DAYS,
    ReasonCode.CASH_FLOWS_ONLY: Setting.TRANSITION,
    ReasonCode.WASH_SALE_WINDOW: Setting.AVOID_WASH_SALES,
    ReasonCode.GAIN_BUDGET_CAP: Setting.GAIN_CAP,
}

_SIGNS: Final = {FlipDirection.UP: 1, FlipDirection.DOWN: -1}
_SECOND: Final = timedelta(seconds=1)


def flip_points(request: PlanRequest, plan: Plan) -> tuple[FlipPoint, ...]:
    """Find the flip points of every line, by symbol; of the plan as a whole where something stops all of it.

    `plan` is the plan of the request. Each point is confirmed: the decision differs there and not a step
    before. This plans again up to MOST_RERUNS times for each line.
    """
    if not plan.trades and not plan.skipped:
        return symbol_flip_points(request, plan, None)
    symbols = explain_symbols(plan)
    return tuple(point for symbol in symbols for point in symbol_flip_points(request, plan, symbol))


def symbol_flip_points(request: PlanRequest, plan: Plan, symbol: str | None) -> tuple[FlipPoint, ...]:
    """Find the flip points of one line; without a symbol those of the plan as a whole."""
    reason = plan.finding if symbol is None else explain_symbols(plan)[symbol]
    side = next((trade.side for trade in plan.trades if trade.symbol == symbol), None)
    ways = _TRADED[side] if side else _WAYS.get(reason.code, ())
    points = list(_along(request, plan, symbol, ways))
    if side is None:
        points += _named(request, plan, symbol, reason.code)
    return tuple(points)


def decide(plan: Plan, symbol: str | None) -> str:
    """Name what a plan decides about a symbol: its side, or HOLD; without a symbol what it found."""
    if symbol is None:
        return plan.finding.code.value
    sides = (trade.side.value for trade in plan.trades if trade.symbol == symbol)
    return "HOLD" if plan.status is PlanStatus.BLOCKED else next(sides, "HOLD")


def is_confirmed(request: PlanRequest, plan: Plan, point: FlipPoint) -> bool:
    """Plan again at a flip point and one step before it; only there may the decision differ."""
    base = decide(plan, point.symbol)
    here = _plan(request_at(request, point))
    before = _plan(request_before(request, point))
    return decide(here, point.symbol) != base and decide(before, point.symbol) == base


def request_at(request: PlanRequest, point: FlipPoint) -> PlanRequest:
    """Suppose the change a flip point names."""
    symbol, value = point.symbol, point.value
    if isinstance(value, str):
        return without(request, Setting(value), symbol)
    if isinstance(value, datetime):
        return at_time(request, value)
    return _suppose(request, point.kind, symbol, value)


def request_before(request: PlanRequest, point: FlipPoint) -> PlanRequest:
    """Suppose one step less than a flip point's change: a tick, a cent, a second; no change for a setting."""
    value = point.value
    if isinstance(value, str):
        return request
    if isinstance(value, datetime):
        return at_time(request, max(value - _SECOND, request.snapshot.as_of))
    start = start_of(point.kind, request, point.symbol)
    if start is None:
        return request
    step = step_of(point.kind, start)
    back = max(value - step, start) if point.direction is FlipDirection.UP else min(value + step, start)
    return _suppose(request, point.kind, point.symbol, back)


def _suppose(request: PlanRequest, kind: FlipKind, symbol: str | None, value: Decimal) -> PlanRequest:
    if kind is FlipKind.AMOUNT:
        return with_deposit(request, value)
    if kind is FlipKind.MINIMUM:
        return with_minimum(request, value)
    change = with_price if kind is FlipKind.PRICE else with_tolerance
    return change(request, symbol or CASH, value)


def _along(
    request: PlanRequest, plan: Plan, symbol: str | None, ways: tuple[Way, ...]
) -> Iterator[FlipPoint]:
    """Search along each number in turn, until too many plans were made."""
    left, base = MOST_RERUNS, decide(plan, symbol)
    for kind, direction in ways:
        axis = axis_of(kind, _SIGNS[direction], request, plan, symbol)
        if axis is None:
            continue

        def ask(value: Decimal, kind: FlipKind = kind) -> str:
            return decide(_plan(_suppose(request, kind, symbol, value)), symbol)

        granted = min(left, _MOST_ALONG_ONE)
        asked = Asked(ask, granted, {axis.start: base})
        value = find_flip(axis, asked)
        left -= granted - asked.left
        if value is not None:
            found = FlipPoint(symbol=symbol, kind=kind, value=value, direction=direction, text="")
            yield _told(request, found, asked(value))


def _named(request: PlanRequest, plan: Plan, symbol: str | None, code: ReasonCode) -> Iterator[FlipPoint]:
    """Try the date and the setting a reason names."""
    ends = _end_of_cooldown(request) if code is ReasonCode.COOLDOWN else _end_of_wait(plan, symbol)
    named: tuple[tuple[FlipKind, datetime | str | None, FlipDirection], ...] = (
        (FlipKind.DATE, ends, FlipDirection.UP),
        (FlipKind.SETTING, _SETTINGS.get(code), FlipDirection.LIFTED),
    )
    for kind, value, direction in named:
        if value is None:
            continue
        point = FlipPoint(symbol=symbol, kind=kind, value=value, direction=direction, text="")
        if is_confirmed(request, plan, point):
            yield _told(request, point, decide(_plan(request_at(request, point)), symbol))


def _plan(request: PlanRequest) -> Plan:
    """Plan as the request was planned: where taxes have a say, with them."""
    is_taxed = request.tax is not None and request.chosen_method is RebalancingMethod.TAX_AWARE
    return plan_with_taxes(request).plan if is_taxed else plan_rebalance(request)


def _end_of_cooldown(request: PlanRequest) -> datetime | None:
    days = timedelta(days=request.policy.constraints.cooldown_days)
    return None if request.last_rebalanced_at is None else request.last_rebalanced_at + days


def _end_of_wait(plan: Plan, symbol: str | None) -> datetime | None:
    """Tell when what taxes make a symbol wait for is over."""
    told = plan.tax.deviations if plan.tax else ()
    days = (each.wait_until for each in told if each.symbol == symbol)
    day = next(days, None)
    return None if day is None else start_of_day(day)


def _told(request: PlanRequest, point: FlipPoint, decided: str) -> FlipPoint:
    return replace(point, text=flip_text(point, decided, request.snapshot.base_currency))
