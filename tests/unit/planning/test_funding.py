"""Buys fit the cash that is there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import fx_rate, instrument, policy, question, snapshot, trade
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import CashShortRule, Constraints
from trimtab.domain.costs import Costs
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade
from trimtab.planning.funding import (
    Treasury,
    WantedBuy,
    fit_to_cash,
    fund_buys,
    missing_cash,
    open_purse,
    payable_sells,
)
from trimtab.planning.fx import FxTerms, add_trades, base_after_exchange
from trimtab.planning.sizing import with_costs

WHOLE, NOTIONAL = QuantityUnit.WHOLE, QuantityUnit.NOTIONAL


def want(symbol: str, quantity: str, price: str, step: str = "0.000000001") -> WantedBuy:
    return WantedBuy(symbol=symbol, quantity=D(quantity), price=D(price), step=D(step))


def test_with_enough_cash_everything_is_bought():
    """Cash that covers the buys exactly leaves them alone."""
    assert {"A": D(2), "B": D(1)} == fit_to_cash((want("A", "2", "100"), want("B", "1", "50")), D(250))
    assert {"A": D("2.5")} == fit_to_cash((want("A", "2.5", "100", "1"),), D(250))


def test_short_cash_scales_all_buys_by_one_factor():
    """Half the cash buys half of everything (domain rule 33)."""
    assert {"A": D(1), "B": D("0.5")} == fit_to_cash((want("A", "2", "100"), want("B", "1", "50")), D(125))


def test_a_factor_of_a_third_is_exact():
    """A third of three shares is one, not 0.999999999."""
    assert {"A": D(1)} == fit_to_cash((want("A", "3", "100"),), D(100))


def test_whole_shares_are_cut_and_the_leftover_buys_the_largest_shortfall():
    """500 for 3 A and 3 B at 100: two each after the cut, and the 100 left over buy one A, first by name."""
    affordable = fit_to_cash((want("B", "3", "100", "1"), want("A", "3", "100", "1")), D(500))

    assert {"A": D(3), "B": D(2)} == affordable


def test_the_leftover_goes_to_the_largest_shortfall_in_dollars():
    """B lacks 150 dollars and A 50, so the one share that still fits is B."""
    affordable = fit_to_cash((want("A", "1", "100", "1"), want("B", "1", "300", "1")), D(350))

    assert {"A": D(0), "B": D(1)} == affordable


def test_the_shortfall_counts_not_the_size():
    """141 of 150 dollars: nine A lack 10 dollars, B lacks 50, and the 51 left buy B."""
    affordable = fit_to_cash((want("A", "10", "10", "1"), want("B", "1", "50", "1")), D(141))

    assert {"A": D(9), "B": D(1)} == affordable


def test_a_step_that_would_be_more_than_wanted_is_not_added():
    """205 of 215 dollars: two A and one B leave 85, no B, and of A only half a share is lacking."""
    affordable = fit_to_cash((want("A", "2.5", "10", "1"), want("B", "1.9", "100", "1")), D(205))

    assert {"A": D(2), "B": D(1)} == affordable


@pytest.mark.parametrize("budget", ["0", "-100"])
def test_without_cash_nothing_is_bought(budget: str):
    """No budget, or one below zero, buys nothing."""
    assert {"A": D(0)} == fit_to_cash((want("A", "2", "100"),), D(budget))


@pytest.mark.parametrize("budget", ["100", "0", "-100"])
def test_nothing_wanted_needs_no_cash(budget: str):
    """Without buys there is nothing to scale, whatever the budget is."""
    assert {} == fit_to_cash((), D(budget))


def test_the_cost_of_a_buy_is_quantity_times_price():
    """Three shares at 33.50 cost at most 100.50."""
    assert D("100.50") == want("A", "3", "33.50").cost


def asks(unit: QuantityUnit, costs: CostConfig | None = None, **constraints: Any) -> PlanRequest:
    """A request over A, B and C of one unit, EUR in euros at 1.10, and FRAC, which is sold in fractions."""
    known: list[Instrument] = [instrument(symbol, unit) for symbol in ("A", "B", "C")]
    known.append(instrument("FRAC", QuantityUnit.FRACTIONAL))
    known.append(replace(instrument("EUR", unit), currency="EUR"))
    account = snapshot("0", {}, {}, instruments=tuple(known), fx_rates=(fx_rate("EUR", "1.1"),))
    rule = policy({}, costs=costs or CostConfig(minimum_trade=D(0)), constraints=Constraints(**constraints))
    return question(account, rule)


def treasury(cash: str, floor: str = "0", euros: str | None = None, **terms: D) -> Treasury:
    """Dollars, and euros at 1.10 where there are any."""
    return Treasury(
        balances={"USD": D(cash)} if euros is None else {"USD": D(cash), "EUR": D(euros)},
        terms=FxTerms(base="USD", rates={"EUR": D("1.1")}, **terms),
        floor=D(floor),
    )


def euro(quantity: str, **fields: Any) -> Trade:
    return trade("EUR", Side.BUY, quantity, currency="EUR", fx_rate=D("1.1"), **fields)


def bought(buys: tuple[Trade, ...], till: Treasury, request: PlanRequest) -> dict[str, D]:
    """The quantity of every buy that is paid for, by symbol."""
    wanted = tuple(with_costs(buy, request) for buy in buys)
    return {made.symbol: made.quantity for made in fund_buys(wanted, open_purse(till, ()), request)}


FRACTIONAL = asks(QuantityUnit.FRACTIONAL)
THREE = (trade("A", quantity="5"), trade("B", quantity="3"), trade("C", quantity="2"))


def test_buys_that_can_be_paid_are_left_alone():
    """1,000 dollars pay for ten shares at 100, to the cent; they stay in their order."""
    buys = THREE[::-1]

    assert buys == fund_buys(buys, open_purse(treasury("1000"), ()), FRACTIONAL)


def test_all_buys_are_scaled_by_one_factor():
    """500 of 1,000 dollars buy half of each (domain rule 33)."""
    assert {"A": D("2.5"), "B": D("1.5"), "C": D(1)} == bought(THREE, treasury("500"), FRACTIONAL)


def test_buys_are_filled_by_rank_where_the_owner_says_so():
    """600 of 1,000 dollars buy all of A, a third of B and nothing of C."""
    request = asks(QuantityUnit.FRACTIONAL, cash_short=CashShortRule.LARGEST_DRIFT_FIRST)

    assert {"A": D(5), "B": D(1)} == bought(THREE, treasury("600"), request)


def test_the_next_rank_takes_what_the_first_cannot_use():
    """350 dollars: three whole A leave 50, which buy half of a C where it is sold in fractions."""
    request = asks(WHOLE, cash_short=CashShortRule.LARGEST_DRIFT_FIRST)
    buys = (trade("A", quantity="5"), trade("B", quantity="3", price=D(25)))

    assert {"A": D(3), "B": D(2)} == bought(buys, treasury("350"), request)


def test_the_floor_is_not_spent():
    """Of 600 dollars 100 must stay."""
    assert {"A": D("2.5"), "B": D("1.5"), "C": D(1)} == bought(THREE, treasury("600", "100"), FRACTIONAL)


@pytest.mark.parametrize("cash", ["0", "50", "100"])
def test_cash_under_the_floor_buys_nothing(cash: str):
    """What is there may stay, but nothing is spent."""
    assert {} == bought(THREE, treasury(cash, "100"), FRACTIONAL)


def test_leftover_cash_buys_whole_shares_by_the_largest_shortfall():
    """750 dollars are three quarters: 3, 2 and 1 share; the 150 left buy one more A, which lacks most."""
    assert {"A": D(4), "B": D(2), "C": D(1)} == bought(THREE, treasury("750"), asks(WHOLE))


@pytest.mark.parametrize(("cash", "floor"), [("490", "0"), ("590", "100")])
def test_leftover_cash_is_spent_as_far_as_it_goes(cash: str, floor: str):
    """490 of 1,000: 19 A and one B after the cut; the 100 left buy no B, but ten more A."""
    buys = (trade("A", quantity="40", price=D(10)), trade("B", quantity="3", price=D(200)))

    assert {"A": D(29), "B": D(1)} == bought(buys, treasury(cash, floor), asks(WHOLE))


def test_leftover_cash_is_spent_as_far_as_costs_let_it():
    """494 with one percent of costs: after the cut 100.10 are left, and the costs leave nine A of the ten."""
    request = asks(WHOLE, CostConfig(minimum_trade=D(0), commission_rate=D("0.01")))
    buys = (trade("A", quantity="40", price=D(10)), trade("B", quantity="3", price=D(200)))

    assert {"A": D(28), "B": D(1)} == bought(buys, treasury("494"), request)


def test_leftover_cash_buys_no_more_than_was_wanted():
    """250 of 300: eight A and one B; the 70 left buy no B, and two more A are all that was wanted."""
    buys = (trade("A", quantity="10", price=D(10)), trade("B", quantity="2"))

    assert {"A": D(10), "B": D(1)} == bought(buys, treasury("250"), asks(WHOLE))


def test_leftover_cash_asks_the_largest_shortfall_first():
    """290 of 300: nine A lack 10 dollars and one B lacks 100, which are left."""
    buys = (trade("A", quantity="10", price=D(10)), trade("B", quantity="2"))

    assert {"A": D(9), "B": D(2)} == bought(buys, treasury("290"), asks(WHOLE))


def test_leftover_cash_buys_one_share_each_before_it_buys_two():
    """1,170 of 1,500: three shares of each leave 270, for one A and one B."""
    buys = tuple(trade(symbol, quantity="5") for symbol in ("A", "B", "C"))

    assert {"A": D(4), "B": D(4), "C": D(3)} == bought(buys, treasury("1170"), asks(WHOLE))


def test_leftover_cash_buys_shares_of_less_than_a_dollar():
    """3 of 4.50 dollars: six of each leave 30 cents, no B, but three A."""
    buys = (trade("A", quantity="10", price=D("0.1")), trade("B", quantity="10", price=D("0.35")))

    assert {"A": D(9), "B": D(6)} == bought(buys, treasury("3"), asks(WHOLE))


def test_leftover_cash_buys_foreign_shares_at_their_worth_in_base_currency():
    """30 of 40 dollars: two A and seven at 100 yen, a dollar each, leave three dollars for three of these."""
    terms = FxTerms(base="USD", rates={"EUR": D("0.01")})
    till = Treasury(balances={"USD": D(30)}, terms=terms, floor=D(0))
    buys = (trade("A", quantity="3", price=D(10)), replace(euro("10"), fx_rate=D("0.01")))

    assert {"A": D(2), "EUR": D(10)} == bought(buys, till, asks(WHOLE))


def test_leftover_cash_may_be_debt_that_was_there():
    """650 dollars, and 100 may be owed: 3, 2 and 1 share; the 150 left buy one more A."""
    assert {"A": D(4), "B": D(2), "C": D(1)} == bought(THREE, treasury("650", "-100"), asks(WHOLE))


def test_leftover_cash_adds_nothing_to_what_is_sold_in_fractions():
    """350 of 600 dollars: 1.75 A are cut to one; the 75 dollars left are no A, and FRAC keeps to its part."""
    buys = (trade("A", quantity="3"), trade("FRAC", quantity="30", price=D(10)))

    assert {"A": D(1), "FRAC": D("17.5")} == bought(buys, treasury("350"), asks(WHOLE))


def test_what_is_no_whole_share_frees_its_cash():
    """290 of 1,000 are less than one of three B: A takes all."""
    buys = (trade("A", quantity="40", price=D(10)), trade("B", quantity="3", price=D(200)))

    assert {"A": D(29)} == bought(buys, treasury("290"), asks(WHOLE))


def test_what_falls_below_its_minimum_frees_its_cash():
    """100 of 1,000 dollars: 50, 30 and 20 are each below 60, so A alone is bought, with all of it."""
    request = asks(QuantityUnit.FRACTIONAL, CostConfig(minimum_trade=D(60)))

    assert {"A": D(1)} == bought(THREE, treasury("100"), request)


def test_no_more_falls_out_than_must():
    """150 dollars over A and B are 93.75 and 56.25: both pass a minimum of 50, C does not."""
    request = asks(QuantityUnit.FRACTIONAL, CostConfig(minimum_trade=D(50)))

    assert {"A": D("0.9375"), "B": D("0.5625")} == bought(THREE, treasury("150"), request)


def test_the_larger_of_two_shares_equally_far_stays():
    """25 of 300 dollars are a twelfth: less than one share of either, and one B is the larger buy's."""
    buys = (trade("A", quantity="10", price=D(10)), trade("B", quantity="10", price=D(20)))

    assert {"B": D(1)} == bought(buys, treasury("25"), asks(WHOLE))


def test_a_foreign_share_is_as_far_as_its_worth_in_base_currency():
    """150 of 2,200 dollars buy neither one of eleven A nor one of ten in euros; A is nearer to its share."""
    buys = (euro("10"), trade("A", quantity="11"))

    assert {"A": D(1)} == bought(buys, treasury("150"), asks(WHOLE))


def test_a_fraction_is_never_less_than_one_share():
    """40 dollars are no share of A; the five dollars' worth sold in fractions need none."""
    buys = (trade("A", quantity="10"), trade("FRAC", quantity="0.05"))

    assert {"FRAC": D("0.05")} == bought(buys, treasury("40"), asks(WHOLE))


def test_costs_are_paid_too():
    """1,000 dollars with costs of one percent buy for 990.09, up to the rounding of the costs."""
    request = asks(QuantityUnit.FRACTIONAL, CostConfig(minimum_trade=D(0), commission_rate=D("0.01")))
    made = bought((trade("A", quantity="10"),), treasury("1000"), request)["A"]

    assert D("9.90099") <= made <= D("9.900990099")


def test_what_rounding_takes_is_set_aside():
    """100 dollars pay for 49.50495 each, whose costs are rounded up by 0.0000004: that is bought less."""
    request = asks(QuantityUnit.FRACTIONAL, CostConfig(minimum_trade=D(0), commission_rate=D("0.01")))
    wanted = tuple(with_costs(trade(symbol, quantity="5"), request) for symbol in ("A", "B"))
    purse = open_purse(treasury("100"), ())

    assert D(0) >= missing_cash(purse, fund_buys(wanted, purse, request)) > D("-0.00001")


def test_a_minimum_commission_does_not_shrink_with_the_order():
    """Ten dollars per order leave 480 of 500 for two orders of 500 each."""
    request = asks(QuantityUnit.FRACTIONAL, CostConfig(minimum_trade=D(0), minimum_commission=D(10)))
    buys = (trade("A", quantity="5"), trade("B", quantity="5"))

    assert {"A": D("2.4"), "B": D("2.4")} == bought(buys, treasury("500"), request)


def test_a_commission_that_hits_its_minimum_on_the_way_is_paid():
    """At 5,000 the commission is 50; at what 1,000 dollars buy, it is the minimum of 20."""
    config = CostConfig(minimum_trade=D(0), commission_rate=D("0.01"), minimum_commission=D(20))
    request, purse = asks(QuantityUnit.FRACTIONAL, config), open_purse(treasury("1000"), ())
    wanted = with_costs(trade("A", quantity="50"), request)
    made = fund_buys((wanted,), purse, request)

    assert D(0) >= missing_cash(purse, made) > D(-10)


def test_a_commission_above_the_cash_buys_nothing():
    """Five dollars do not even pay the fee of ten."""
    request = asks(QuantityUnit.FRACTIONAL, CostConfig(minimum_trade=D(0), minimum_commission=D(10)))

    assert {} == bought((trade("A", quantity="5"),), treasury("5"), request)


def test_leftover_cash_pays_for_the_costs_of_the_share_it_buys():
    """302.50 leave 100.50 after two shares at 100 and one percent: a third would cost 101."""
    request = asks(WHOLE, CostConfig(minimum_trade=D(0), commission_rate=D("0.01")))

    assert {"A": D(2)} == bought((trade("A", quantity="5"),), treasury("302.50"), request)
    assert {"A": D(3)} == bought((trade("A", quantity="5"),), treasury("303"), request)


def test_a_share_more_adds_its_own_costs_only():
    """505 of 606 with costs of one percent: two of each cost 404, and the 101 left pay for one A more."""
    request = asks(WHOLE, CostConfig(minimum_trade=D(0), commission_rate=D("0.01")))
    buys = (trade("A", quantity="3"), trade("B", quantity="3"))

    assert {"A": D(3), "B": D(2)} == bought(buys, treasury("505"), request)


def test_an_amount_rounded_up_is_cut_to_the_cash():
    """100.02 were wanted of 100.015: 100.01 is the last whole cent (domain rule 11)."""
    wanted = trade("A", quantity="1.0002", notional=D("100.02"))
    made = fund_buys((wanted,), open_purse(treasury("100.015"), ()), asks(NOTIONAL))

    assert [D("100.01")] == [buy.notional for buy in made]


def test_foreign_cash_pays_in_its_own_currency_first():
    """500 euros buy five shares without a dollar."""
    assert {"EUR": D(5)} == bought((euro("5"),), treasury("0", euros="500"), FRACTIONAL)


def test_the_buffer_of_an_exchange_is_part_of_the_price():
    """1,111 dollars at 1.10 with one percent buy 1,000 euros' worth of shares, ten of twenty wanted."""
    assert {"EUR": D(10)} == bought((euro("20"),), treasury("1111", buffer=D("0.01")), FRACTIONAL)


def test_foreign_cash_and_exchange_pay_together():
    """500 euros, and 555.50 dollars at 1.10 with one percent for 500 more."""
    till = treasury("555.50", euros="500", buffer=D("0.01"))

    assert {"EUR": D(10)} == bought((euro("20"),), till, FRACTIONAL)


def test_foreign_cash_that_is_kept_buys_nothing_in_dollars():
    """Without repatriation euros stay euros; swept, 1,000 of them are 1,100 dollars (domain rule 34)."""
    buys = (trade("A", quantity="11"),)

    assert {} == bought(buys, treasury("0", euros="1000"), FRACTIONAL)
    assert {"A": D(11)} == bought(buys, treasury("0", euros="1000", keep=D(0)), FRACTIONAL)


def test_no_more_of_a_surplus_is_spent_than_is_sold_of_it():
    """200 euros, 100 of them above what is kept: a fifth spends 80, and the other 20 are 22 dollars."""
    buys = (euro("4"), trade("A", quantity="1", price=D(110)))

    assert {"EUR": D("0.8"), "A": D("0.2")} == bought(
        buys, treasury("0", euros="200", keep=D(110)), FRACTIONAL
    )


def test_foreign_cash_that_is_kept_pays_for_its_own_shares():
    """With 110 dollars' worth kept, 200 euros buy two of four shares, and the surplus no more than that."""
    till = treasury("0", euros="200", keep=D(110), buffer=D("0.1"))

    assert {"EUR": D(2)} == bought((euro("4"),), till, FRACTIONAL)


def test_a_sweep_and_a_foreign_buy_share_the_same_euros():
    """1,000 euros for 1,100 dollars of A and 1,000 euros of shares: half of each."""
    buys = (trade("A", quantity="11"), euro("10"))

    assert {"A": D("5.5"), "EUR": D(5)} == bought(buys, treasury("0", euros="1000", keep=D(0)), FRACTIONAL)


def test_all_cash_together_keeps_to_the_floor():
    """Euros pay for the buy, but of all 1,650 dollars' worth of cash 1,100 must stay: 500 euros are spent."""
    till = treasury("0", floor="1100", euros="1500")

    assert {"EUR": D(5)} == bought((euro("10"),), till, FRACTIONAL)


def test_an_exchange_never_takes_base_currency_below_the_floor():
    """Of 1,000 dollars 450 must stay, so 550 buy 500 euros."""
    request, till = FRACTIONAL, treasury("1000", floor="450")
    purse = open_purse(till, ())
    made = fund_buys((euro("10"),), purse, request)

    assert [D(5)] == [buy.quantity for buy in made]
    assert D(450) == base_after_exchange(add_trades(purse.balances, made, "USD"), purse.terms)


def test_sells_fill_the_purse_with_what_they_bring_after_costs():
    """100 dollars less one of costs."""
    sold = trade("A", Side.SELL, costs=Costs(spread=D(1)))

    assert D(99) == open_purse(treasury("0"), (sold,)).balances["USD"]


def test_a_foreign_sale_whose_costs_nobody_pays_is_not_made():
    """It brings euros; its fee of five dollars has to wait for the sale in dollars, or cannot be paid."""
    foreign = trade("EUR", Side.SELL, currency="EUR", costs=Costs(commission=D(5)))
    domestic = trade("A", Side.SELL)

    assert (domestic,) == payable_sells((foreign, domestic), treasury("4"))
    assert (domestic, foreign) == payable_sells((domestic, foreign), treasury("4"))
    assert (foreign,) == payable_sells((foreign,), treasury("5"))
