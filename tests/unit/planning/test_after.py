"""The portfolio after the trades."""

from __future__ import annotations

from decimal import Decimal as D

from builders import plan, policy, snapshot
from trimtab.domain.instruments import CASH
from trimtab.planning.after import apply_trades


def test_shares_and_cash_move_and_nothing_is_lost():
    """Two shares of SPY become two of TLT at the same price; the value stays what it was."""
    account = snapshot("0", {"SPY": "8", "TLT": "2"}, {"SPY": "100", "TLT": "100"})
    after = apply_trades(account, plan(account, policy({"SPY": "0.6", "TLT": "0.4"})).trades)

    assert {"SPY": D(600), "TLT": D(400), CASH: D(0)} == after.market_values


def test_a_sold_out_holding_disappears():
    """What is sold completely is no longer held."""
    account = snapshot("0", {"SPY": "1", "TLT": "1"}, {"SPY": "100", "TLT": "100"})
    after = apply_trades(account, plan(account, policy({"SPY": "0", "TLT": "1"})).trades)

    assert ["TLT"] == [held.symbol for held in after.holdings]


def test_a_new_holding_appears_in_symbol_order():
    """What is bought for the first time takes its place among the holdings."""
    account = snapshot("100", {"SPY": "1"}, {"AGG": "100", "SPY": "100"})
    after = apply_trades(account, plan(account, policy({"AGG": "0.5", "SPY": "0.5"})).trades)

    assert [("AGG", D(1)), ("SPY", D(1))] == [(held.symbol, held.quantity) for held in after.holdings]


def test_without_trades_nothing_changes():
    """No trades leave the account as it was."""
    account = snapshot("5", {"SPY": "1"}, {"SPY": "100"})

    assert account == apply_trades(account, ())
