"""Nothing is created, nothing is lost, nothing is spent that is not there."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given

from property.measures import ZERO, balances, bought, ledger, legs, total_cash
from property.portfolios import free_requests, requests
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade
from trimtab.planning.after import apply_trades
from trimtab.planning.rebalance import plan_rebalance


@given(requests())
def test_every_currency_is_conserved(request: PlanRequest):
    """Each currency ends where it began plus what its legs move; residual zero."""
    made = plan_rebalance(request)
    expected = balances(request)
    for _, change in legs(made):
        for currency, amount in change.items():
            expected[currency] = expected.get(currency, ZERO) + amount
    foreign = {cash.currency: cash.amount for cash in made.foreign_cash_after}

    assert made.cash_after == expected.pop("USD")
    assert foreign == {currency: amount for currency, amount in expected.items() if amount}


@given(requests())
def test_every_share_is_conserved(request: PlanRequest):
    """Each holding ends where it began plus what is bought less what is sold; residual zero."""
    made = plan_rebalance(request)
    after = apply_trades(request.snapshot, made.trades, made.fx_trades)
    expected = {held.symbol: held.quantity for held in request.snapshot.holdings}
    for trade in made.trades:
        change = trade.quantity if trade.side is Side.BUY else -trade.quantity
        expected[trade.symbol] = expected.get(trade.symbol, ZERO) + change

    assert {symbol: quantity for symbol, quantity in expected.items() if quantity} == {
        held.symbol: held.quantity for held in after.holdings
    }


@given(requests())
def test_value_falls_by_the_costs_alone(request: PlanRequest):
    """The portfolio after is worth what it was less the costs; funds keep what an amount buys no share of."""
    made = plan_rebalance(request)
    kept = sum((amount_left_over(trade) for trade in made.trades), ZERO)

    assert made.drift.total_value - made.costs.total == made.drift_after.total_value + kept


def amount_left_over(trade: Trade) -> D:
    """What of a fund's amount its shares, cut to nine places, are not worth; a sale turns the sign."""
    over = (trade.amount - trade.quantity * trade.price) * trade.fx_rate
    return over if trade.side is Side.BUY else -over


@given(requests())
def test_no_share_is_sold_that_is_not_free(request: PlanRequest):
    """A sell never exceeds what is available, so nothing goes below zero (I-03)."""
    sells = plan_rebalance(request).of_side(Side.SELL)

    assert all(
        0 < sell.quantity <= request.snapshot.holding(sell.symbol).available_quantity for sell in sells
    )


@given(requests())
def test_no_currency_is_overdrawn_at_any_step(request: PlanRequest):
    """After every single leg each currency is at zero or above, costs and exchanges included (I-04).

    Foreign cash may be lacking between a sale's legs and the exchange only where it was before.
    """
    made = plan_rebalance(request)

    assert all(amount >= 0 for cash in ledger(request, made) for amount in cash.values())


@given(requests())
def test_buys_never_touch_the_cash_floor(request: PlanRequest):
    """What buys leave of all cash is the floor, or what there was without them if that is less (I-04)."""
    made = plan_rebalance(request)
    steps = list(ledger(request, made))
    before_buys = total_cash(request, steps[len(steps) - 1 - len(made.of_side(Side.BUY))])

    if bought(made):
        assert total_cash(request, steps[-1]) >= min(made.envelope.cash_floor, before_buys)


@given(requests())
def test_the_floor_is_the_larger_of_target_and_reserve(request: PlanRequest):
    """Amount, weight and cash target all fit under the floor that is promised."""
    made, rules = plan_rebalance(request), request.policy.constraints
    total = made.drift.total_value

    if not request.snapshot.unpriced_symbols:
        assert made.envelope.cash_floor >= rules.cash_reserve_amount
        assert made.envelope.cash_floor >= rules.cash_reserve_weight * total


@given(requests())
def test_quantities_are_in_steps(request: PlanRequest):
    """Whole shares are whole, fractions have nine places, funds cents; a full exit sells what is held."""
    for trade in plan_rebalance(request).trades:
        known = request.snapshot.instrument(trade.symbol)
        assert known is not None
        is_exit = (
            trade.side is Side.SELL
            and trade.quantity == request.snapshot.holding(trade.symbol).available_quantity
        )
        assert is_exit or trade.quantity % known.unit.step == 0
        assert trade.notional is None or (
            known.unit is QuantityUnit.NOTIONAL and trade.notional % D("0.01") == 0
        )


@given(requests())
def test_the_plan_says_what_is_left(request: PlanRequest):
    """Costs are the sum of all trades' costs, and prices and rates are the snapshot's own."""
    made = plan_rebalance(request)
    account = request.snapshot

    assert made.costs.total == sum((trade.costs.total for trade in made.trades), ZERO)
    for trade in made.trades:
        seen = account.quote(trade.symbol)
        assert seen is not None
        assert (seen.price, account.rate(trade.currency)) == (trade.price, trade.fx_rate)


@given(free_requests())
def test_weights_of_a_report_add_up(request: PlanRequest):
    """Actual weights sum to one wherever there is value, target weights always, to fifteen places."""
    made = plan_rebalance(request)
    actual = sum((row.actual_weight for row in made.drift.rows), ZERO)
    wanted = sum((row.target_weight for row in made.drift.rows), ZERO)

    assert made.drift.total_value <= 0 or abs(actual - 1) < D("1E-15")
    assert abs(wanted - 1) < D("1E-15")
