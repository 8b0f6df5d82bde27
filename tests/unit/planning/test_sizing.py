"""A difference in value becomes shares."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import holding, instrument, policy, snapshot
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Policy, UntargetedRule
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Priority, Side, SkippedTrade, Trade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.sizing import size_trade

HALF = policy({"SPY": "0.5", "TLT": "0.5"})
PRICES = {"SPY": "100", "TLT": "100"}


def size(account: Snapshot, rule: Policy, symbol: str = "SPY") -> Trade | SkippedTrade:
    return size_trade(measure_portfolio_drift(account, rule).row(symbol), account, rule)


def trade(account: Snapshot, rule: Policy, symbol: str = "SPY") -> Trade:
    sized = size(account, rule, symbol)
    assert isinstance(sized, Trade)
    return sized


def refusal(account: Snapshot, rule: Policy, symbol: str = "SPY") -> str:
    sized = size(account, rule, symbol)
    assert isinstance(sized, SkippedTrade)
    return sized.reason.code.value


def test_an_overweight_row_is_sold_down_to_its_target():
    """Seven of ten shares where five are wanted: two are sold."""
    made = trade(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES), HALF)

    assert (Side.SELL, D(2), D(100)) == (made.side, made.quantity, made.price)


def test_fractions_are_cut_to_four_places():
    """A third of a share is bought as 0.3333, never as 0.3334 (domain rule 10)."""
    made = trade(snapshot("100", {}, {"SPY": "300"}), policy({"SPY": "1"}))

    assert (Side.BUY, D("0.3333")) == (made.side, made.quantity)


def test_whole_shares_are_floored():
    """299.99 dollars buy two shares at 100, not three."""
    account = snapshot("299.99", {}, {"SPY": "100"}, instruments=(instrument("SPY", QuantityUnit.WHOLE),))

    assert D(2) == trade(account, policy({"SPY": "1"})).quantity


def test_a_full_exit_sells_the_held_quantity_itself():
    """Value over price is never asked: the exit is what is held, to the ninth decimal."""
    account = snapshot("0", {"SPY": "3.333333333", "TLT": "1"}, {"SPY": "33.33", "TLT": "100"})

    assert D("3.333333333") == trade(account, policy({"SPY": "0", "TLT": "1"})).quantity


def test_no_more_is_sold_than_is_available():
    """Two of seven shares are free, so two are sold although three are too many (I-03)."""
    account = snapshot("0", (holding("SPY", "8", "2"), holding("TLT", "2")), PRICES)

    assert D(2) == trade(account, HALF).quantity


def test_exactly_the_minimum_is_a_trade():
    """A tenth of a share at 100 dollars is exactly ten dollars, and is traded (domain rule 8)."""
    account = snapshot("0", {"SPY": "50.1", "TLT": "49.9"}, PRICES)

    assert D(10) == trade(account, HALF).value


def test_a_step_less_than_the_minimum_is_none():
    """Half of 10,019 dollars is 5,009.50, so 9.50 dollars would be sold: too little."""
    account = snapshot("0", {"SPY": "50.19", "TLT": "50"}, PRICES)

    assert "BELOW_MINIMUM_TRADE" == refusal(account, HALF)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"busy_symbols": ("SPY",)}, "OPEN_ORDERS"),
        ({"instruments": (instrument("SPY", is_tradable=False), instrument("TLT"))}, "NOT_TRADABLE"),
        ({"instruments": (instrument("TLT"),)}, "NOT_TRADABLE"),
    ],
)
def test_what_can_not_be_traded_is_left_alone(fields: dict[str, Any], code: str):
    """Open orders, an untradable and an unknown instrument each have their own reason."""
    account = snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES, **fields)

    assert code == refusal(account, HALF)


def test_a_wanted_symbol_without_a_price_is_not_traded():
    """There is no size without a price."""
    account = snapshot("100", {}, {}, instruments=(instrument("SPY"),))

    assert "PRICE_MISSING" == refusal(account, policy({"SPY": "1"}))


def test_shares_promised_to_open_orders_are_not_sold_again():
    """With nothing available there is nothing to sell."""
    account = snapshot("0", (holding("SPY", "7", "0"), holding("TLT", "3")), PRICES)

    assert "SHARES_HELD_BY_ORDERS" == refusal(account, HALF)


def test_less_than_one_step_is_no_trade():
    """Half a share of an instrument that trades whole is nothing."""
    account = snapshot("50", {}, {"SPY": "100"}, instruments=(instrument("SPY", QuantityUnit.WHOLE),))

    assert "BELOW_ONE_SHARE" == refusal(account, policy({"SPY": "1"}))


def test_the_owner_decides_about_untargeted_holdings():
    """A holding without a target is left alone, and sold out on the owner's word (domain rule 7)."""
    account = snapshot("0", {"OLD": "2", "SPY": "8"}, {"OLD": "100", "SPY": "100"})
    sold = trade(account, policy({"SPY": "1"}, untargeted=UntargetedRule.LIQUIDATE), "OLD")

    assert "UNTARGETED_HELD" == refusal(account, policy({"SPY": "1"}), "OLD")
    assert (D(2), "LIQUIDATION") == (sold.quantity, sold.reason.code.value)


@pytest.mark.parametrize(("held", "priority"), [("5.1", "LOW"), ("5.6", "MEDIUM"), ("6.1", "HIGH")])
def test_the_level_is_the_priority(held: str, priority: str):
    """Inside the band is low, a warning medium, critical high (domain rule 13)."""
    account = snapshot("0", {"SPY": held, "TLT": str(D(10) - D(held))}, PRICES)

    assert Priority(priority) == trade(account, HALF).priority
