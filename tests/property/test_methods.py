"""What each method does, and what none of them does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import assume, given

from builders import plan, skipped, traded
from property.measures import ZERO, bought, misplaced, rounding, sold, traded_value
from property.portfolios import ample, free_requests, on_target, policies, requests, snapshots
from trimtab.domain.instruments import CASH
from trimtab.domain.money import SHARE_DUST
from trimtab.domain.policy import Destination, Policy, RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.planning.after import apply_trades
from trimtab.planning.rebalance import plan_rebalance


@given(requests())
def test_every_trade_points_towards_its_target(request: PlanRequest):
    """What is overweight is sold, what is underweight bought, and none goes past its target; flows apart."""
    assume(request.chosen_method is not RebalancingMethod.CASH_FLOW)
    made = plan_rebalance(request)

    for trade in made.trades:
        row = made.drift.row(trade.symbol)
        gap = row.target_weight * made.drift.total_value - row.market_value
        assert (gap < 0) is (trade.side is Side.SELL)
        assert trade.value <= abs(gap) + D("0.01") * trade.fx_rate


@given(requests())
def test_drift_is_never_worse_than_before(request: PlanRequest):
    """What is misplaced never grows, but for costs and cutting to steps; a flow has aims of its own."""
    assume(request.chosen_method is not RebalancingMethod.CASH_FLOW)
    made = plan_rebalance(request)
    before, after = misplaced(made.drift, made.drift), misplaced(made.drift_after, made.drift)

    assert after <= before + 2 * made.costs.total + rounding(request)


@given(free_requests())
def test_a_positive_flow_only_buys(request: PlanRequest):
    """New money is invested without any sale, and never more of it than there is."""
    flow = abs(request.cash_flow) + 1
    made = plan_rebalance(replace(request, method=RebalancingMethod.CASH_FLOW, cash_flow=flow))

    assert ZERO == sold(made)
    assert bought(made) <= flow


@given(free_requests())
def test_a_negative_flow_only_sells(request: PlanRequest):
    """Money is raised without any purchase, and reaches the amount or all that is free, to a step each."""
    flow = abs(request.cash_flow) + 1
    made = plan_rebalance(replace(request, method=RebalancingMethod.CASH_FLOW, cash_flow=-flow))

    assert ZERO == bought(made)
    assert sold(made) <= flow + rounding(request)


@given(free_requests())
def test_threshold_leaves_a_portfolio_in_band_alone(request: PlanRequest):
    """Where every row, cash included, is inside its band, nothing is traded."""
    made = plan_rebalance(replace(request, method=RebalancingMethod.THRESHOLD_REBALANCING))

    assert made.drift.breached or made.status.value == "BLOCKED" or () == made.trades


@given(ample())
def test_full_rebalancing_reaches_every_target(given_: tuple[Snapshot, Policy]):
    """With nothing in the way, what is left of drift is rounding and trades below the minimum."""
    account, rule = given_
    made = plan(account, rule)
    assume(account.total_value)
    steps = sum((quote.price * SHARE_DUST for quote in account.quotes), ZERO)
    bound = (len(account.quotes) * rule.costs.minimum_trade + 2 * steps) / account.total_value
    left = {row.key: abs(row.drift) for row in made.drift_after.rows}

    assert left.pop(CASH) <= 2 * bound
    assert max(left.values()) <= bound


@given(ample())
def test_a_repaired_portfolio_needs_no_second_repair(given_: tuple[Snapshot, Policy]):
    """Planning again on the portfolio after a full plan finds next to nothing to do."""
    account, rule = given_
    again = plan(apply_trades(account, plan(account, rule).trades), rule)

    steps = sum((quote.price * SHARE_DUST for quote in account.quotes), ZERO)
    assert traded_value(again) <= 2 * len(account.quotes) * (rule.costs.minimum_trade + 2 * steps)


@given(ample())
def test_a_threshold_repair_needs_no_second_one(given_: tuple[Snapshot, Policy]):
    """After a threshold plan everything is in its band, or what is out is below the minimum."""
    account, full = given_
    rule = replace(full, method=RebalancingMethod.THRESHOLD_REBALANCING)
    again = plan(apply_trades(account, plan(account, rule).trades), rule)

    steps = sum((quote.price * SHARE_DUST for quote in account.quotes), ZERO)
    assert traded_value(again) <= 2 * len(account.quotes) * (rule.costs.minimum_trade + 2 * steps)


@given(ample())
def test_the_band_edge_is_inside_the_band(given_: tuple[Snapshot, Policy]):
    """A plan to the band's edge leaves no row out of it that it traded, but for what cutting misses."""
    account, full = given_
    rule = replace(full, destination=Destination.BAND_EDGE)
    made = plan(account, rule)
    after = {row.key: row for row in made.drift_after.rows}
    # What a sale is cut short of is lacking in the purchases it pays for; a cent lacking is no limit.
    slack = sum((2 * quote.price * SHARE_DUST for quote in account.quotes), D("0.02"))

    for symbol in traded(made).keys() & after.keys():
        row = after[symbol]
        over = (abs(row.drift) - row.band.tolerance) * made.drift_after.total_value
        assert over <= slack or made.binding


@given(on_target())
def test_a_portfolio_at_its_target_is_left_alone(given_: tuple[Snapshot, Policy]):
    """Where every weight is what it should be, no method finds anything, whatever the tolerance."""
    account, rule = given_
    plans = [plan(account, rule, method=method) for method in RebalancingMethod]

    assert {ZERO} == {made.drift.max_drift for made in plans}
    assert {()} == {made.trades for made in plans}


@given(snapshots(), policies())
def test_threshold_trades_no_more_symbols_than_full(account: Snapshot, rule: Policy):
    """What threshold brings to its target, full brings there too, unless cash runs short."""
    whole = replace(rule, destination=Destination.TARGET)
    full = plan(account, whole, method=RebalancingMethod.FULL)
    seen = traded(full).keys() | {symbol for symbol, code in skipped(full).items() if code == "CASH_SHORT"}

    assert traded(plan(account, whole, method=RebalancingMethod.THRESHOLD_REBALANCING)).keys() <= seen


@given(free_requests())
def test_proportional_makes_no_more_than_full(request: PlanRequest):
    """The common part of every trade is no more than the whole of it."""
    part = plan_rebalance(replace(request, method=RebalancingMethod.PROPORTIONAL_REBALANCING))

    for trade in part.trades:
        row = part.drift.row(trade.symbol)
        whole = abs(row.target_weight * part.drift.total_value - row.market_value)
        assert trade.value <= whole + D("0.01") * trade.fx_rate


@given(snapshots(), policies())
def test_root_mean_square_is_never_below_the_mean(account: Snapshot, rule: Policy):
    """RMSE is at least the mean and at most the maximum, to twenty digits."""
    drift = plan(account, rule).drift
    mean, rmse, largest = (
        value.quantize(D("1e-20")) for value in (drift.mean_drift, drift.rmse_drift, drift.max_drift)
    )

    assert mean <= rmse <= largest
