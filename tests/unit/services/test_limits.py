"""What a plan is told of its limits before anything is reserved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from trimtab.domain.account_state import DayTotals
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Limits
from trimtab.domain.run import account_key
from trimtab.domain.trade_day import trade_day
from trimtab.ports import AccountChange
from trimtab.services.limits import bounds_of
from trimtab.services.past_trading import with_past
from trimtab.services.snapshots import take_snapshot
from worlds import ANNA, NOON, World, world


def limited(**limits: Any) -> World:
    """Anna's world, two trades away from her targets, under some limits."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], limits=Limits(**limits))
    return here


def codes(plan: Plan) -> list[str]:
    return [warning.code.value for warning in plan.warnings]


def test_a_plan_within_its_limits_is_not_warned():
    """Everything is known, and nothing is too much."""
    assert [] == codes(limited().check())


def test_a_plan_that_would_be_refused_says_so():
    """Its owner reads the limit before approving anything (F-054)."""
    plan = limited(max_order_value=D(100)).check()

    assert ["LIMIT_ORDER_VALUE"] == codes(plan)
    assert plan.warnings[0].text.startswith("This plan would be refused. The order for SPY is worth")


def test_the_day_so_far_counts_in_advance():
    """Nine thousand dollars have been traded; the plan's trades would pass ten thousand."""
    here = limited(max_day_value=D(10_000))
    plan = here.check()
    account = here.runs.account(account_key(plan.environment, plan.account_id), plan.environment)
    busy = DayTotals(day=trade_day(NOON), order_count=1, value=D(9_000))
    here.runs.change_account(AccountChange(before=account, after=replace(account.state, totals=busy)))

    assert ([], ["LIMIT_DAY_VALUE"]) == (codes(plan), codes(here.check()))


def test_an_unknown_volume_is_said_of_what_is_traded():
    """GLD is not traded, so nobody minds."""
    here = limited()
    here.broker.tape.bars.clear()
    plan = here.check()

    assert ["VOLUME_UNKNOWN"] == codes(plan)
    assert ("SPY, TLT" in plan.warnings[0].text, "GLD" in plan.warnings[0].text) == (True, False)


def test_a_plan_without_trades_asks_for_no_account():
    """Most checks find nothing to do; they cost no read of the ledger."""
    here = world()
    here.save(SPY="100")
    here.broker.shares, here.broker.cash = {"SPY": D(1)}, D(0)
    here.runs.account = None  # type: ignore[assignment,method-assign]  # whoever calls it fails

    assert () == here.check().trades


def test_bounds_know_their_own_symbols_only():
    """A run's document holds no more than it needs."""
    here = world()
    account = with_past(take_snapshot(here.broker, (), NOON), ("SPY", "TLT"), here.broker)
    bounds = bounds_of(Limits(), account, D(10_000), ("TLT",))

    assert (["TLT"], D(10_000)) == ([each.symbol for each in bounds.past], bounds.account_value)
