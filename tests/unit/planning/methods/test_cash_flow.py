"""New money and money taken out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import holding, plan, policy, question, skipped, snapshot, traded
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Policy, RebalancingMethod, UntargetedRule
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.cash_flow import flow_amount, move_flow, probe_flow
from unit.planning.methods.worlds import whole

FLOW = RebalancingMethod.CASH_FLOW
PRICES = {"A": "10", "B": "10", "OLD": "10"}
HALVES = policy({"A": "0.5", "B": "0.5"}, method=FLOW)


def changes(account: Snapshot, rule: Policy = HALVES, **fields: Any) -> dict[str, D]:
    asked = question(account, rule, **fields)
    drift = measure_portfolio_drift(account, rule)
    return {key: move.change for key, move in move_flow(asked, drift, drift.rows[:-1]).items()}


def test_new_money_goes_to_what_lacks_most():
    """Sixty dollars: twenty lift B to A, the rest goes to both alike."""
    account = snapshot("60", {"A": "6", "B": "4"}, PRICES)

    assert {"A": D(20), "B": D(40)} == changes(account, cash_flow=D(60))


def test_new_money_may_be_less_than_a_dollar():
    """Fifty cents are invested, too."""
    account = snapshot("0.5", {"A": "6", "B": "4"}, PRICES)

    assert {"B": D("0.5")} == changes(account, cash_flow=D("0.5"))


def test_only_the_amount_is_invested():
    """Idle cash beside the flow stays where it is."""
    account = snapshot("500", {"A": "6", "B": "4"}, PRICES)

    assert {"B": D(15)} == changes(account, cash_flow=D(15))


def test_money_is_raised_from_what_has_too_much():
    """Forty dollars: twenty bring A down to B, the rest comes from both alike."""
    account = snapshot("0", {"A": "6", "B": "4"}, PRICES)

    assert {"A": D(-30), "B": D(-10)} == changes(account, cash_flow=D(-40))


def test_money_is_raised_from_what_has_no_target_first():
    """OLD has no place in the targets: all of it goes before anything else."""
    account = snapshot("0", {"A": "6", "B": "6", "OLD": "1"}, PRICES)
    made = plan(account, replace(HALVES, untargeted=UntargetedRule.LIQUIDATE), cash_flow=D(-30))

    assert {"OLD": (Side.SELL, D(1)), "A": (Side.SELL, D(1)), "B": (Side.SELL, D(1))} == traded(made)


def test_an_exit_takes_remainders_along():
    """Of ten and a half shares that trade whole, all are sold when all that is free is wanted."""
    account = whole(snapshot("0", {"A": "6", "OLD": "10.5"}, PRICES))
    rule = policy({"A": "1"}, method=FLOW, untargeted=UntargetedRule.LIQUIDATE)

    assert {"OLD": (Side.SELL, D("10.5"))} == traded(plan(account, rule, cash_flow=D(-105)))


@pytest.mark.parametrize("raised", ["15", "20"])
def test_a_remainder_that_is_not_needed_stays(raised: str):
    """Two whole shares of ten raise fifteen or twenty; the 0.8 of a share beside them is not sold along."""
    account = whole(snapshot("0", {"A": "6", "OLD": "2.8"}, PRICES))
    rule = policy({"A": "1"}, method=FLOW, untargeted=UntargetedRule.LIQUIDATE)

    assert {"OLD": (Side.SELL, D(2))} == traded(plan(account, rule, cash_flow=-D(raised)))


def test_a_whole_share_that_is_not_needed_is_no_remainder():
    """Of 39 dollars X, Y and Z give one share each; the odd nine take one more, and the other two stay."""
    held = dict.fromkeys("XYZ", "2")
    account = whole(snapshot("0", {"A": "6", **held}, {**PRICES, **dict.fromkeys("XYZ", "10")}))
    rule = policy({"A": "1"}, method=FLOW, untargeted=UntargetedRule.LIQUIDATE)
    sold = {symbol: trade[1] for symbol, trade in traded(plan(account, rule, cash_flow=D(-39))).items()}

    assert {"X": D(2), "Y": D(1), "Z": D(1)} == sold


def test_whole_shares_raise_at_least_the_amount():
    """Twenty-five dollars need three shares of ten."""
    account = whole(snapshot("0", {"A": "6", "B": "4"}, PRICES))

    assert D(-30) == sum(changes(account, cash_flow=D(-25)).values())


@pytest.mark.parametrize("amount", ["50", "59"])
def test_whole_shares_spend_at_most_the_amount(amount: str):
    """Fifty or fifty-nine dollars buy five shares of ten; of two alike the first takes the odd one."""
    account = whole(snapshot(amount, {"A": "4", "B": "4"}, PRICES))

    assert {"A": D(30), "B": D(20)} == changes(account, cash_flow=D(amount))


def test_the_odd_share_goes_to_the_largest_remainder():
    """Of forty dollars A may have 22 and B 18: two shares and one, and what is left buys B another."""
    account = whole(snapshot("40", {"A": "4", "B": "4.4"}, PRICES))

    assert {"A": D(20), "B": D(20)} == changes(account, cash_flow=D(40))


def test_the_last_free_share_is_sold():
    """55 dollars take three shares of each, which is all there is of either."""
    account = whole(snapshot("0", {"A": "3", "B": "3"}, PRICES))

    assert {"A": D(-30), "B": D(-30)} == changes(account, cash_flow=D(-55))


@pytest.mark.parametrize("unit", QuantityUnit)
def test_no_more_is_sold_than_is_free(unit: QuantityUnit):
    """Of six shares two are promised to others; the rest is all that can be raised."""
    account = whole(snapshot("0", (holding("A", "6", "4"),), PRICES), unit)

    assert {"A": (Side.SELL, D(4))} == traded(
        plan(account, policy({"A": "1"}, method=FLOW), cash_flow=D(-55))
    )


def test_shares_too_small_to_trade_go_to_the_others():
    """Thirty dollars over six funds would be five each, below the minimum of ten: three funds get ten."""
    prices = dict.fromkeys("ABCDEF", "10")
    rule = policy(dict.fromkeys("ABCDEF", "0.15"), "0.1", method=FLOW)
    bought = changes(snapshot("60", dict.fromkeys("ABCDEF", "9"), prices), rule, cash_flow=D(30))

    assert [D(10), D(10), D(10)] == [change.quantize(D("0.000001")) for change in bought.values()]


def test_of_two_shares_too_small_the_smaller_goes():
    """Ten dollars would be eight for A and two for B, each below the minimum of ten: A gets all."""
    account = snapshot("10", {"A": "4", "B": "4.6"}, PRICES)

    assert {"A": D(10)} == changes(account, cash_flow=D(10))


def test_an_amount_below_the_minimum_is_told_so():
    """Five dollars are no trade of ten: the plan says so instead of keeping silent."""
    made = plan(snapshot("5", {"A": "6", "B": "4"}, PRICES), HALVES, cash_flow=D(5))

    assert ({}, "BELOW_MINIMUM_TRADE") == (traded(made), skipped(made)["B"])


def test_an_amount_below_one_share_is_told_so():
    """Nine dollars do not buy a share of ten."""
    rule = replace(HALVES, costs=CostConfig(minimum_trade=D(0)))
    made = plan(whole(snapshot("9", {"A": "6", "B": "4"}, PRICES)), rule, cash_flow=D(9))

    assert ({}, "BELOW_ONE_SHARE") == (traded(made), skipped(made)["B"])


def test_without_an_amount_idle_cash_is_invested():
    """Of 100 dollars the cash target keeps twenty: eighty are idle, and B takes the most."""
    rule = policy({"A": "0.45", "B": "0.45"}, "0.1", method=FLOW)

    assert {"A": D(30), "B": D(50)} == changes(snapshot("100", {"A": "6", "B": "4"}, PRICES), rule)


def test_idle_cash_lifts_nothing_above_its_target():
    """With B out of reach, A is bought up to its target and no further."""
    account = snapshot("100", {"A": "6", "B": "4"}, PRICES)
    made = plan(account, replace(HALVES, constraints=Constraints(locked=("B",))))

    assert {"A": (Side.BUY, D(4))} == traded(made)


def test_a_target_that_lacks_less_than_a_dollar_is_filled():
    """A lacks fifty cents of 45 dollars; ten dollars are idle, and B takes no part."""
    asked = question(
        snapshot("20", {"A": "4.45", "B": "3.55"}, PRICES), policy({"A": "0.45", "B": "0.45"}, "0.1")
    )
    drift = measure_portfolio_drift(asked.snapshot, asked.policy)

    assert D("0.5") == move_flow(asked, drift, drift.rows[:1])["A"].change


def test_a_reserve_that_is_short_is_raised():
    """Forty dollars are missing to a reserve of fifty."""
    rule = replace(HALVES, constraints=Constraints(cash_reserve_amount=D(50)))

    assert D(-40) == sum(changes(snapshot("10", {"A": "6", "B": "4"}, PRICES), rule).values())


def test_between_reserve_and_cash_target_nothing_is_done():
    """Cash below its target but not below the reserve is neither invested nor raised."""
    rule = policy({"A": "0.4", "B": "0.4"}, "0.2", method=FLOW)

    assert {} == changes(snapshot("10", {"A": "6", "B": "4"}, PRICES), rule)


def test_the_amount_of_the_request_counts_as_it_is():
    """An explicit flow asks neither cash nor reserve."""
    asked = question(snapshot("100", {}, PRICES), HALVES, cash_flow=D("-12.5"))

    assert D("-12.5") == flow_amount(asked, measure_portfolio_drift(asked.snapshot, HALVES))


def test_what_cannot_be_valued_takes_no_part():
    """A target without a price gets nothing of the money."""
    account = snapshot("30", {"A": "6"}, {"A": "10"})

    assert {"A": D(30)} == changes(account, cash_flow=D(30))


def test_the_probe_goes_the_way_of_the_flow():
    """A row is tried as a buy of everything, or as a sale of at most what is held."""
    account = snapshot("0", {"A": "6", "B": "4"}, PRICES)
    row = measure_portfolio_drift(account, HALVES).rows[0]
    probes = [
        probe_flow(
            question(account, HALVES, cash_flow=D(flow)), measure_portfolio_drift(account, HALVES), row
        )
        for flow in (500, -20, -500)
    ]

    assert [D(500), D(-20), D(-60)] == [probe.change for probe in probes]


def test_what_may_not_be_sold_gives_nothing():
    """A lock keeps A out; B raises the money alone."""
    account = snapshot("0", {"A": "6", "B": "4"}, PRICES)
    rule = replace(HALVES, constraints=Constraints(do_not_sell=("A",)))

    assert {"B": (Side.SELL, D(2))} == traded(plan(account, rule, cash_flow=D(-20)))


def test_what_may_not_be_bought_can_still_give():
    """A is far below its target and not to be bought; raising money may sell it all the same."""
    account = snapshot("0", {"A": "2", "B": "4"}, PRICES)
    rule = replace(HALVES, constraints=Constraints(do_not_buy=("A",)))

    assert {"A": (Side.SELL, D(1)), "B": (Side.SELL, D(3))} == traded(plan(account, rule, cash_flow=D(-40)))


def test_chosen_symbols_share_the_flow_alone():
    """A partial plan invests everything in what was selected."""
    account = snapshot("30", {"A": "6", "B": "4"}, PRICES)

    assert {"A": (Side.BUY, D(3))} == traded(plan(account, HALVES, cash_flow=D(30), symbols=("A",)))
