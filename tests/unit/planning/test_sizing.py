"""A difference in value becomes shares or money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import fx_rate, holding, instrument, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.costs import Costs
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Policy, UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanOptions, PlanRequest, SellLimit
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Priority, Side, SkippedTrade, Trade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.moves import Move, move_to_goal
from trimtab.planning.sizing import Share, minimum_trade, scale_trade, size_move
from trimtab.planning.universe import Member

HALF = policy({"SPY": "0.5", "TLT": "0.5"})
PRICES = {"SPY": "100", "TLT": "100"}
WHOLE, NOTIONAL = QuantityUnit.WHOLE, QuantityUnit.NOTIONAL


def size(account: Snapshot, rule: Policy, symbol: str = "SPY", **fields: Any) -> Trade | SkippedTrade:
    """Size what brings a symbol to its target; `fields` are what the universe says of it."""
    request = question(account, rule)
    drift = measure_portfolio_drift(account, rule)
    move = move_to_goal(request, drift, drift.row(symbol))
    return size_move(move, drift.row(symbol), Member(symbol=symbol, **fields), request)


def trade(account: Snapshot, rule: Policy, symbol: str = "SPY") -> Trade:
    sized = size(account, rule, symbol)
    assert isinstance(sized, Trade)
    return sized


def refusal(account: Snapshot, rule: Policy, **fields: Any) -> str:
    sized = size(account, rule, **fields)
    assert isinstance(sized, SkippedTrade)
    return sized.reason.code.value


def of_unit(unit: QuantityUnit, cash: str, held: dict[str, str], price: str) -> Snapshot:
    """An account in SPY alone, which trades in this unit."""
    return snapshot(cash, held, {"SPY": price}, instruments=(instrument("SPY", unit),))


def test_an_overweight_row_is_sold_down_to_its_target():
    """Seven of ten shares where five are wanted: two are sold."""
    made = trade(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES), HALF)

    assert (Side.SELL, D(2), D(100), D(7)) == (made.side, made.quantity, made.price, made.held_quantity)


def test_a_move_of_nothing_is_no_sale():
    """What is on its target is too little to buy, whatever forbids to sell it."""
    account = snapshot("0", {"SPY": "5", "TLT": "5"}, PRICES)

    assert "BELOW_ONE_SHARE" == refusal(account, HALF, no_sell=ReasonCode.DO_NOT_SELL)


def test_fractions_are_cut_to_nine_places():
    """A third of a share is bought as 0.333333333, never as 0.333333334."""
    made = trade(snapshot("100", {}, {"SPY": "300"}), policy({"SPY": "1"}))

    assert (Side.BUY, D("0.333333333")) == (made.side, made.quantity)


def test_whole_shares_are_floored():
    """299.99 dollars buy two shares at 100, not three (F-052)."""
    assert D(2) == trade(of_unit(WHOLE, "299.99", {}, "100"), policy({"SPY": "1"})).quantity


@pytest.mark.parametrize(("cash", "notional"), [("100.015", "100.02"), ("100.025", "100.02"), ("100", "100")])
def test_money_is_rounded_to_cents_half_to_even(cash: str, notional: str):
    """Requirement 003 rounds funds; half a cent goes to the even one (domain rule 11)."""
    made = trade(of_unit(NOTIONAL, cash, {}, "8"), policy({"SPY": "1"}))

    assert (D(notional), D(notional)) == (made.notional, made.amount)


def test_an_order_in_money_names_the_shares_it_buys():
    """100 dollars at 30 are 3.333333333 shares: never more than the money buys."""
    assert D("3.333333333") == trade(of_unit(NOTIONAL, "100", {}, "30"), policy({"SPY": "1"})).quantity


def test_a_sale_in_money_never_sells_more_than_is_free():
    """Of nine shares three are free: 300 dollars are sold, although half of 900 is too much."""
    account = snapshot("0", (holding("SPY", "9", "3"),), PRICES, instruments=(instrument("SPY", NOTIONAL),))
    made = trade(account, policy({"SPY": "0.5"}, "0.5"))

    assert (D(300), D(3)) == (made.notional, made.quantity)


def test_a_sale_in_money_may_take_all_that_is_free():
    """A dollar at three a share is 0.333333333 of one, which is there: no cent is taken off."""
    account = of_unit(NOTIONAL, "0", {"SPY": "0.333333333"}, "3")
    rule = policy({"SPY": "1"}, costs=CostConfig(minimum_trade=D(0)))
    row = measure_portfolio_drift(account, rule).row("SPY")
    made = size_move(Move("SPY", D(-1)), row, Member(symbol="SPY"), question(account, rule))

    assert isinstance(made, Trade)
    assert D(1) == made.notional


@pytest.mark.parametrize("unit", list(QuantityUnit))
def test_a_full_exit_sells_the_held_quantity_itself(unit: QuantityUnit):
    """Value over price is never asked: an exit is what is held, to the ninth decimal, in any unit (F-052)."""
    account = of_unit(unit, "0", {"SPY": "3.333333333"}, "33.33")
    made = trade(account, policy({"SPY": "0"}, "1"))

    assert (D("3.333333333"), None) == (made.quantity, made.notional)


@pytest.mark.parametrize(("unit", "sold"), [(QuantityUnit.FRACTIONAL, "2.5"), (WHOLE, "2")])
def test_no_more_is_sold_than_is_available(unit: QuantityUnit, sold: str):
    """Two and a half of eight shares are free, so no more is sold although three are too many (I-03)."""
    account = snapshot(
        "0", (holding("SPY", "8", "2.5"), holding("TLT", "2")), PRICES, instruments=(instrument("SPY", unit),)
    )

    assert D(sold) == trade(account, HALF).quantity


def test_foreign_shares_are_sized_in_their_own_currency():
    """1,100 dollars at 1.10 are 1,000 euros: ten shares at 100 euros, worth what was wanted."""
    euro = replace(instrument("SPY"), currency="EUR")
    account = snapshot("1100", {}, {"SPY": "100"}, instruments=(euro,), fx_rates=(fx_rate("EUR", "1.1"),))
    made = trade(account, policy({"SPY": "1"}))

    assert (D(10), D(1000), D(1100), "EUR") == (made.quantity, made.amount, made.value, made.currency)


def test_a_missing_rate_is_no_rate_of_one():
    """Without a rate a foreign share has no value and is not traded."""
    euro = replace(instrument("SPY"), currency="EUR")
    account = snapshot("1000", {}, {"SPY": "100"}, instruments=(euro,))

    assert "FX_RATE_MISSING" == refusal(account, policy({"SPY": "1"}))


def test_exactly_the_minimum_is_a_trade():
    """A tenth of a share at 100 dollars is exactly ten dollars, and is traded (domain rule 8, F-051)."""
    assert D(10) == trade(snapshot("0", {"SPY": "50.1", "TLT": "49.9"}, PRICES), HALF).value


def test_a_step_less_than_the_minimum_is_none():
    """Half of 10,019 dollars is 5,009.50, so 9.50 dollars would be sold: too little (F-051)."""
    assert "BELOW_MINIMUM_TRADE" == refusal(snapshot("0", {"SPY": "50.19", "TLT": "50"}, PRICES), HALF)


def test_the_minimum_is_asked_after_rounding():
    """199 dollars would pass a minimum of 150; the one whole share they buy at 100 does not."""
    rule = policy({"SPY": "1"}, costs=CostConfig(minimum_trade=D(150)))

    assert "BELOW_MINIMUM_TRADE" == refusal(of_unit(WHOLE, "199", {}, "100"), rule)


SHELF = Shelf(
    version="1", entries=(ShelfEntry(symbol="SPY", status=ShelfStatus.APPROVED, minimum_trade=D(30)),)
)


@pytest.mark.parametrize(
    ("fields", "minimum"),
    [
        ({}, "10"),
        ({"minimum_trade": D(20)}, "20"),
        ({"minimum_trade": D(20), "shelf": SHELF}, "33"),
        ({"shelf": SHELF, "options": PlanOptions(suppress_dust_trades=False)}, "10"),
    ],
)
def test_the_largest_minimum_counts(fields: dict[str, Any], minimum: str):
    """Policy 10, request 20, shelf 30 euros at 1.10; kept dust takes away the shelf's only (rules 8, 9)."""
    euro = replace(instrument("SPY"), currency="EUR")
    account = snapshot("0", {}, {"SPY": "100"}, instruments=(euro,), fx_rates=(fx_rate("EUR", "1.1"),))

    assert D(minimum) == minimum_trade(question(account, HALF, **fields), "SPY")


def test_the_universe_forbids_either_side_by_itself():
    """A row to be sold asks what forbids selling; what forbids buying it is no matter."""
    account = snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES)
    free = size(account, HALF, no_buy=ReasonCode.DO_NOT_BUY)

    assert "LOCKED" == refusal(account, HALF, no_sell=ReasonCode.LOCKED)
    assert isinstance(free, Trade)


@pytest.mark.parametrize("fields", [{"quotes": ()}, {"instruments": ()}])
def test_nothing_is_sized_without_price_or_description(fields: dict[str, Any]):
    """Even where the universe would let it pass."""
    assert "PRICE_MISSING" == refusal(
        replace(snapshot("100", {}, {"SPY": "100"}), **fields), policy({"SPY": "1"})
    )


def test_less_than_one_step_is_no_trade():
    """Half a share of an instrument that trades whole is nothing."""
    assert "BELOW_ONE_SHARE" == refusal(of_unit(WHOLE, "50", {}, "100"), policy({"SPY": "1"}))


def test_the_owner_decides_about_untargeted_holdings():
    """Sold out on the owner's word, a holding without a target says that it has no place (domain rule 7)."""
    account = snapshot("0", {"OLD": "2", "SPY": "8"}, {"OLD": "100", "SPY": "100"})
    sold = trade(account, policy({"SPY": "1"}, untargeted=UntargetedRule.LIQUIDATE), "OLD")

    assert (D(2), "LIQUIDATION") == (sold.quantity, sold.reason.code.value)


@pytest.mark.parametrize(("held", "priority"), [("5.1", "LOW"), ("5.6", "MEDIUM"), ("6.1", "HIGH")])
def test_the_level_is_the_priority(held: str, priority: str):
    """Inside the band is low, a warning medium, critical high (domain rule 13)."""
    account = snapshot("0", {"SPY": held, "TLT": str(D(10) - D(held))}, PRICES)

    assert Priority(priority) == trade(account, HALF).priority


def test_a_trade_carries_its_costs():
    """Two shares at 100 with a spread of one percent cost a dollar."""
    rule = replace(HALF, costs=CostConfig(minimum_trade=D(10), spread_rate=D("0.01")))

    assert Costs(spread=D(1)) == trade(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES), rule).costs


@pytest.mark.parametrize(("fee", "code"), [("199.99", None), ("200", "BELOW_MINIMUM_TRADE")])
def test_a_sale_must_bring_more_than_it_costs(fee: str, code: str | None):
    """Two shares for 200 dollars are not sold for a fee of 200."""
    rule = replace(HALF, costs=CostConfig(minimum_trade=D(10), minimum_commission=D(fee)))
    sized = size(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES), rule)

    assert code == (sized.reason.code.value if isinstance(sized, SkippedTrade) else None)


def scaled(unit: QuantityUnit, share: Share, costs: CostConfig | None = None) -> Trade:
    """A buy of SPY for 700 dollars at 70, cut down."""
    account = of_unit(unit, "700", {}, "70")
    rule = policy({"SPY": "1"}, costs=costs or CostConfig(minimum_trade=D(0)))
    return scale_trade(trade(account, rule), share, question(account, rule))


@pytest.mark.parametrize(
    ("unit", "quantity", "notional"),
    [(WHOLE, "3", None), (QuantityUnit.FRACTIONAL, "3.333333333", None), (NOTIONAL, "3.333285714", "233.33")],
)
def test_a_part_of_a_trade_keeps_to_its_steps(unit: QuantityUnit, quantity: str, notional: str | None):
    """A third of ten shares: three, 3.333333333, or what 233.33 dollars buy."""
    made = scaled(unit, Share(D(1), D(3)))

    assert (D(quantity), D(notional) if notional else None) == (made.quantity, made.notional)


def test_a_part_of_a_trade_costs_what_its_size_costs():
    """Half of 700 dollars at ten basis points costs 35 cents."""
    config = CostConfig(minimum_trade=D(0), commission_rate=D("0.001"))

    assert D("0.35") == scaled(QuantityUnit.FRACTIONAL, Share(D("0.5")), config).costs.total


def test_a_part_of_an_exit_in_money_is_an_amount():
    """Half of an exit of 3.333333333 shares at 33.33 is 55.54 dollars, cut to the cent."""
    account, rule = of_unit(NOTIONAL, "0", {"SPY": "3.333333333"}, "33.33"), policy({"SPY": "0"}, "1")

    assert D("55.54") == scale_trade(trade(account, rule), Share(D("0.5")), question(account, rule)).notional


@pytest.mark.parametrize(("part", "whole", "cut"), [("1", "3", "33"), ("3", "3", "100"), ("0", "1", "0")])
def test_a_share_of_a_value_is_cut_down(part: str, whole: str, cut: str):
    """A third of 100 is 33 ones; three thirds are all of it."""
    assert D(cut) == Share(D(part), D(whole)).of(D(100), D(1))


def test_a_move_of_nothing_is_no_trade():
    """On target there is not even a minimum to fail."""
    account = snapshot("0", {"SPY": "5", "TLT": "5"}, PRICES)
    request: PlanRequest = question(account, HALF)
    row = measure_portfolio_drift(account, HALF).row("SPY")
    sized = size_move(Move("SPY", D(0)), row, Member(symbol="SPY"), request)

    assert isinstance(sized, SkippedTrade)
    assert ReasonCode.BELOW_ONE_SHARE is sized.reason.code


WHY = Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain.")
SEVEN = snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES)


def limited(quantity: str, account: Snapshot = SEVEN, rule: Policy = HALF) -> Trade | SkippedTrade:
    """Size the sale of two SPY under a limit."""
    return size(account, rule, sell_limit=SellLimit(symbol="SPY", quantity=D(quantity), reason=WHY))


@pytest.mark.parametrize(("quantity", "sold"), [("3", "2"), ("2", "2"), ("1.5", "1.5")])
def test_a_sale_is_cut_to_its_limit(quantity: str, sold: str):
    """Its reason stays what it was."""
    made = limited(quantity)

    assert isinstance(made, Trade)
    assert (D(sold), "REBALANCE_DRIFT") == (made.quantity, made.reason.code)


@pytest.mark.parametrize("quantity", ["0", "0.09"])
def test_what_a_limit_leaves_too_small_says_the_limit(quantity: str):
    """Nothing, or nine dollars where ten are the least."""
    assert SkippedTrade(symbol="SPY", reason=WHY) == limited(quantity)


def test_what_is_too_small_at_its_limit_says_so():
    """Two shares for 200 dollars may go, and 250 are the least: that is no matter of taxes."""
    made = limited("2", rule=replace(HALF, costs=CostConfig(minimum_trade=D(250))))

    assert isinstance(made, SkippedTrade)
    assert ReasonCode.BELOW_MINIMUM_TRADE is made.reason.code


def test_a_limit_holds_in_every_unit():
    """Whole shares are cut down, and money so that no share beyond the limit goes."""
    whole, money = (of_unit(unit, "0", {"SPY": "7"}, "33.33") for unit in (WHOLE, NOTIONAL))
    rule = policy({"SPY": "0.1"}, "0.9")
    made = [limited("1.999999999", account, rule) for account in (whole, money)]

    assert [D(1), D("1.999699969")] == [each.quantity for each in made if isinstance(each, Trade)]


def test_an_exit_has_no_limit():
    """What has no target is sold, whatever its taxes."""
    made = limited("0", rule=policy({"SPY": "0", "TLT": "1"}))

    assert isinstance(made, Trade)
    assert D(7) == made.quantity


def test_a_barred_purchase_says_why():
    """Three TLT where five are wanted; a sale is not barred by it."""
    assert SkippedTrade(symbol="TLT", reason=WHY) == size(SEVEN, HALF, "TLT", buy_bar=WHY)
    assert isinstance(size(SEVEN, HALF, "SPY", buy_bar=WHY), Trade)
