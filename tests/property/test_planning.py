"""What holds for every plan."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import assume, given

from builders import plan, skipped, traded
from property.portfolios import ample, on_target, policies, snapshots
from trimtab.domain.instruments import CASH
from trimtab.domain.money import SHARE_DUST
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.planning.after import apply_trades


@given(snapshots(), policies())
def test_trades_conserve_cash_and_value(account: Snapshot, rule: Policy):
    """Cash after is cash before plus what the trades move, and the value does not change; residual zero."""
    made = plan(account, rule)

    assert made.cash + sum((trade.cash_effect for trade in made.trades), D(0)) == made.cash_after
    assert made.drift.total_value == made.drift_after.total_value


@given(snapshots(), policies())
def test_no_share_is_sold_that_is_not_free(account: Snapshot, rule: Policy):
    """A sell never exceeds what is available, so nothing goes below zero (I-03)."""
    sells = plan(account, rule).of_side(Side.SELL)

    assert all(0 < sell.quantity <= account.holding(sell.symbol).available_quantity for sell in sells)


@given(snapshots(), policies())
def test_buys_never_touch_the_cash_floor(account: Snapshot, rule: Policy):
    """Buys cost at most cash plus sales less the floor; cash under its target is not spent (I-04)."""
    made = plan(account, rule)
    cost = sum((buy.value for buy in made.of_side(Side.BUY)), D(0))
    proceeds = sum((sell.value for sell in made.of_side(Side.SELL)), D(0))

    assert cost <= max(made.cash + proceeds - made.envelope.cash_floor, D(0))
    assert min(made.cash, made.envelope.cash_floor) <= made.cash_after


@given(snapshots(), policies())
def test_every_symbol_is_told_exactly_once(account: Snapshot, rule: Policy):
    """Each held or wanted symbol is one trade or one non-trade, unless something stops the whole plan."""
    made = plan(account, rule)
    assume(made.finding.code not in {"NO_VALUE", "NO_TARGETS"})
    symbols = [trade.symbol for trade in made.trades] + [line.symbol for line in made.skipped]

    assert sorted(row.key for row in made.drift.rows if row.key != CASH) == sorted(symbols)


@given(snapshots(), policies())
def test_trades_are_worth_their_while(account: Snapshot, rule: Policy):
    """No trade is below the minimum or finer than its instrument's step, full exits apart."""
    made = plan(account, rule)

    for trade in made.trades:
        unit = account.instrument(trade.symbol)
        assert unit is not None
        assert trade.value >= rule.minimum_trade
        assert trade.side is Side.SELL or trade.quantity % unit.unit.step == 0


@given(snapshots(), policies())
def test_every_trade_points_towards_its_target(account: Snapshot, rule: Policy):
    """What is overweight is sold and what is underweight is bought, and no trade overshoots its target."""
    made = plan(account, rule)
    after = {row.key: row.drift for row in made.drift_after.rows}

    for trade in made.trades:
        before = made.drift.row(trade.symbol).drift
        assert (before > 0) is (trade.side is Side.SELL)
        assert abs(after.get(trade.symbol, D(0))) <= abs(before)


@given(snapshots(), policies())
def test_sells_stand_before_buys(account: Snapshot, rule: Policy):
    """The order of trades is the order of sending (domain rule 32)."""
    sides = [trade.side for trade in plan(account, rule).trades]

    assert sorted(sides, reverse=True) == sides


@given(snapshots(), policies())
def test_ready_means_trades(account: Snapshot, rule: Policy):
    """A plan is ready exactly when it trades, and nothing is traded or skipped without a sentence."""
    made = plan(account, rule)

    assert (made.status is PlanStatus.READY) is bool(made.trades)
    assert all(trade.reason.text for trade in made.trades)
    assert all(line.reason.text for line in made.skipped)


@given(snapshots(), policies())
def test_untradable_symbols_are_never_traded(account: Snapshot, rule: Policy):
    """Busy, unknown and untradable symbols are in no trade, whatever their drift."""
    free = {known.symbol for known in account.instruments if known.is_tradable} - set(account.busy_symbols)

    assert traded(plan(account, rule)).keys() <= free


@given(ample())
def test_full_rebalancing_reaches_every_target(given_: tuple[Snapshot, Policy]):
    """With nothing in the way, what is left of drift is rounding and trades below the minimum."""
    account, rule = given_
    made = plan(account, rule)
    assume(account.total_value)
    steps = sum((quote.price * SHARE_DUST for quote in account.quotes), D(0))
    bound = (len(account.quotes) * rule.minimum_trade + 2 * steps) / account.total_value
    left = {row.key: abs(row.drift) for row in made.drift_after.rows}

    assert left.pop(CASH) <= 2 * bound
    assert max(left.values()) <= bound


@given(ample())
def test_a_repaired_portfolio_needs_no_second_repair(given_: tuple[Snapshot, Policy]):
    """Planning again on the portfolio after a full plan finds next to nothing to do."""
    account, rule = given_
    after = apply_trades(account, plan(account, rule).trades)
    again = plan(after, rule)

    steps = sum((quote.price * SHARE_DUST for quote in account.quotes), D(0))
    moved = sum((trade.value for trade in again.trades), D(0))
    assert moved <= 2 * len(account.quotes) * (rule.minimum_trade + 2 * steps)


@given(on_target())
def test_a_portfolio_at_its_target_is_left_alone(given_: tuple[Snapshot, Policy]):
    """Where every weight is what it should be, both methods find nothing, whatever the tolerance."""
    account, rule = given_
    plans = [plan(account, rule, method=method) for method in RebalancingMethod]

    assert [D(0), D(0)] == [made.drift.max_drift for made in plans]
    assert [(), ()] == [made.trades for made in plans]


@given(snapshots(), policies())
def test_root_mean_square_is_never_below_the_mean(account: Snapshot, rule: Policy):
    """RMSE is at least the mean and at most the maximum, to twenty digits."""
    drift = plan(account, rule).drift
    mean, rmse, largest = (
        value.quantize(D("1e-20")) for value in (drift.mean_drift, drift.rmse_drift, drift.max_drift)
    )

    assert mean <= rmse <= largest


@given(snapshots(), policies())
def test_threshold_trades_no_more_symbols_than_full(account: Snapshot, rule: Policy):
    """What threshold repairs, full repairs too, unless cash runs short."""
    both = {method: plan(account, rule, method=method) for method in RebalancingMethod}
    full = both[RebalancingMethod.FULL]
    seen = traded(full).keys() | {symbol for symbol, code in skipped(full).items() if code == "CASH_SHORT"}

    assert traded(both[RebalancingMethod.THRESHOLD_REBALANCING]).keys() <= seen
