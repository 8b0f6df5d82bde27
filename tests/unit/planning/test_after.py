"""The portfolio after the trades."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import foreign, fx_rate, holding, plan, policy, snapshot, trade
from trimtab.domain.costs import Costs
from trimtab.domain.currency import FxTrade
from trimtab.domain.instruments import CASH
from trimtab.domain.trade import Side
from trimtab.planning.after import apply_trades

PRICES = {"SPY": "100", "TLT": "100"}


def fx(side: Side, amount: str) -> FxTrade:
    reason = trade().reason
    return FxTrade(
        trade_id="FX:EUR", currency="EUR", side=side, amount=D(amount), rate=D("1.1"), reason=reason
    )


def test_shares_and_cash_move_and_nothing_is_lost():
    """Two shares of SPY become two of TLT at the same price; the value stays what it was."""
    account = snapshot("0", {"SPY": "8", "TLT": "2"}, PRICES)
    after = apply_trades(account, plan(account, policy({"SPY": "0.6", "TLT": "0.4"})).trades)

    assert {"SPY": D(600), "TLT": D(400), CASH: D(0)} == after.market_values


def test_what_is_traded_costs_another_average():
    """What is left alone costs what it did."""
    held = tuple(replace(holding(symbol, "2"), average_cost=D(90)) for symbol in ("SPY", "TLT"))
    after = apply_trades(snapshot("0", held, PRICES), (trade("SPY", Side.SELL),))

    assert [None, D(90)] == [one.average_cost for one in after.holdings]


def test_a_sold_out_holding_disappears():
    """What is sold completely is no longer held."""
    after = apply_trades(snapshot("0", {"SPY": "1", "TLT": "1"}, PRICES), (trade("SPY", Side.SELL),))

    assert ["TLT"] == [held.symbol for held in after.holdings]


def test_holdings_are_in_symbol_order_in_whatever_order_they_are_bought():
    """The last comes first, and the others after it."""
    names = "ABCDEFGH"
    after = apply_trades(snapshot("0", {}, {}), tuple(trade(symbol) for symbol in reversed(names)))

    assert list(names) == [held.symbol for held in after.holdings]


def test_a_new_holding_appears_in_symbol_order():
    """What is bought for the first time takes its place among the holdings."""
    after = apply_trades(snapshot("100", {"SPY": "1"}, {"AGG": "100", "SPY": "100"}), (trade("AGG"),))

    assert (holding("AGG", "1"), holding("SPY", "1")) == after.holdings


def test_promised_shares_stay_promised():
    """Of eight shares six are promised; selling the other two leaves six, none of them free."""
    account = snapshot("0", (holding("SPY", "8", "2"), holding("TLT", "5", "1")), PRICES)
    after = apply_trades(account, (trade("SPY", Side.SELL, "2"),))

    assert (holding("SPY", "6", "0"), holding("TLT", "5", "1")) == after.holdings


def test_costs_are_paid_from_cash():
    """A sale of 100 with costs of 1.50 leaves 98.50."""
    sold = trade("SPY", Side.SELL, costs=Costs(spread=D("0.5"), commission=D(1)))

    assert D("98.5") == apply_trades(snapshot("0", {"SPY": "1"}, PRICES), (sold,)).cash


def test_an_order_in_money_moves_exactly_its_amount():
    """33.33 euros buy a third of a share and a little less, but 33.33 leave the account."""
    bought = trade("SPY", quantity="0.333299999", notional=D("33.33"))
    after = apply_trades(snapshot("100", {}, PRICES), (bought,))

    assert (D("66.67"), D("0.333299999")) == (after.cash, after.holding("SPY").quantity)


def test_currencies_move_apart():
    """110 dollars buy 100 euros, 100 euros buy a share, and ten francs stay where they are."""
    account = snapshot(
        "110", {}, PRICES, foreign_cash=(foreign("CHF", "10"),), fx_rates=(fx_rate("EUR", "1.1"),)
    )
    after = apply_trades(account, (trade("SPY", currency="EUR"),), (fx(Side.BUY, "100"),))

    assert (D(0), (foreign("CHF", "10"),)) == (after.cash, after.foreign_cash)


def test_swept_currency_comes_back_to_base():
    """Of 100 euros 60 are sold at 1.10."""
    account = snapshot("0", {}, PRICES, foreign_cash=(foreign("EUR", "100"),))
    after = apply_trades(account, (), (fx(Side.SELL, "60"),))

    assert (D(66), (foreign("EUR", "40"),)) == (after.cash, after.foreign_cash)


def test_foreign_balances_stand_in_currency_order():
    """A new balance takes its place."""
    account = snapshot("0", {"SPY": "1"}, PRICES, foreign_cash=(foreign("EUR", "5"),))
    after = apply_trades(account, (trade("SPY", Side.SELL, currency="CHF"),))

    assert (foreign("CHF", "100"), foreign("EUR", "5")) == after.foreign_cash


def test_without_trades_nothing_changes():
    """No trades leave the account as it was."""
    account = snapshot("5", {"SPY": "1"}, PRICES, foreign_cash=(foreign("EUR", "5"),))

    assert account == apply_trades(account, ())
