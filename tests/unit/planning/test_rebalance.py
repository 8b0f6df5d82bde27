"""From snapshot and policy to an explained plan."""

from __future__ import annotations

from decimal import Decimal as D

from builders import holding, plan, policy, question, skipped, snapshot, traded
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.trade import Side
from trimtab.planning.lines import Lines
from trimtab.planning.rebalance import plan_rebalance, rewrite_plan

PRICES = {"A": "100", "B": "100", "C": "100"}


def test_sells_come_before_buys_worst_first():
    """Of two sells the larger drift goes first, and no buy goes before a sell (domain rules 13, 32)."""
    account = snapshot("0", {"A": "30", "B": "40", "C": "30"}, PRICES)
    made = plan(account, policy({"A": "0.2", "B": "0.15", "C": "0.65"}))

    assert ["B", "A", "C"] == [trade.symbol for trade in made.trades]


def test_equal_drifts_are_traded_in_symbol_order():
    """Ties are broken by name, not by chance."""
    made = plan(snapshot("0", {"B": "5", "A": "5"}, PRICES), policy({"A": "0.3", "B": "0.3", "C": "0.4"}))

    assert ["A", "B", "C"] == [trade.symbol for trade in made.trades]


def test_every_symbol_appears_once():
    """Each held or wanted symbol is either traded or skipped with a reason."""
    account = snapshot("0", {"A": "50", "B": "48", "OLD": "2"}, {**PRICES, "OLD": "100"})
    made = plan(account, policy({"A": "0.4", "B": "0.5", "C": "0.1"}))

    assert ["A", "B", "C", "OLD"] == sorted([*traded(made), *skipped(made)])


def test_the_cash_target_is_kept():
    """Ten per cent stay in cash when 1,000 dollars are invested."""
    made = plan(snapshot("1000", {}, PRICES), policy({"A": "0.9"}, "0.1"))

    assert ({"A": (Side.BUY, D(9))}, D(100), D(100)) == (
        traded(made),
        made.cash_after,
        made.envelope.cash_floor,
    )


def test_too_little_cash_with_nothing_to_buy_is_planned():
    """Cash under its target and nothing to buy is an ordinary portfolio: in band, nothing to do."""
    made = plan(snapshot("16", {"A": "0.84"}, PRICES), policy({"A": "0.8"}, "0.2"))

    assert ((), "EVERYTHING_IN_BAND") == (made.trades, made.finding.code)


def test_missing_cash_is_raised_by_selling():
    """Cash ten points short sells what is overweight, and buys nothing."""
    made = plan(snapshot("10", {"A": "0.9"}, PRICES), policy({"A": "0.8"}, "0.2"))

    assert ({"A": (Side.SELL, D("0.1"))}, D(20)) == (traded(made), made.cash_after)


def test_buys_wait_for_shares_that_can_not_be_sold():
    """With half of the overweight shares promised to others, the buy shrinks to what the rest brings."""
    account = snapshot("0", (holding("A", "8", "1.5"), holding("B", "2")), PRICES)
    made = plan(account, policy({"A": "0.5", "B": "0.5"}))

    assert {"A": (Side.SELL, D("1.5")), "B": (Side.BUY, D("1.5"))} == traded(made)


def test_a_buy_shrunk_below_the_minimum_is_short_of_cash():
    """Nine dollars for a wanted hundred do not make a trade of nine dollars."""
    account = snapshot("9", (holding("A", "9.91", "0"),), PRICES)
    made = plan(account, policy({"A": "0.5", "B": "0.5"}))

    assert {"A": "SHARES_HELD_BY_ORDERS", "B": "CASH_SHORT"} == skipped(made)


def test_only_buys_without_sells_invest_cash():
    """Buys paid by sells repair drift; buys paid by idle cash say so."""
    deposit = plan(snapshot("100", {"A": "9"}, PRICES), policy({"A": "1"}))
    swap = plan(snapshot("0", {"A": "9", "B": "1"}, PRICES), policy({"A": "0.5", "B": "0.5"}))

    assert ["CASH_INVESTMENT"] == [trade.reason.code for trade in deposit.trades]
    assert {"REBALANCE_DRIFT"} == {trade.reason.code for trade in swap.trades}


def test_the_request_s_method_overrides_the_policy_s():
    """Three points off are inside the band, but full rebalancing repairs them."""
    account = snapshot("0", {"A": "53", "B": "47"}, PRICES)
    rule = policy({"A": "0.5", "B": "0.5"})

    assert (0, 2) == (
        len(plan(account, rule).trades),
        len(plan(account, rule, method=RebalancingMethod.FULL).trades),
    )


def test_targets_short_of_one_hundred_are_warned_about():
    """A shortfall of up to a point is planned, with a warning, and stays in cash."""
    made = plan(snapshot("1000", {}, PRICES), policy({"A": "0.995"}))

    assert (["TARGETS_BELOW_100"], D(5)) == ([warning.code for warning in made.warnings], made.cash_after)


def test_complete_targets_carry_no_warning():
    """A sum of exactly one hundred needs no word."""
    assert () == plan(snapshot("1000", {}, PRICES), policy({"A": "1"})).warnings


def test_an_unpriced_portfolio_lets_no_cash_go():
    """While the portfolio's value is unknown, all its cash is below the floor."""
    made = plan(snapshot("70", {"OLD": "1"}, {}), policy({"A": "1"}))

    assert ("PRICE_MISSING", D(70), ()) == (made.finding.code, made.envelope.cash_floor, made.trades)


def test_the_drift_after_is_the_drift_of_the_portfolio_after():
    """The preview shows where the portfolio stands when everything fills."""
    made = plan(snapshot("0", {"A": "9", "B": "1"}, PRICES), policy({"A": "0.5", "B": "0.5"}))

    assert (D("0.4"), D(0)) == (made.drift.max_drift, made.drift_after.max_drift)
    assert [D("0.5"), D("0.5"), D(0)] == [made.drift_after.row(key).actual_weight for key in ("A", "B", CASH)]


def test_other_lines_make_another_plan_of_the_same():
    """What comes after, rules and status are found anew; where it starts from, bounds and warnings stay."""
    asked = question(snapshot("1000", {"A": "9", "B": "1"}, PRICES), policy({"A": "0.495", "B": "0.5"}))
    made = plan_rebalance(asked)
    less = rewrite_plan(asked, made, Lines(trades=made.trades[:1], skipped=made.skipped))

    assert (made.drift, made.envelope, made.warnings) == (less.drift, less.envelope, less.warnings)
    assert (made.trades[:1], made.rules) == (less.trades, plan_rebalance(asked).rules)
    assert less.cash_after == less.cash + sum(trade.cash_effect for trade in made.trades[:1])
    assert made == rewrite_plan(asked, made, Lines(trades=made.trades, skipped=made.skipped))
