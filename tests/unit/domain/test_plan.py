"""Plans are named and hashed by what they say."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from builders import NOON, OWNER, plan, policy, snapshot
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.rules import Severity
from trimtab.domain.trade import Side


@pytest.fixture
def made() -> Plan:
    account = snapshot("0", {"SPY": "8", "TLT": "2"}, {"SPY": "100", "TLT": "100"})
    return plan(account, policy({"SPY": "0.6", "TLT": "0.4"}))


def test_a_plan_is_named_after_its_hash(made: Plan):
    """The id is derived from the content, so the same plan has the same id everywhere."""
    assert f"pl_{made.plan_hash[:24]}" == made.plan_id


def test_a_hash_that_is_known_is_no_part_of_a_plan(made: Plan):
    """A plan whose hash was asked for equals one whose hash was not, and hashes alike again and again."""
    fresh = replace(made)
    known = made.plan_hash

    assert made == fresh
    assert (known, known) == (made.plan_hash, fresh.plan_hash)


def test_a_changed_trade_is_a_different_plan(made: Plan):
    """One more share in one trade changes the hash that was approved."""
    larger = replace(made.trades[0], quantity=made.trades[0].quantity + 1)

    assert made.plan_hash != replace(made, trades=(larger, *made.trades[1:])).plan_hash


def test_a_plan_can_not_be_changed(made: Plan):
    """What was shown is what is executed: plans are immutable."""
    with pytest.raises(FrozenInstanceError):
        made.cash = D(1)  # type: ignore[misc]  # the forbidden assignment is the point


def test_turnover_is_one_way(made: Plan):
    """Selling and buying 200 of 1,000 dollars is a turnover of 20 % (domain rule 37)."""
    assert D("0.2") == made.turnover


def test_a_plan_may_be_approved_for_ten_minutes(made: Plan):
    """The envelope ends ten minutes after the snapshot."""
    assert NOON + timedelta(minutes=10) == made.envelope.expires_at


def test_trades_of_one_side(made: Plan):
    """Sides can be taken apart, in order."""
    assert ["SPY"] == [trade.symbol for trade in made.of_side(Side.SELL)]
    assert ["TLT"] == [trade.symbol for trade in made.of_side(Side.BUY)]


def test_a_plan_knows_its_owner(made: Plan):
    """Owner and portfolio come back as one address."""
    assert OWNER == made.portfolio


def test_the_turnover_of_nothing_is_zero():
    """A portfolio worth nothing has no turnover, not a division by zero."""
    assert D(0) == plan(snapshot("0", {}, {}), policy({"SPY": "1"})).turnover


@pytest.mark.parametrize(
    ("status", "may"), [("READY", True), ("PENDING_REVIEW", True), ("NO_ACTION", False), ("BLOCKED", False)]
)
def test_a_plan_may_be_carried_out_at_once_or_after_review(status: str, *, may: bool):
    """Nothing else is stored to be approved."""
    assert may is PlanStatus(status).is_executable


def test_a_review_is_about_the_soft_rules_that_are_broken(made: Plan):
    """Neither about those that are kept nor about hard ones."""
    kept = made.rules[0]
    broken = [
        replace(kept, rule_id=severity.value, severity=severity, is_kept=False) for severity in Severity
    ]

    assert ("SOFT",) == replace(made, rules=(replace(kept, severity=Severity.SOFT), *broken)).broken_rules
