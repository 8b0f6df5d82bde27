"""One sentence for the whole plan."""

from __future__ import annotations

from builders import instrument, plan, policy, snapshot
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import RebalancingMethod

HALF = policy({"SPY": "0.5", "TLT": "0.5"})
PRICES = {"SPY": "100", "TLT": "100"}


def test_one_trade_is_said_in_the_singular():
    """The finding names the worst row, of equals the last by key, and counts the trades."""
    made = plan(snapshot("100", {"SPY": "9"}, {"SPY": "100"}), policy({"SPY": "1"}))

    assert "SPY is 10 points under its target. 1 trade repairs the portfolio." == made.finding.text


def test_two_trades_are_said_in_the_plural():
    """The same rule picks TLT here."""
    made = plan(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES), HALF)

    assert "TLT is 20 points under its target. 2 trades repair the portfolio." == made.finding.text
    assert (PlanStatus.READY, "REBALANCE_DRIFT") == (made.status, made.finding.code)


def test_everything_in_band_is_nothing_to_do():
    """Without a breach and without a trade, all is well."""
    made = plan(snapshot("0", {"SPY": "5.4", "TLT": "4.6"}, PRICES), HALF)

    assert (PlanStatus.NO_ACTION, "EVERYTHING_IN_BAND") == (made.status, made.finding.code)


def test_one_reason_for_all_breaches_is_the_finding():
    """When the same thing stops every repair, the finding says that thing."""
    stuck = tuple(instrument(symbol, is_tradable=False) for symbol in PRICES)
    made = plan(snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES, instruments=stuck), HALF)

    assert (PlanStatus.NO_ACTION, "NOT_TRADABLE") == (made.status, made.finding.code)


def test_several_reasons_are_told_together():
    """Different obstacles make a general finding that tells all of them."""
    stuck = (instrument("SPY", is_tradable=False), instrument("TLT"))
    made = plan(
        snapshot("0", {"SPY": "7", "TLT": "3"}, PRICES, instruments=stuck),
        HALF,
        method=RebalancingMethod.FULL,
    )

    assert (PlanStatus.NO_ACTION, "NOTHING_TRADABLE") == (made.status, made.finding.code)
    assert ("SPY" in made.finding.text, "TLT" in made.finding.text) == (True, True)
