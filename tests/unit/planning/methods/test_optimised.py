"""FULL_OPTIMIZATION's moves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import plan, policy, snapshot
from optimise_questions import drifted
from trimtab.domain.optimum import Aim
from trimtab.domain.policy import RebalancingMethod, UntargetedRule
from trimtab.domain.reasons import ReasonCode
from trimtab.planning.rebalance import plan_rebalance


def test_without_aims_it_is_full():
    """Cost and tax weigh nothing for who has not asked the optimiser."""
    made = plan_rebalance(drifted())

    assert [D(10), D(10)] == [trade.quantity for trade in made.trades]


def test_aims_are_made_as_they_are():
    """One in part, one all the way."""
    aims = (Aim(symbol="AAA"), Aim(symbol="BBB", change=D(300)))
    made = plan_rebalance(replace(drifted(), aims=aims))

    assert [D(10), D(3)] == [trade.quantity for trade in made.trades]


def test_what_is_not_aimed_for_is_not_worth_it():
    """It is out of its band, and stays so."""
    made = plan_rebalance(replace(drifted(), aims=()))

    assert {ReasonCode.NOT_WORTH_ITS_COST} == {line.reason.code for line in made.skipped}


def test_a_part_of_an_exit_is_no_exit():
    """What has no target may leave in parts, and is not said to leave as a whole."""
    account = snapshot("0", {"OLD": "10"}, {"OLD": "100", "SPY": "100"})
    rule = policy(
        {"SPY": "1"}, method=RebalancingMethod.FULL_OPTIMIZATION, untargeted=UntargetedRule.LIQUIDATE
    )
    made = plan(account, rule, aims=(Aim(symbol="OLD", change=D(-400)),))

    assert [D(4)] == [trade.quantity for trade in made.trades]
