"""Which way trades go, and how far."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import builders
from trimtab.domain.config import CostConfig
from trimtab.domain.costs import Costs
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Destination, RebalancingMethod, UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.rules import BindingLimit
from trimtab.domain.trade import Priority, Side
from unit.planning.check.cases import edited, planned, request, retraded, rules, sale, tampered


def ruled(**fields: object) -> PlanRequest:
    """The usual request with another policy."""
    return request(policy=replace(request().policy, **fields))  # type: ignore[arg-type]


def flow(amount: str) -> PlanRequest:
    """The usual portfolio with ten per cent of cash wanted, and an amount to invest or to raise."""
    rule = builders.policy({"SPY": "0.25", "TLT": "0.65"}, "0.1")
    return request(policy=rule, method=RebalancingMethod.CASH_FLOW, cash_flow=D(amount))


def test_a_trade_the_wrong_way_is_found():
    """SPY is over its target and must not be bought."""
    assert "direction" in retraded(Side.SELL, side=Side.BUY)


@pytest.mark.parametrize(
    ("quantity", "is_found"),
    [("8", False), ("8.000000001", True), ("7", False), ("8.00000000000004", False)],
)
def test_a_trade_past_its_target_is_found(quantity: str, *, is_found: bool):
    """Eight shares at 50 lead from 900 to 500, but for a quadrillionth of the portfolio."""
    assert is_found is ("overshoot" in retraded(Side.SELL, quantity=D(quantity)))


@pytest.mark.parametrize(
    ("quantity", "is_found"), [("20", False), ("20.000000001", True), ("20.0000000000001", False)]
)
def test_a_purchase_past_its_target_is_found(quantity: str, *, is_found: bool):
    """Twenty shares at 20 lead from 100 to 500."""
    assert is_found is ("overshoot" in retraded(Side.BUY, quantity=D(quantity)))


def test_money_may_be_half_a_cent_past_its_target():
    """Cents are rounded half to even, so a cent is forgiven and two are not."""
    known = tuple(builders.instrument(symbol, QuantityUnit.NOTIONAL) for symbol in ("SPY", "TLT"))
    asked = request(snapshot=replace(request().snapshot, instruments=known))

    found = {
        amount: "overshoot" in retraded(Side.SELL, asked, notional=D(amount), quantity=D(amount) / 50)
        for amount in ("400.01", "400.01000004", "400.02")
    }
    assert {"400.01": False, "400.01000004": False, "400.02": True} == found


def test_foreign_money_may_be_a_cent_of_its_own_past_its_target():
    """A euro cent is 0.0125 dollars."""
    known = (
        replace(builders.instrument("SPY", QuantityUnit.NOTIONAL), currency="EUR"),
        builders.instrument("TLT"),
    )
    account = replace(
        request().snapshot,
        instruments=known,
        quotes=(builders.quote("SPY", "40"), builders.quote("TLT", "20")),
        fx_rates=(builders.fx_rate("EUR", "1.25"),),
    )
    asked = request(snapshot=account)

    assert ["overshoot" in retraded(Side.SELL, asked, quantity=D(q)) for q in ("8.00024", "8.00026")] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("destination", "most", "method"),
    [
        (Destination.HALF_WAY, "4", RebalancingMethod.THRESHOLD_REBALANCING),
        (Destination.BAND_EDGE, "6", RebalancingMethod.FULL),
        (Destination.BAND_EDGE, "8", RebalancingMethod.THRESHOLD_REBALANCING),
        (Destination.BAND_EDGE, "8", RebalancingMethod.TAX_AWARE),
    ],
)
def test_a_trade_past_its_destination_is_found(
    destination: Destination, most: str, method: RebalancingMethod
):
    """Half of 400, or 300 to the edge of five points; cash has a band too, which may ask for more."""
    asked = ruled(destination=destination, method=method)

    assert "overshoot" not in retraded(Side.SELL, asked, quantity=D(most))
    assert "overshoot" in retraded(Side.SELL, asked, quantity=D(most) + D("0.01"))


def test_a_harvest_goes_to_the_target():
    """A loss that is wanted is taken in full."""
    asked = replace(ruled(destination=Destination.HALF_WAY), harvest=("SPY",))

    assert "overshoot" not in retraded(Side.SELL, asked, quantity=D(8))


def test_inside_the_band_there_is_no_way_to_its_edge():
    """550 and 460 are both less than a hundred off 500: any trade is too far, and none is the wrong way."""
    account = builders.snapshot("990", {"SPY": "11", "TLT": "23"}, {"SPY": "50", "TLT": "20"})
    asked = replace(ruled(destination=Destination.BAND_EDGE, method=RebalancingMethod.FULL), snapshot=account)
    found = rules(planned(), asked)

    assert ("overshoot" in found, "direction" in found) == (True, False)


def leaving() -> PlanRequest:
    """SPY has no target and is to go; TLT is to be a quarter."""
    rule = builders.policy({"TLT": "0.25"}, "0.75", untargeted=UntargetedRule.LIQUIDATE)
    return request(policy=rule)


def test_an_exit_sells_exactly_what_is_held():
    """A share left behind is no exit."""
    assert (set(), D(18)) == (rules(planned(leaving()), leaving()), sale(planned(leaving())).quantity)
    assert "exit" in retraded(Side.SELL, leaving(), quantity=D(17))


def test_a_limit_may_cut_an_exit():
    """Whatever makes all trades smaller makes exits smaller; a lack of cash for buys does not."""
    plan = planned(leaving())
    cut = replace(plan, trades=(replace(plan.trades[0], quantity=D(17)), *plan.trades[1:]))

    def bound_by(code: ReasonCode) -> BindingLimit:
        return BindingLimit(limit="L", allowed=D(1), wanted=D(2), fraction=D(1), reason=Reason(code, "words"))

    limited = replace(cut, binding=(bound_by(ReasonCode.MAX_TURNOVER),))
    short = replace(cut, binding=(bound_by(ReasonCode.CASH_SHORT),))
    assert ("exit" in rules(limited, leaving()), "exit" in rules(short, leaving())) == (False, True)


def test_drift_that_grows_is_found():
    """A plan that leaves the portfolio further from its goals than it was is no repair."""
    plan = planned()

    assert set() == rules(plan)
    assert "drift grows" in tampered(drift=plan.drift_after, drift_after=plan.drift)


@pytest.mark.parametrize(("weight", "is_found"), [("0.46", False), ("0.461", True)])
def test_costs_may_add_as_much_drift_as_they_take(weight: str, *, is_found: bool):
    """Ten of 2,000 dollars leave one weight and are missed by another: a point, and no more."""
    plan = planned()
    trades = tuple(replace(trade, costs=Costs(spread=D(5))) for trade in plan.trades)
    rows = tuple(
        replace(row, actual_weight=D(weight)) if row.key == "SPY" else row for row in plan.drift.rows
    )

    assert is_found is ("drift grows" in tampered(trades=trades, drift_after=replace(plan.drift, rows=rows)))


def test_new_money_may_be_less_than_a_dollar():
    """Fifty cents are bought for."""
    rule = replace(flow("0.5").policy, costs=CostConfig(minimum_trade=D(0)))
    asked = replace(flow("0.5"), policy=rule)

    assert (set(), 1) == (rules(planned(asked), asked), len(planned(asked).trades))


@pytest.mark.parametrize(("amount", "side"), [("200", Side.BUY), ("-200", Side.SELL)])
def test_money_flows_one_way(amount: str, side: Side):
    """New money buys, and money to be raised sells."""
    plan = planned(flow(amount))

    assert {side} == {trade.side for trade in plan.trades}
    assert set() == rules(plan, flow(amount))
    assert "cash flow" in rules(plan, flow(str(-D(amount))))


def test_more_than_the_money_is_not_invested():
    """What was bought for 200 is too much for 199.99."""
    assert "cash flow" in rules(planned(flow("200")), flow("199.99"))


def test_raising_may_pass_the_amount_by_one_step():
    """A share of 50 more than asked is how whole shares come out; a second one is not."""
    known = tuple(builders.instrument(symbol, QuantityUnit.WHOLE) for symbol in ("SPY", "TLT"))
    asked = replace(flow("-120"), snapshot=replace(request().snapshot, instruments=known))

    three, four = (retraded(Side.SELL, asked, quantity=D(count)) for count in (3, 4))
    assert ("cash flow" in three, "cash flow" in four) == (False, True)


def test_the_largest_step_may_be_raised_too_much():
    """Two SPY at 50 and two TLT at 20 are 140: forty more than asked, and a share of SPY is fifty."""
    known = tuple(builders.instrument(symbol, QuantityUnit.WHOLE) for symbol in ("SPY", "TLT"))
    asked = replace(flow("-100"), snapshot=replace(request().snapshot, instruments=known))
    spy = replace(sale(planned(asked)), quantity=D(2))
    both = (spy, replace(spy, symbol="TLT", price=D(20), held_quantity=D(5)))

    assert "cash flow" not in rules(replace(planned(asked), trades=both), asked)


def test_new_money_buys_nothing_without_a_goal():
    """What has no target gets none of it."""
    plan = planned(flow("200"))
    stranger = replace(plan.trades[0], symbol="SPY", price=D(50), held_quantity=D(18))
    asked = replace(flow("200"), policy=builders.policy({"TLT": "0.25"}, "0.75"))

    assert "direction" in rules(replace(plan, drift=planned(asked).drift, trades=(stranger,)), asked)


def test_the_order_is_sells_then_the_most_urgent():
    """A buy that is sent first waits for money that is not there yet."""
    assert {"order"} == tampered(trades=planned().trades[::-1])


@pytest.mark.parametrize(
    ("threshold", "expected"), [("0.05", Priority.HIGH), ("0.1", Priority.MEDIUM), ("0.15", Priority.MEDIUM)]
)
def test_urgency_is_the_level_of_the_drift(threshold: str, expected: Priority):
    """Twenty points are critical at five, and a warning where twice the band is not passed (rule 13)."""
    asked = ruled(drift=replace(request().policy.drift, threshold=D(threshold)))

    assert expected is sale(planned(asked)).priority
    assert "priority" in retraded(Side.SELL, asked, priority=Priority.LOW)
    assert "priority" not in retraded(Side.SELL, asked, priority=expected)


def test_a_drift_at_the_edge_is_of_no_urgency():
    """Twenty points are inside a band of twenty."""
    asked = ruled(drift=replace(request().policy.drift, threshold=D("0.2")), method=RebalancingMethod.FULL)

    assert (Priority.LOW, set()) == (sale(planned(asked)).priority, rules(planned(asked), asked))


def test_costs_are_no_drift():
    """What a plan pays leaves the portfolio, and weights move by that much without any fault."""
    costs = replace(request().policy.costs, minimum_commission=D(5))

    assert set() == rules(planned(ruled(costs=costs)), ruled(costs=costs))


def test_a_flow_may_add_drift():
    """Money that has to come in or go out goes before the targets."""
    plan = planned(flow("-1000"))

    assert (set(), True) == (rules(plan, flow("-1000")), plan.drift_after.accuracy < plan.drift.accuracy)


def test_the_edge_leaves_room_for_costs():
    """A sale to the upper edge goes as far inside as the costs may shrink the portfolio, and no further."""
    costs = replace(request().policy.costs, minimum_commission=D(5))
    asked = ruled(destination=Destination.BAND_EDGE, method=RebalancingMethod.FULL, costs=costs)

    assert "overshoot" not in retraded(Side.SELL, asked, quantity=D("6.2"))
    assert "overshoot" in retraded(Side.SELL, asked, quantity=D("6.21"))


@pytest.mark.parametrize(
    ("costs", "most"),
    [({"spread_rate": D("0.01")}, "6.08"), ({"impact": D(2)}, "6.32")],
)
def test_the_room_for_costs_is_that_of_the_whole_way(costs: dict[str, D], most: str):
    """400 each way: half a per cent of both is four, and twice a tenth of the root of a hundredth 16."""
    known = tuple(
        replace(builders.instrument(symbol), daily_volatility=D("0.1"), daily_volume=D(volume))
        for symbol, volume in (("SPY", 800), ("TLT", 2000))
    )
    rule = replace(
        request().policy,
        destination=Destination.BAND_EDGE,
        method=RebalancingMethod.FULL,
        costs=CostConfig(minimum_trade=D(0), **costs),
    )
    asked = request(snapshot=replace(request().snapshot, instruments=known), policy=rule)

    assert "overshoot" not in retraded(Side.SELL, asked, quantity=D(most))
    assert "overshoot" in retraded(Side.SELL, asked, quantity=D(most) + D("0.01"))


def test_a_purchase_past_the_lower_edge_is_found():
    """From 100 to 400 is fifteen shares of TLT; what cutting to steps takes is forgiven three times over."""
    asked = ruled(destination=Destination.BAND_EDGE, method=RebalancingMethod.FULL)

    assert "overshoot" not in retraded(Side.BUY, asked, quantity=D("15.000000003"))
    assert "overshoot" in retraded(Side.BUY, asked, quantity=D("15.000000004"))


def test_a_sale_of_what_is_on_its_goal_is_found():
    """There is nothing to repair, so any trade is one too many."""
    account = builders.snapshot("1000", {"SPY": "10", "TLT": "25"}, {"SPY": "50", "TLT": "20"})

    found = rules(planned(), request(snapshot=account))
    assert ("overshoot" in found, "direction" in found) == (True, False)


def test_whole_shares_are_not_bought_beyond_the_money():
    """Ten shares at 20 are 200; an eleventh is not forgiven as a step."""
    known = tuple(builders.instrument(symbol, QuantityUnit.WHOLE) for symbol in ("SPY", "TLT"))
    asked = replace(flow("200"), snapshot=replace(request().snapshot, instruments=known))

    ten, eleven = (retraded(Side.BUY, asked, quantity=D(count)) for count in (10, 11))
    assert ("cash flow" in ten, "cash flow" in eleven) == (False, True)


def test_what_counts_together_with_another_may_stay():
    """SPY has no goal left, for TLT stands in for it: a part of it may be sold, where an exit is whole."""
    rule = builders.policy({"SPY": "0", "TLT": "0.5"}, "0.5")
    pair = Substitution(symbol="SPY", substitute="TLT", weight=D(0))
    leaving, paired = request(policy=rule), request(policy=rule, substitutions=(pair,))

    assert "exit" in retraded(Side.SELL, leaving, quantity=D(8))
    assert "exit" not in retraded(Side.SELL, paired, quantity=D(8))


def test_a_swap_may_leave_a_step_of_drift():
    """Two of ten SPY buy whole shares of VTI at 60: one, and forty dollars are left."""
    account = builders.snapshot(
        "1000",
        {"SPY": "10", "TLT": "25"},
        {"SPY": "50", "TLT": "20", "VTI": "60"},
        instruments=(
            builders.instrument("SPY"),
            builders.instrument("TLT"),
            builders.instrument("VTI", QuantityUnit.WHOLE),
        ),
    )
    pair = Substitution(symbol="SPY", substitute="VTI", weight=D(0))
    swaps = (Swap(sold="SPY", bought="VTI", quantity=D(2)),)
    asked = request(snapshot=account, substitutions=(pair,), swaps=swaps)

    assert "drift grows" not in rules(planned(asked), asked)


def test_an_owner_may_go_past_a_goal_and_add_drift():
    """Eighteen SPY are sold where eight are too many; nobody but the owner may do so."""
    asked, plan = edited(request(), SPY="18")

    assert set() == rules(plan, asked)
    assert {"overshoot", "drift grows"} <= rules(plan, request())


def test_an_owner_may_keep_a_part_of_an_exit():
    """Two of five TLT stay, which have no place in the targets."""
    rule = replace(request().policy, untargeted=UntargetedRule.LIQUIDATE)
    leaving = request(policy=replace(rule, targets=builders.targets({"SPY": "0.25"}, "0.75")))
    asked, plan = edited(leaving, TLT="3")

    assert (set(), {"exit"}) == (rules(plan, asked), rules(plan, leaving) & {"exit"})


def test_an_owner_may_invest_more_than_flows_in():
    """No more than there is in cash; and never the other way."""
    asked, plan = edited(flow("200"), TLT="40")

    assert "cash flow" not in rules(plan, asked)
    assert "cash flow" in rules(plan, replace(asked, edits=()))
    assert "cash flow" in rules(plan, replace(asked, cash_flow=D(-200)))
