"""Suppose one thing about a request to be otherwise: a price, money, a tolerance, the time or a setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, Final

from trimtab.domain.holdings import Holding
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Policy, RebalancingMethod, UntargetedRule
from trimtab.domain.request import PlanRequest
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot

_Lift = Callable[[PlanRequest, str], PlanRequest]


class Setting(StrEnum):
    """A rule or a fact that can be supposed away."""

    EXCLUDED_INSTRUMENTS = "excluded_instruments"
    LOCKED = "locked"
    DO_NOT_BUY = "do_not_buy"
    DO_NOT_SELL = "do_not_sell"
    MAX_TURNOVER = "max_turnover"
    TRANSACTION_COST_LIMIT = "transaction_cost_limit"
    ALLOCATE_AT_MOST = "allocate_at_most"
    IMPROVEMENT_THRESHOLD = "improvement_threshold"
    UNTARGETED = "untargeted"
    SYMBOLS = "symbols"
    SHELF = "shelf"
    MAX_STALENESS = "max_staleness"
    IS_FORCED = "is_forced"
    IS_TRADABLE = "is_tradable"
    OPEN_ORDERS = "open_orders"
    AVOID_SHORT_TERM_GAINS = "avoid_short_term_gains"
    DEFERRAL_DAYS = "deferral_days"
    TRANSITION = "transition"
    AVOID_WASH_SALES = "avoid_wash_sales"
    GAIN_CAP = "gain_cap"


def with_price(request: PlanRequest, symbol: str, price: Decimal) -> PlanRequest:
    """Suppose another price of a symbol that has one, per share in its own currency."""
    quotes = request.snapshot.quotes
    changed = tuple(replace(quote, price=price) if quote.symbol == symbol else quote for quote in quotes)
    return _on(request, replace(request.snapshot, quotes=changed))


def with_deposit(request: PlanRequest, amount: Decimal) -> PlanRequest:
    """Suppose money paid in, or out where negative, in base currency; it adds to a planned cash flow."""
    is_flow = request.chosen_method is RebalancingMethod.CASH_FLOW and request.cash_flow
    flow = request.cash_flow + amount if is_flow else request.cash_flow
    snapshot = replace(request.snapshot, cash=request.snapshot.cash + amount)
    return replace(request, snapshot=snapshot, cash_flow=flow)


def with_minimum(request: PlanRequest, least: Decimal) -> PlanRequest:
    """Suppose another least trade in base currency; it counts where it is more than policy and shelf ask."""
    return replace(request, minimum_trade=least)


def with_tolerance(request: PlanRequest, symbol: str, tolerance: Decimal) -> PlanRequest:
    """Suppose another tolerance of a target's own."""
    targets = request.policy.targets
    changed = tuple(
        replace(target, tolerance=tolerance) if target.symbol == symbol else target
        for target in targets.allocations
    )
    policy = replace(request.policy, targets=replace(targets, allocations=changed))
    return replace(request, policy=policy)


def at_time(request: PlanRequest, instant: datetime) -> PlanRequest:
    """Suppose the same portfolio at another time; whatever has been seen has been seen as much later."""
    snapshot = request.snapshot
    later = instant - snapshot.as_of
    market = snapshot.market_as_of
    moved = replace(
        snapshot,
        as_of=instant,
        quotes=tuple(replace(quote, as_of=quote.as_of + later) for quote in snapshot.quotes),
        fx_rates=tuple(replace(rate, as_of=rate.as_of + later) for rate in snapshot.fx_rates),
        market_as_of=None if market is None else market + later,
    )
    return _on(request, moved)


def without(request: PlanRequest, setting: Setting, symbol: str | None) -> PlanRequest:
    """Suppose a rule or a fact away, where it names symbols for this one only."""
    return _LIFTS[setting](request, symbol or "")


def _on(request: PlanRequest, snapshot: Snapshot) -> PlanRequest:
    return replace(request, snapshot=snapshot)


def _under(request: PlanRequest, policy: Policy) -> PlanRequest:
    return replace(request, policy=policy)


def _rest(symbols: tuple[str, ...], symbol: str) -> tuple[str, ...]:
    return tuple(other for other in symbols if other != symbol)


def _bound_by(request: PlanRequest, changes: Mapping[str, Any]) -> PlanRequest:
    constraints = replace(request.policy.constraints, **changes)
    return _under(request, replace(request.policy, constraints=constraints))


def _taxed_by(changes: Mapping[str, Any], request: PlanRequest, _: str) -> PlanRequest:
    return _under(request, replace(request.policy, tax=replace(request.policy.tax, **changes)))


def _unlisted(setting: Setting, request: PlanRequest, symbol: str) -> PlanRequest:
    listed = getattr(request.policy.constraints, setting.value)
    return _bound_by(request, {setting.value: _rest(listed, symbol)})


def _unlimited(setting: Setting, request: PlanRequest, _: str) -> PlanRequest:
    return _bound_by(request, {setting.value: None})


def _liquidated(request: PlanRequest, _: str) -> PlanRequest:
    return _under(request, replace(request.policy, untargeted=UntargetedRule.LIQUIDATE))


def _approved(request: PlanRequest, symbol: str) -> PlanRequest:
    shelf = request.shelf or Shelf(version="", entries=())
    old = shelf.entry(symbol) or ShelfEntry(symbol=symbol, status=ShelfStatus.APPROVED)
    others = [entry for entry in shelf.entries if entry.symbol != symbol]
    entries = sorted([*others, replace(old, status=ShelfStatus.APPROVED)], key=lambda entry: entry.symbol)
    return replace(request, shelf=replace(shelf, entries=tuple(entries)))


def _of_any_age(request: PlanRequest, _: str) -> PlanRequest:
    return replace(request, options=replace(request.options, max_staleness=None))


def _tradable(request: PlanRequest, symbol: str) -> PlanRequest:
    known = request.snapshot.instruments
    changed = tuple(replace(each, is_tradable=True) if each.symbol == symbol else each for each in known)
    return _on(request, replace(request.snapshot, instruments=changed))


def _no_open_orders(request: PlanRequest, symbol: str) -> PlanRequest:
    snapshot = request.snapshot
    return _on(
        request,
        replace(
            snapshot,
            busy_symbols=_rest(snapshot.busy_symbols, symbol),
            holdings=tuple(_freed(held) if held.symbol == symbol else held for held in snapshot.holdings),
        ),
    )


def _freed(held: Holding) -> Holding:
    return replace(held, available_quantity=held.quantity)


_LIFTS: Final[Mapping[Setting, _Lift]] = {
    **{
        setting: partial(_unlisted, setting)
        for setting in (
            Setting.EXCLUDED_INSTRUMENTS,
            Setting.LOCKED,
            Setting.DO_NOT_BUY,
            Setting.DO_NOT_SELL,
        )
    },
    **{
        setting: partial(_unlimited, setting)
        for setting in (Setting.MAX_TURNOVER, Setting.TRANSACTION_COST_LIMIT, Setting.ALLOCATE_AT_MOST)
    },
    Setting.IMPROVEMENT_THRESHOLD: lambda request, _: _bound_by(request, {"improvement_threshold": ZERO}),
    Setting.UNTARGETED: _liquidated,
    Setting.SYMBOLS: lambda request, _: replace(request, symbols=()),
    Setting.SHELF: _approved,
    Setting.MAX_STALENESS: _of_any_age,
    Setting.IS_FORCED: lambda request, _: replace(request, is_forced=True),
    Setting.IS_TRADABLE: _tradable,
    Setting.OPEN_ORDERS: _no_open_orders,
    **{
        setting: partial(_taxed_by, changes)
        for setting, changes in (
            (Setting.AVOID_SHORT_TERM_GAINS, {"avoid_short_term_gains": False, "transition": None}),
            (Setting.DEFERRAL_DAYS, {"deferral_days": 0}),
            (Setting.TRANSITION, {"transition": None}),
            (Setting.AVOID_WASH_SALES, {"avoid_wash_sales": False}),
            (Setting.GAIN_CAP, {"gain_cap": None}),
        )
    },
}
