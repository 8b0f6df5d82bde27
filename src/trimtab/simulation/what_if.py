"""Ask what if on a copy: other prices, other cash, other trades. Nothing that is passed in changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.holdings import Quote
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.what_if import SupposedTrade, WhatIf
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.simulation.cash_ledger import keep_ledger, legs_in_order
from trimtab.simulation.class_trades import (
    class_ledger,
    class_shares,
    class_values,
    trade_classes,
    value_of,
)
from trimtab.simulation.supposed_trades import price_trades

Supposed = tuple[SupposedTrade, ...]


def suppose(snapshot: Snapshot, prices: Mapping[str, Decimal], cash_flow: Decimal) -> Snapshot:
    """Return the snapshot with supposed prices in place of real ones, and cash changed by the flow.

    `cash_flow` is in US dollars, positive for a deposit.
    """
    real = {quote.symbol: quote for quote in snapshot.quotes}
    supposed = {
        symbol: Quote(symbol=symbol, price=price, as_of=snapshot.as_of) for symbol, price in prices.items()
    }
    quotes = {**real, **supposed}
    return replace(
        snapshot,
        cash=snapshot.cash + cash_flow,
        quotes=tuple(quotes[symbol] for symbol in sorted(quotes)),
    )


def what_if(request: PlanRequest, plan: Plan, trades: Supposed = (), *, has_cash_leg: bool = True) -> WhatIf:
    """Tell what trades would do to a request's portfolio: the given ones, or without any those of its plan.

    Without a cash leg, or where a whole asset class is traded, values move between classes only
    (requirement 001). Raises InvalidRequestError for trades that cannot be.
    """
    if not trades:
        return _after_plan(request, plan)
    if not has_cash_leg or any(trade.asset_class for trade in trades):
        return _after_class_trades(request, trades, has_cash_leg=has_cash_leg)
    return _after_trades(request, plan, trades)


def _after_plan(request: PlanRequest, plan: Plan) -> WhatIf:
    snapshot, given = request.snapshot, request.policy.asset_classes
    after = apply_trades(snapshot, plan.trades, plan.fx_trades)
    return WhatIf(
        classes_before=class_shares(class_values(snapshot, given)),
        classes_after=class_shares(class_values(after, given)),
        drift_after=plan.drift_after,
        turnover=plan.turnover,
        cost=plan.costs.total,
        ledger=keep_ledger(snapshot, legs_in_order(plan)),
    )


def _after_trades(request: PlanRequest, plan: Plan, supposed: Supposed) -> WhatIf:
    snapshot, policy = request.snapshot, request.policy
    trades, given = price_trades(snapshot, supposed, policy.costs), policy.asset_classes
    after = apply_trades(snapshot, trades)
    weights = {row.key: row.target_weight for row in plan.drift.rows}
    return WhatIf(
        classes_before=class_shares(class_values(snapshot, given)),
        classes_after=class_shares(class_values(after, given)),
        drift_after=measure_portfolio_drift(after, policy, weights),
        turnover=_turnover(sum((trade.value for trade in trades), ZERO), snapshot),
        cost=sum((trade.costs.total for trade in trades), ZERO),
        ledger=keep_ledger(snapshot, trades),
    )


def _after_class_trades(request: PlanRequest, trades: Supposed, *, has_cash_leg: bool) -> WhatIf:
    snapshot, given = request.snapshot, request.policy.asset_classes
    values = trade_classes(snapshot, given, trades, has_cash_leg=has_cash_leg)
    gross = sum((value_of(trade, snapshot, index) for index, trade in enumerate(trades)), ZERO)
    return WhatIf(
        classes_before=class_shares(class_values(snapshot, given)),
        classes_after=class_shares(values),
        drift_after=None,
        turnover=_turnover(gross, snapshot),
        cost=ZERO,
        ledger=class_ledger(snapshot, trades) if has_cash_leg else (),
    )


def _turnover(gross: Decimal, snapshot: Snapshot) -> Decimal:
    total = snapshot.total_value
    return gross / (2 * total) if total else ZERO
