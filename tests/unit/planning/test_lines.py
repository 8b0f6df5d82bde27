"""Every symbol of a portfolio becomes one line."""

from __future__ import annotations

from decimal import Decimal as D

from builders import instrument, policy, snapshot
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.lines import Lines, cash_floor, draw_lines

FULL, THRESHOLD = RebalancingMethod.FULL, RebalancingMethod.THRESHOLD_REBALANCING
PRICES = {"SPY": "100", "TLT": "100", "OLD": "100"}
HALF = {"SPY": "0.5", "TLT": "0.5"}


def draw(account: Snapshot, wanted: dict[str, str], method: RebalancingMethod) -> Lines:
    rule = policy(wanted)
    return draw_lines(account, rule, measure_portfolio_drift(account, rule), method)


def test_a_lone_breach_is_repaired_in_one_round():
    """SPY at 60 of 50 frees ten points; TLT, eight under, takes them in the same plan."""
    lines = draw(snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES), HALF, THRESHOLD)

    assert [("SPY", Side.SELL, D(10)), ("TLT", Side.BUY, D(10))] == [
        (trade.symbol, trade.side, trade.quantity) for trade in lines.trades
    ]


def test_what_cannot_be_traded_says_so():
    """SPY is breached and busy: its own hindrance is the reason, not its band."""
    account = snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES, busy_symbols=("SPY",))

    assert "OPEN_ORDERS" == draw(account, HALF, THRESHOLD).skipped[0].reason.code.value


def test_what_is_in_its_band_says_so_even_when_it_cannot_be_traded():
    """Nobody meant to trade it, so nothing stands in its way."""
    account = snapshot("0", {"SPY": "51", "TLT": "49"}, PRICES, busy_symbols=("SPY",))

    assert "WITHIN_TOLERANCE" == draw(account, HALF, THRESHOLD).skipped[0].reason.code.value


def test_an_untargeted_holding_is_named_as_such_inside_its_band_too():
    """Three points of something without a target are left alone because it has none."""
    account = snapshot("0", {"SPY": "50", "TLT": "47", "OLD": "3"}, PRICES)
    reasons = {line.symbol: line.reason.code.value for line in draw(account, HALF, THRESHOLD).skipped}

    assert "UNTARGETED_HELD" == reasons["OLD"]


def test_a_buy_that_waits_for_an_untradable_sell_finds_no_money():
    """Nothing can be sold, nothing is idle: the buy is short of cash."""
    listed = (instrument("SPY", is_tradable=False), instrument("TLT"))
    account = snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES, instruments=listed)
    reasons = {line.symbol: line.reason.code.value for line in draw(account, HALF, FULL).skipped}

    assert {"SPY": "NOT_TRADABLE", "TLT": "CASH_SHORT"} == reasons


def test_the_floor_is_the_cash_targets_part_of_everything():
    """Ten percent of 1,000 dollars stay."""
    account = snapshot("400", {"SPY": "6"}, PRICES)

    assert D(100) == cash_floor(account, policy({"SPY": "0.9"}, cash="0.1"))
