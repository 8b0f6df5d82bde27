"""Requests that meet each other, or a portfolio that is being changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.stores import MemoryPolicies
from trimtab.contracts.codec import to_document
from trimtab.domain.account_state import MOST_ENDED, EndedRun
from trimtab.domain.canonical import canonical_json
from trimtab.domain.commands import CheckDrift, ExecutePlan, SaveAllocation
from trimtab.domain.errors import RefusedError
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Limits, Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunRef, RunState
from trimtab.ports import AccountChange
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.execute_plan import execute_plan
from trimtab.services.save_allocation import save_allocation
from unit.failures.scenes import trader
from worlds import ANNA, NOON, World, targets, world

SECOND = PortfolioRef(ANNA.uid, "second")
MEBIBYTE = 1 << 20


def second_plan(here: World) -> Plan:
    """Plan for another portfolio of Anna's, which is linked to the same brokerage account."""
    save_allocation(SaveAllocation(portfolio=SECOND, targets=targets(SPY="50", GLD="50")), here.services)
    return check_rebalance_drift(CheckDrift(portfolio=SECOND), here.services).plan


def test_two_portfolios_of_one_account_take_turns():
    """The second is refused with the id of the first one's run, and may trade when that has ended (F-007)."""
    here, record = trader()
    plan = second_plan(here)
    wish = ExecutePlan(
        portfolio=SECOND, plan_id=plan.plan_id, plan_hash=plan.plan_hash, idempotency_key="key-00000002"
    )
    with pytest.raises(RefusedError) as caught:
        execute_plan(wish, here.services)
    here.finish(record)
    fresh = second_plan(here)
    wish = replace(wish, plan_id=fresh.plan_id, plan_hash=fresh.plan_hash)

    assert (ReasonCode.ACCOUNT_BUSY, record.run.run_id) == (caught.value.code, caught.value.details["run_id"])
    assert RunState.RESERVED is execute_plan(wish, here.services).run.state


def test_targets_that_are_edited_meanwhile_are_for_the_next_run():
    """The sealed plan is carried out, and the next check finds what the edit leaves to do (F-021)."""
    here, record = trader()
    here.save(SPY="10", TLT="90")
    ended = here.finish(record)

    assert (RunState.COMPLETED, D(15)) == (ended.run.state, here.broker.shares["SPY"])
    assert {"SPY", "TLT"} == {trade.symbol for trade in here.check().trades}


def test_a_plan_from_an_old_look_at_the_targets_is_not_executed(monkeypatch: pytest.MonkeyPatch):
    """The check read what was saved before; the approval reads what is there, and refuses (F-026)."""
    here, record = trader()
    here.finish(record)
    old = here.policies.current(ANNA)
    here.save(SPY="50", TLT="50")
    with monkeypatch.context() as patch:
        patch.setattr(MemoryPolicies, "current", lambda *_: old)
        here.broker.prices["SPY"] = D(500)
        plan = here.check()

    with pytest.raises(RefusedError) as caught:
        here.execute(plan, key="key-00000002")
    assert ReasonCode.PLAN_CHANGED is caught.value.code


@pytest.mark.parametrize("cash", ["0", "0.01"])
def test_a_portfolio_worth_a_cent_is_left_alone(cash: str):
    """Nothing is divided by it, nothing traded (F-041)."""
    here = world(cash=cash, SPY="0")
    here.save(SPY="60", TLT="40")

    assert PlanStatus.NO_ACTION is here.check().status


def test_a_portfolio_worth_a_trillion_is_stopped_by_its_limits():
    """The plan is made to the share, and its basket refused as a whole (F-041)."""
    here = world(cash=str(10**12), SPY="1")
    here.save(SPY="60", TLT="40")

    with pytest.raises(RefusedError) as caught:
        here.execute(here.check())
    assert ReasonCode.LIMIT_ORDER_VALUE is caught.value.code


def test_a_run_keeps_the_rules_it_was_reserved_under():
    """Limits that are tightened meanwhile are for the next run; the switch alone is asked again (F-171)."""
    here, record = trader()
    tightened = replace(current(here), version=2, limits=Limits(max_orders=1, max_order_value=D(1)))
    here.policies.append(ANNA, tightened)

    assert RunState.COMPLETED is here.finish(record).run.state


def current(here: World) -> Policy:
    policy = here.policies.current(ANNA)
    assert policy is not None
    return policy


def test_an_account_remembers_no_more_runs_than_fit_a_document():
    """With two thousand ended within a day the next is refused; their record is below a mebibyte (F-136)."""
    here, record = trader()
    ended = here.finish(record)
    before = here.runs.account(record.run.account_key, record.run.environment)
    longest = RunRef(uid="u" * 128, portfolio_id="p" * 64, run_id=ended.run.run_id)
    full = replace(before.state, ended=(EndedRun(run=longest, ended_at=NOON),) * MOST_ENDED)
    here.runs.change_account(AccountChange(before=before, after=full))
    here.broker.prices["SPY"] = D(500)

    with pytest.raises(RefusedError, match="2000 runs of this account have ended within a day"):
        here.execute(here.check(), key="key-00000002")
    assert MEBIBYTE > len(canonical_json(to_document(full)))
