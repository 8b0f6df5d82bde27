"""Every symbol of a portfolio becomes one line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import foreign, fx_rate, holding, instrument, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.costs import Costs
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Policy, RebalancingMethod, UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import (
    DataQuality,
    PlanOptions,
    PlanRequest,
    Repatriation,
    SellLimit,
    Swap,
)
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.goals import set_goals
from trimtab.planning.lines import Lines, cash_floor, draw_lines
from trimtab.planning.universe import find_universe

FULL, THRESHOLD = RebalancingMethod.FULL, RebalancingMethod.THRESHOLD_REBALANCING
PROPORTIONAL = RebalancingMethod.PROPORTIONAL_REBALANCING
PRICES = {"SPY": "100", "TLT": "100", "OLD": "100"}
HALF = policy({"SPY": "0.5", "TLT": "0.5"})


def draw(account: Snapshot, rule: Policy, method: RebalancingMethod = FULL, **arguments: Any) -> Lines:
    request: PlanRequest = question(account, rule, method=method, **arguments)
    universe = find_universe(request)
    goals = set_goals(request, universe)
    drift = measure_portfolio_drift(account, rule, goals.weights)
    return draw_lines(request, universe, drift, goals.capped)


def traded(lines: Lines) -> list[tuple[str, Side, D]]:
    return [(line.symbol, line.side, line.quantity) for line in lines.trades]


def reasons(lines: Lines) -> dict[str, str]:
    said = [(line.symbol, line.reason) for line in lines.trades]
    said += [(line.symbol, line.reason) for line in lines.skipped]
    return {symbol: reason.code.value for symbol, reason in said}


def test_a_lone_breach_is_repaired_in_one_round():
    """SPY at 60 of 50 frees ten points; TLT, ten under, takes them in the same plan."""
    lines = draw(snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES), HALF, THRESHOLD)

    assert [("SPY", Side.SELL, D(10)), ("TLT", Side.BUY, D(10))] == traded(lines)


def test_sells_go_first_and_the_worst_of_them_before_the_others():
    """Of two sells the larger drift leads; its buys follow likewise (domain rules 13, 32)."""
    account = snapshot("0", {"A": "30", "B": "40", "C": "30"}, dict.fromkeys("ABCD", "100"))
    rule = policy({"A": "0.2", "B": "0.15", "C": "0.45", "D": "0.2"})

    assert ["B", "A", "D", "C"] == [line.symbol for line in draw(account, rule).trades]


def test_what_cannot_be_traded_says_so():
    """SPY is breached and busy: its own hindrance is the reason, not its band."""
    account = snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES, busy_symbols=("SPY",))

    assert "OPEN_ORDERS" == reasons(draw(account, HALF, THRESHOLD))["SPY"]


def test_non_trades_are_in_symbol_order():
    """SPY is left alone and TLT finds no money, which is found out first."""
    account = snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES, busy_symbols=("SPY",))

    assert ["SPY", "TLT"] == [line.symbol for line in draw(account, HALF).skipped]


def test_what_is_in_its_band_says_so_even_when_it_cannot_be_traded():
    """Nobody meant to trade it, so nothing stands in its way."""
    account = snapshot("0", {"SPY": "51", "TLT": "49"}, PRICES, busy_symbols=("SPY",))

    assert "WITHIN_TOLERANCE" == reasons(draw(account, HALF, THRESHOLD))["SPY"]


def test_an_untargeted_holding_is_named_as_such_inside_its_band_too():
    """Three points of something without a target are left alone because it has none."""
    account = snapshot("0", {"SPY": "50", "TLT": "47", "OLD": "3"}, PRICES)

    assert "UNTARGETED_HELD" == reasons(draw(account, HALF, THRESHOLD))["OLD"]


def test_a_buy_that_waits_for_an_untradable_sell_finds_no_money():
    """Nothing can be sold, nothing is idle: the buy is short of cash."""
    listed = (instrument("SPY", is_tradable=False), instrument("TLT"))
    account = snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES, instruments=listed)

    assert {"SPY": "NOT_TRADABLE", "TLT": "CASH_SHORT"} == reasons(draw(account, HALF))


@pytest.mark.parametrize(("reserve", "floor"), [({}, "100"), ({"cash_reserve_amount": D(150)}, "150")])
def test_the_floor_is_the_cash_target_or_the_reserve(reserve: dict[str, Any], floor: str):
    """Ten percent of 1,000 dollars stay, or the 150 the owner keeps back."""
    account, rule = snapshot("400", {"SPY": "6"}, PRICES), policy({"SPY": "0.9"}, cash="0.1")
    rule = replace(rule, constraints=Constraints(**reserve))

    assert D(floor) == cash_floor(question(account, rule), measure_portfolio_drift(account, rule))


def test_idle_cash_is_invested_and_says_so():
    """Without a sale the buys invest cash; beside one they repair drift."""
    deposit = draw(snapshot("1000", {}, PRICES), HALF)
    swap = draw(snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES), HALF)

    assert {"SPY": "CASH_INVESTMENT", "TLT": "CASH_INVESTMENT"} == reasons(deposit)
    assert {"SPY": "REBALANCE_DRIFT", "TLT": "REBALANCE_DRIFT"} == reasons(swap)


def test_a_cap_that_set_the_target_is_the_reason():
    """SPY may not be more than half, and TLT takes the rest: both targets are the cap's work."""
    rule = policy({"SPY": "0.7", "TLT": "0.3"}, constraints=Constraints(max_position_weight=D("0.5")))
    lines = draw(snapshot("1000", {}, PRICES), rule)

    assert {"SPY": "CONSTRAINT_CAP", "TLT": "CONSTRAINT_CAP"} == reasons(lines)


def test_a_limit_is_kept_and_named():
    """A swap of ten points under a turnover of five: half of each trade, and the limit that did it."""
    rule = replace(HALF, constraints=Constraints(max_turnover=D("0.05")))
    lines = draw(snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES), rule)

    assert [("SPY", Side.SELL, D(5)), ("TLT", Side.BUY, D(5))] == traded(lines)
    assert [("MAX_TURNOVER", D("0.5"))] == [(bound.limit, bound.fraction) for bound in lines.binding]


def test_an_exit_is_called_all_of_it():
    """Nothing limits the liquidation."""
    rule = policy({"SPY": "1"}, untargeted=UntargetedRule.LIQUIDATE)
    sold = draw(snapshot("0", {"SPY": "90", "OLD": "10"}, PRICES), rule).trades[0]

    assert "OLD has no place in the targets: all that is free is sold." == sold.reason.text


def test_a_part_of_an_exit_is_not_called_all_of_it():
    """Half of the liquidation is still a liquidation, but its words do not say that all is sold."""
    rule = policy(
        {"SPY": "1"}, untargeted=UntargetedRule.LIQUIDATE, constraints=Constraints(max_turnover=D("0.05"))
    )
    sold = draw(snapshot("0", {"SPY": "90", "OLD": "10"}, PRICES), rule).trades[0]

    assert (D(5), "LIQUIDATION") == (sold.quantity, sold.reason.code.value)
    assert "Sell: OLD is 10% of the portfolio, target 0%." == sold.reason.text


def test_short_cash_is_named():
    """Wanted are 1,000 dollars of SPY, and 500 are there: OLD keeps the rest."""
    lines = draw(snapshot("500", {"OLD": "5"}, PRICES), policy({"SPY": "1"}))

    assert [("CASH", D(500), D(1000), D("0.5"))] == [
        (bound.limit, bound.allowed, bound.wanted, bound.fraction) for bound in lines.binding
    ]


def test_cash_that_is_short_by_little_is_named_too():
    """Half a dollar of 500.50 is lacking, and no sale and no costs take it."""
    lines = draw(snapshot("500", {"OLD": "0.005"}, PRICES), policy({"SPY": "1"}))

    assert [("CASH", D(500), D("500.5"))] == [
        (bound.limit, bound.allowed, bound.wanted) for bound in lines.binding
    ]


def test_what_whole_shares_leave_is_no_limit():
    """A sale of four and a half shares brings 400 dollars: cash is not what cut the buy to four."""
    whole = tuple(instrument(symbol, QuantityUnit.WHOLE) for symbol in ("SPY", "TLT"))
    lines = draw(snapshot("0", {"SPY": "59", "TLT": "50"}, PRICES, instruments=whole), HALF)

    assert ([("SPY", Side.SELL, D(4)), ("TLT", Side.BUY, D(4))], ()) == (traded(lines), lines.binding)


def test_costs_are_summed_and_no_limit():
    """Two trades of 1,000 dollars at ten basis points cost two; the buy is smaller by them."""
    rule = replace(HALF, costs=CostConfig(minimum_trade=D(10), commission_rate=D("0.001")))
    lines = draw(snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES), rule)

    assert (D("1.998"), ()) == (lines.costs.total.quantize(D("0.001")), lines.binding)
    assert D("9.980") == lines.trades[1].quantity.quantize(D("0.001"))


def test_a_plan_without_trades_costs_nothing():
    """The sum of nothing is no cost."""
    assert Costs() == Lines().costs


def test_all_trades_shrink_together_under_the_proportional_method():
    """OLD sells for 250, SPY wants 750 and 250 are idle: half of both, where another method cuts the buy."""
    account = snapshot("250", (holding("OLD", "5", "2.5"), holding("SPY", "2.5")), PRICES)
    rule = policy({"SPY": "1"}, untargeted=UntargetedRule.LIQUIDATE)
    full, proportional = draw(account, rule), draw(account, rule, PROPORTIONAL)

    assert [("OLD", Side.SELL, D("2.5")), ("SPY", Side.BUY, D(5))] == traded(full)
    assert [("OLD", Side.SELL, D("1.25")), ("SPY", Side.BUY, D("3.75"))] == traded(proportional)


def test_a_proportional_plan_that_cash_cuts_names_the_fraction():
    """500 of the 1,000 dollars of SPY and TLT wanted are there: half of each, and cash is the limit."""
    lines = draw(snapshot("500", {"OLD": "5"}, PRICES), HALF, PROPORTIONAL)

    assert [("SPY", Side.BUY, D("2.5")), ("TLT", Side.BUY, D("2.5"))] == traded(lines)
    assert [("CASH", D("0.5"))] == [(bound.limit, bound.fraction) for bound in lines.binding]


EURO = replace(instrument("TLT"), currency="EUR")
LISTED: dict[str, Any] = {"instruments": (instrument("SPY"), EURO), "fx_rates": (fx_rate("EUR", "1.1"),)}


def test_a_foreign_buy_is_funded_and_waits_for_its_exchange():
    """Requirement 003, step 5: 1,000 euros of TLT, one percent more is bought, and TLT waits for it."""
    account = snapshot("2200", {}, PRICES, **LISTED)
    options = PlanOptions(fx_buffer_pct=D("0.01"))
    lines = draw(account, policy({"TLT": "0.5"}, "0.5"), options=options)

    assert [("FX:EUR", Side.BUY, D(1000))] == [(fx.trade_id, fx.side, fx.amount) for fx in lines.fx_trades]
    assert [("TLT", ("FX:EUR",))] == [(line.symbol, line.depends_on) for line in lines.trades]


@pytest.mark.parametrize(
    ("repatriation", "sold"),
    [(Repatriation.OFF, []), (Repatriation.ABOVE_THRESHOLD, [D(900)]), (Repatriation.SWEEP_ALL, [D(1000)])],
)
def test_what_a_foreign_sale_leaves_over_comes_back_if_wanted(repatriation: Repatriation, sold: list[D]):
    """Ten shares at 100 euros are sold; all above 110 dollars' worth are 900 of the 1,000 euros."""
    account = snapshot("0", {"TLT": "10"}, PRICES, **LISTED)
    options = PlanOptions(repatriation=repatriation, repatriation_threshold=D(110))
    lines = draw(account, policy({"TLT": "0"}, "1"), options=options)

    assert sold == [fx.amount for fx in lines.fx_trades]


def test_a_foreign_sale_nobody_pays_the_costs_of_is_left_out():
    """It brings euros and costs dollars, of which there are none."""
    account = snapshot("0", {"TLT": "10"}, PRICES, foreign_cash=(foreign("EUR", "5"),), **LISTED)
    rule = policy({"TLT": "0"}, "1", costs=CostConfig(minimum_trade=D(10), commission_rate=D("0.001")))

    assert {"TLT": "CASH_SHORT"} == reasons(draw(account, rule))


def test_foreign_cash_alone_is_no_reason_to_trade():
    """In its band nothing is traded, and no currency is swept either."""
    account = snapshot("0", {"SPY": "99"}, PRICES, foreign_cash=(foreign("EUR", "10"),), **LISTED)
    options = PlanOptions(repatriation=Repatriation.SWEEP_ALL)
    lines = draw(account, policy({"SPY": "1"}), THRESHOLD, options=options)

    assert ((), ()) == (lines.trades, lines.fx_trades)


def test_what_is_out_of_its_band_and_not_moved_is_not_said_to_be_inside():
    """New money goes to TLT, which lacks it; SPY is far over its target and is not needed for that."""
    account = snapshot("100", {"SPY": "8", "TLT": "1"}, PRICES)
    lines = draw(account, HALF, RebalancingMethod.CASH_FLOW, cash_flow=D(100))

    assert {"TLT": "CASH_INVESTMENT", "SPY": "NOT_NEEDED"} == reasons(lines)


@pytest.mark.parametrize(
    ("flow", "barred", "symbol", "code"),
    [
        (100, {"do_not_sell": ("SPY",)}, "SPY", "DO_NOT_SELL"),
        (100, {"do_not_buy": ("SPY",)}, "SPY", "NOT_NEEDED"),
        (-100, {"do_not_buy": ("TLT",)}, "TLT", "DO_NOT_BUY"),
        (-100, {"do_not_sell": ("TLT",)}, "TLT", "NOT_NEEDED"),
    ],
)
def test_what_is_out_of_its_band_says_what_bars_its_repair(
    flow: int, barred: dict[str, Any], symbol: str, code: str
):
    """SPY would have to be sold and TLT bought; what bars the other way is no reason."""
    account = snapshot("100", {"SPY": "8", "TLT": "1"}, PRICES)
    rule = replace(HALF, constraints=Constraints(**barred))
    lines = draw(account, rule, RebalancingMethod.CASH_FLOW, cash_flow=D(flow))

    assert code == reasons(lines)[symbol]


def test_what_is_no_target_now_says_why():
    """SPY is excluded and not held: it is not on target, it is on the list."""
    rule = replace(HALF, constraints=Constraints(excluded_instruments=("SPY",)))

    assert "EXCLUDED" == reasons(draw(snapshot("1000", {}, PRICES), rule))["SPY"]


def test_what_has_no_price_and_no_row_says_so():
    """With missing prices left out, the held symbol still has its line (domain rule 26)."""
    account = snapshot("1000", {"OLD": "1"}, {"SPY": "100", "TLT": "100"})
    lines = draw(account, HALF, options=PlanOptions(data_quality=DataQuality.EXCLUDE))

    assert "PRICE_MISSING" == reasons(lines)["OLD"]


def test_what_has_no_rate_and_no_row_says_so():
    """OLD has a price in euros, and nobody knows what they are worth."""
    listed = (replace(instrument("OLD"), currency="EUR"), instrument("SPY"), instrument("TLT"))
    account = snapshot("1000", {"OLD": "1"}, PRICES, instruments=listed)
    lines = draw(account, HALF, options=PlanOptions(data_quality=DataQuality.EXCLUDE))

    assert "FX_RATE_MISSING" == reasons(lines)["OLD"]


def test_a_swap_does_not_fill_the_cash_up():
    """Cash is two hundred of a thousand wanted: with a swap the two hundred are all that must stay."""
    account = snapshot("200", {"SPY": "98"}, PRICES)
    rule = policy({"SPY": "0.9"}, "0.1")
    swaps = (Swap(sold="SPY", bought="TLT", quantity=D(1)),)
    floors = [
        cash_floor(question(account, rule, swaps=each), measure_portfolio_drift(account, rule))
        for each in ((), swaps)
    ]

    assert [D(1_000), D(200)] == floors


def test_a_limit_lets_others_pay():
    """SPY may sell two of its twelve; OLD, inside its band, brings the rest of what TLT lacks."""
    account = snapshot("0", {"OLD": "43", "SPY": "42", "TLT": "15"}, PRICES)
    rule = policy({"OLD": "0.4", "SPY": "0.3", "TLT": "0.3"})
    limit = SellLimit(
        symbol="SPY", quantity=D(2), reason=Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain.")
    )
    limited = draw(account, rule, THRESHOLD, sell_limits=(limit,))

    assert [("SPY", Side.SELL, D(2)), ("OLD", Side.SELL, D(3)), ("TLT", Side.BUY, D(5))] == traded(limited)
