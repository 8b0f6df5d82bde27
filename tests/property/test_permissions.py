"""What may not be traded is not traded, whatever it costs the repair."""

from __future__ import annotations

from typing import Final

from hypothesis import given

from property.portfolios import requests
from trimtab.domain.money import CENT
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.domain.shelf import ShelfStatus
from trimtab.domain.trade import Side
from trimtab.planning.rebalance import plan_rebalance

HALF_A_CENT: Final = CENT / 2


def names(made: Plan, side: Side | None = None) -> set[str]:
    return {trade.symbol for trade in made.trades if side in {None, trade.side}}


def on_shelf(request: PlanRequest, *statuses: ShelfStatus) -> set[str]:
    entries = request.shelf.entries if request.shelf else ()
    return {entry.symbol for entry in entries if entry.status in statuses}


@given(requests())
def test_locked_symbols_never_trade(request: PlanRequest):
    """A lock forbids both sides."""
    assert set() == names(plan_rebalance(request)) & set(request.policy.constraints.locked)


@given(requests())
def test_excluded_instruments_never_trade(request: PlanRequest):
    """An excluded instrument is neither bought nor sold (requirement 000)."""
    assert set() == names(plan_rebalance(request)) & set(request.policy.constraints.excluded_instruments)


@given(requests())
def test_do_not_buy_is_not_bought(request: PlanRequest):
    """It may be sold."""
    assert set() == names(plan_rebalance(request), Side.BUY) & set(request.policy.constraints.do_not_buy)


@given(requests())
def test_do_not_sell_is_not_sold(request: PlanRequest):
    """It may be bought."""
    assert set() == names(plan_rebalance(request), Side.SELL) & set(request.policy.constraints.do_not_sell)


@given(requests())
def test_only_what_the_broker_trades_is_traded(request: PlanRequest):
    """Busy, unknown and untradable symbols are in no trade, whatever their drift."""
    account = request.snapshot
    free = {known.symbol for known in account.instruments if known.is_tradable} - set(account.busy_symbols)

    assert names(plan_rebalance(request)) <= free


@given(requests())
def test_partial_rebalancing_touches_its_symbols_only(request: PlanRequest):
    """What was not selected is not traded."""
    assert not request.symbols or names(plan_rebalance(request)) <= set(request.symbols)


@given(requests())
def test_the_shelf_is_obeyed(request: PlanRequest):
    """Suspended and unknown freeze, banned is never bought, restricted when allowed (domain rule 24)."""
    made = plan_rebalance(request)
    restricted = on_shelf(request, ShelfStatus.RESTRICTED) if not request.options.allow_restricted else set()
    known = on_shelf(request, *ShelfStatus)

    assert set() == names(made) & on_shelf(request, ShelfStatus.SUSPENDED)
    assert set() == names(made, Side.BUY) & (on_shelf(request, ShelfStatus.BANNED) | restricted)
    assert request.shelf is None or names(made) <= known


@given(requests())
def test_no_trade_is_below_its_minimum(request: PlanRequest):
    """The largest of policy, request and shelf counts, after rounding (domain rule 8)."""
    for trade in plan_rebalance(request).trades:
        entry = request.shelf.entry(trade.symbol) if request.shelf else None
        assert trade.value >= request.policy.costs.minimum_trade
        assert trade.value >= request.minimum_trade
        if entry and request.options.suppress_dust_trades:
            assert trade.amount >= entry.minimum_trade


@given(requests())
def test_goals_stay_below_the_position_cap(request: PlanRequest):
    """Unless the plan is blocked, no weight is aimed for above the cap."""
    cap = request.policy.constraints.max_position_weight
    made = plan_rebalance(request)
    above = [row.key for row in made.drift.rows if cap is not None and row.target_weight > cap]

    assert made.status.value == "BLOCKED" or [] == [key for key in above if key != "$CASH"]


@given(requests())
def test_nothing_is_bought_above_the_position_cap(request: PlanRequest):
    """No purchase takes a position above the cap, measured on the portfolio before costs.

    An order in money may exceed it by half a cent: requirement 003 rounds those to the nearer cent.
    """
    cap = request.policy.constraints.max_position_weight
    made = plan_rebalance(request)
    total, after = made.drift.total_value, {row.key: row.market_value for row in made.drift_after.rows}

    if cap is not None and request.chosen_method.value != "CASH_FLOW":
        rounded = {trade.symbol: HALF_A_CENT * trade.fx_rate for trade in made.trades if trade.notional}
        assert all(after[name] - rounded.get(name, 0) <= cap * total for name in names(made, Side.BUY))


@given(requests())
def test_blocked_plans_trade_nothing(request: PlanRequest):
    """What is blocked before planning carries no trades, and names its rules when they conflict."""
    made = plan_rebalance(request)

    if made.status.value == "BLOCKED" and made.finding.code.value != "HARD_RULE_BROKEN":
        assert ((), ()) == (made.trades, made.fx_trades)
        assert (made.finding.code.value == "CONFLICTING_RULES") is bool(made.conflict)


@given(requests())
def test_nothing_is_traded_without_price_or_rate(request: PlanRequest):
    """However missing prices are treated, no symbol without one is traded."""
    account = request.snapshot
    priced = {known.symbol for known in account.instruments if account.base_price(known.symbol) is not None}

    assert names(plan_rebalance(request)) <= priced
