"""Exchange goes through base currency, as much as is needed and no more (requirement 003, step 5)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given

from property.measures import ZERO, balances
from property.portfolios import requests
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest, Repatriation
from trimtab.domain.trade import Side
from trimtab.planning.rebalance import plan_rebalance

CENT = D("0.01")


def before_exchange(request: PlanRequest, made: Plan) -> dict[str, D]:
    """Foreign cash after all security trades, before any exchange."""
    cash = {name: amount for name, amount in balances(request).items() if name != "USD"}
    for trade in made.trades:
        if trade.currency != "USD":
            cash[trade.currency] = cash.get(trade.currency, ZERO) + trade.cash_effect
    return cash


@given(requests())
def test_a_deficit_is_bought_with_its_buffer(request: PlanRequest):
    """Every purchase of a currency is the deficit and the buffer, rounded up to the cent."""
    made = plan_rebalance(request)
    lacking = {name: -amount for name, amount in before_exchange(request, made).items() if amount < 0}
    bought = {fx.currency: fx.amount for fx in made.fx_trades if fx.side is Side.BUY}

    assert lacking.keys() == bought.keys()
    for name, deficit in lacking.items():
        assert ZERO <= bought[name] - deficit * (1 + request.options.fx_buffer_pct) < CENT


@given(requests())
def test_without_repatriation_no_currency_is_sold(request: PlanRequest):
    """Foreign cash left over stays where it is (rule 34)."""
    options = replace(request.options, repatriation=Repatriation.OFF)
    made = plan_rebalance(replace(request, options=options))

    assert [] == [fx for fx in made.fx_trades if fx.side is Side.SELL]


@given(requests())
def test_a_sweep_leaves_less_than_a_cent(request: PlanRequest):
    """Under SWEEP_ALL a plan that trades leaves no foreign cash above a cent, deficits' buffers apart."""
    options = replace(request.options, repatriation=Repatriation.SWEEP_ALL)
    made = plan_rebalance(replace(request, options=options))
    bought = {fx.currency for fx in made.fx_trades if fx.side is Side.BUY}

    if made.trades:
        assert all(cash.amount < CENT for cash in made.foreign_cash_after if cash.currency not in bought)


@given(requests())
def test_a_threshold_is_left_in_its_currency(request: PlanRequest):
    """Under ABOVE_THRESHOLD no sale takes a currency below the threshold, in base currency."""
    options = replace(request.options, repatriation=Repatriation.ABOVE_THRESHOLD)
    made = plan_rebalance(replace(request, options=options))
    sold = {fx.currency: fx.rate for fx in made.fx_trades if fx.side is Side.SELL}
    after = {cash.currency: cash.amount for cash in made.foreign_cash_after}

    for name, rate in sold.items():
        assert after.get(name, ZERO) * rate >= options.repatriation_threshold


@given(requests())
def test_buys_depend_on_the_exchange_that_pays_for_them(request: PlanRequest):
    """A buy in a currency that is bought names that exchange, and nothing else depends on anything."""
    made = plan_rebalance(request)
    bought = {fx.currency: fx.trade_id for fx in made.fx_trades if fx.side is Side.BUY}

    for trade in made.trades:
        is_funded = trade.side is Side.BUY and trade.currency in bought
        assert trade.depends_on == ((bought[trade.currency],) if is_funded else ())


@given(requests())
def test_no_currency_is_exchanged_twice(request: PlanRequest):
    """Each currency is bought or sold at most once, never against another but base, at its rate."""
    made = plan_rebalance(request)
    names = [fx.currency for fx in made.fx_trades]

    assert len(names) == len(set(names))
    assert "USD" not in names
    assert all(fx.rate == request.snapshot.rate(fx.currency) for fx in made.fx_trades)
