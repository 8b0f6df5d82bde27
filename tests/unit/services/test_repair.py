"""One door to the repair of a portfolio as it stands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from trimtab.domain.constraints import Constraints
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.services.policies import current_policy
from trimtab.services.repair import foresee_hindrance, plan_repair
from trimtab.services.snapshots import take_snapshot
from worlds import ANNA, World, world


def request(here: World) -> PlanRequest:
    """Ask for the repair of Anna's portfolio."""
    snapshot = take_snapshot(here.broker, ("SPY", "TLT"), here.clock.now())
    return PlanRequest(snapshot=snapshot, policy=current_policy(ANNA, here.services), portfolio=ANNA)


def test_a_repair_knows_the_owners_lots():
    """What its sales would realise is in the plan, and the ledger is kept for the next one."""
    here = world()
    here.save(SPY="50", TLT="50")
    plan = plan_repair(request(here), here.services)

    assert PlanStatus.READY is plan.status
    assert plan.tax
    assert here.taxes.load(ANNA)


def test_a_repair_without_lots_says_so():
    """The store of lots does not answer; planning goes on."""
    here = world()
    here.save(SPY="50", TLT="50")
    asked = request(here)
    here.broker.is_down = True

    assert ReasonCode.TAX_LOTS_MISSING in {each.code for each in plan_repair(asked, here.services).warnings}


def test_a_cooldown_of_the_policy_begins_with_the_last_run():
    """Five days; a plan that is forced does not wait (`constraints.cooldown_days`)."""
    here = world()
    here.save(SPY="50", TLT="50")
    here.finish(here.execute(here.check()))
    here.broker.prices["SPY"] = D(4000)
    asked = request(here)
    resting = replace(asked.policy, constraints=Constraints(cooldown_days=5))
    waits = plan_repair(replace(asked, policy=resting), here.services)
    goes = plan_repair(replace(asked, policy=resting, is_forced=True), here.services)

    assert (ReasonCode.COOLDOWN, PlanStatus.READY) == (waits.finding.code, goes.status)


def test_what_keeps_a_repair_from_being_planned_is_foreseen():
    """A cooldown of the policy as a blocked account; of an ordinary account only a plan can tell."""
    here = world()
    here.save(SPY="50", TLT="50")
    free = foresee_hindrance(request(here), here.services)
    here.finish(here.execute(here.check()))
    asked = request(here)
    resting = replace(asked.policy, constraints=Constraints(cooldown_days=5))
    found = foresee_hindrance(replace(asked, policy=resting), here.services)

    assert found
    assert (None, ReasonCode.COOLDOWN) == (free, found.code)
