"""What if: other prices, other cash, other trades, on a copy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import in_classes, instrument, plan, policy, question, snapshot
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.trade import Side
from trimtab.domain.what_if import SupposedTrade, WhatIf
from trimtab.simulation.what_if import suppose, what_if

KNOWN = (replace(instrument("AGG"), asset_class="BOND"), instrument("SPY"))
ACCOUNT = snapshot("1000", {"AGG": "20", "SPY": "70"}, {"AGG": "100", "SPY": "100"}, instruments=KNOWN)
RULE = policy({"AGG": "0.4", "SPY": "0.5"}, "0.1")
REQUEST = question(ACCOUNT, RULE, method=RebalancingMethod.FULL)
PLAN = plan(ACCOUNT, RULE, method=RebalancingMethod.FULL)
SALE = SupposedTrade(side=Side.SELL, symbol="SPY", quantity=D(10))


def weights(found: WhatIf) -> dict[str, D]:
    return {share.asset_class: share.weight for share in found.classes_after}


def test_without_trades_the_plan_itself_is_the_question():
    """20 SPY are sold and 20 AGG bought: 20 % turnover, and everything is on target."""
    found = what_if(REQUEST, PLAN)

    assert {"BOND": D("0.4"), "EQUITY": D("0.5"), "$CASH": D("0.1")} == weights(found)
    assert (D("0.2"), D(0), PLAN.drift_after) == (found.turnover, found.cost, found.drift_after)
    assert [D(3000), D(1000)] == [step.cash for step in found.ledger]


def test_supposed_trades_move_shares_and_cash():
    """Ten SPY sold: 60 % and 20 % in cash, half of the drift is left."""
    found = what_if(REQUEST, PLAN, (SALE,))

    assert {"BOND": D("0.2"), "EQUITY": D("0.6"), "$CASH": D("0.2")} == weights(found)
    assert found.drift_after is not None
    assert (D("0.1"), D("0.05")) == (found.drift_after.row("SPY").drift, found.turnover)
    assert [D(2000)] == [step.cash for step in found.ledger]


def test_an_overdraft_is_shown():
    """Twenty AGG cost twice the cash there is; the ledger says so."""
    purchase = SupposedTrade(side=Side.BUY, symbol="AGG", quantity=D(20))

    assert [D(-1000)] == [step.cash for step in what_if(REQUEST, PLAN, (purchase,)).ledger]


def test_without_a_cash_leg_only_classes_move():
    """Requirement 001: the sale takes 1000 off 10,000, and cash stays what it was."""
    found = what_if(REQUEST, PLAN, (SALE,), has_cash_leg=False)

    assert {"BOND": D(2000) / 9000, "EQUITY": D(6000) / 9000, "$CASH": D(1000) / 9000} == weights(found)
    assert (None, (), D("0.05"), D(0)) == (found.drift_after, found.ledger, found.turnover, found.cost)


def test_a_whole_class_can_be_traded_against_cash():
    """500 of bonds more is 500 of cash less; which bonds, nobody said."""
    found = what_if(REQUEST, PLAN, (SupposedTrade(side=Side.BUY, asset_class="BOND", value=D(500)),))

    assert {"BOND": D("0.25"), "EQUITY": D("0.7"), "$CASH": D("0.05")} == weights(found)
    assert ([D(500)], None) == ([step.cash for step in found.ledger], found.drift_after)


def test_the_portfolio_before_is_told_as_well():
    """Seventy per cent in equities."""
    before = {share.asset_class: share.weight for share in what_if(REQUEST, PLAN, (SALE,)).classes_before}

    assert {"BOND": D("0.2"), "EQUITY": D("0.7"), "$CASH": D("0.1")} == before


def test_a_portfolio_worth_nothing_has_no_turnover():
    """Nothing is divided by zero."""
    empty = question(snapshot("0", {}, {"SPY": "100"}), RULE)

    found = what_if(empty, plan(empty.snapshot, RULE), (replace(SALE, side=Side.BUY),), has_cash_leg=False)

    assert (D(0), {"EQUITY": D(1), "$CASH": D(0)}) == (found.turnover, weights(found))


def test_asking_changes_nothing():
    """Request and plan have the same hash before and after every form of the question (I-23)."""
    before = canonical_hash((REQUEST.snapshot, REQUEST.policy, PLAN))

    what_if(REQUEST, PLAN)
    what_if(REQUEST, PLAN, (SALE,))
    what_if(REQUEST, PLAN, (SALE,), has_cash_leg=False)
    suppose(ACCOUNT, {"SPY": D(1)}, D(5))

    assert before == canonical_hash((REQUEST.snapshot, REQUEST.policy, PLAN))


def test_prices_and_cash_are_supposed_on_a_copy():
    """A supposed price takes the place of the real one, a new one is added in symbol order."""
    changed = suppose(ACCOUNT, {"GLD": D(5), "SPY": D(90)}, D(-400))

    assert [("AGG", D(100)), ("GLD", D(5)), ("SPY", D(90))] == [
        (quote.symbol, quote.price) for quote in changed.quotes
    ]
    assert (D(600), D(1000)) == (changed.cash, ACCOUNT.cash)


def test_classes_are_the_owner_s_before_the_broker_s():
    """SPY is real estate to its owner, in every kind of question."""
    asked = replace(REQUEST, policy=in_classes(RULE, SPY="REAL_ESTATE"))
    whole = SupposedTrade(side=Side.SELL, asset_class="REAL_ESTATE", value=D(1000))

    after = [set(weights(what_if(asked, PLAN, trades))) for trades in ((), (SALE,), (whole,))]

    assert [{"BOND", "REAL_ESTATE", "$CASH"}] * 3 == after
