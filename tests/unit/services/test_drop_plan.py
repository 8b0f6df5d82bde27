"""Dropping a plan nobody can execute any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.plan import PLAN_LIFETIME
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.services.drop_plan import drop_plan
from worlds import ANNA, World, world


def statuses(here: World, plan_id: str) -> list[tuple[str, str | None]]:
    found = here.plans.suggestions(ANNA, plan_id)
    return [(each.status.value, each.reason_code and each.reason_code.value) for each in found]


def test_an_expired_plan_is_dropped_by_whoever_meets_it():
    """Its trades are cancelled, and say why (R001-14)."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    here.clock.advance(PLAN_LIFETIME)
    with pytest.raises(RefusedError):
        here.execute(plan)

    assert [("CANCELLED", "PLAN_EXPIRED")] * 2 == statuses(here, plan.plan_id)


def test_a_plan_for_old_targets_is_dropped():
    """Its targets never come back: a policy's versions only grow."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    here.save(SPY="50", TLT="50")
    with pytest.raises(RefusedError):
        here.execute(plan)

    assert [("CANCELLED", "PLAN_CHANGED")] * 2 == statuses(here, plan.plan_id)


def test_a_plan_out_of_its_envelope_may_come_back():
    """A price that has moved can move again while the plan lives."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    here.broker.prices["TLT"] *= 2
    with pytest.raises(RefusedError):
        here.execute(plan)

    assert [("PENDING", None)] * 2 == statuses(here, plan.plan_id)


def test_a_plan_that_is_being_carried_out_is_no_business_of_others():
    """A second approval after the plan's end is told the run; that tells what became of the trades."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    started = here.execute(plan)
    here.clock.advance(PLAN_LIFETIME + timedelta(minutes=1))
    again = here.execute(plan, "key-00000002")

    assert [("PENDING", None)] * 2 == statuses(here, plan.plan_id)
    assert (started.run.run_id, False) == (again.run.run_id, again.run.is_final)


def test_what_was_executed_stays_so():
    """The plan has expired since; its trades are history."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    here.finish(here.execute(plan))
    drop_plan(plan, ReasonCode.PLAN_EXPIRED, here.services)

    assert [("EXECUTED", None)] * 2 == statuses(here, plan.plan_id)


def test_a_silent_store_hides_no_refusal(monkeypatch: pytest.MonkeyPatch):
    """Whoever is refused learns the reason, not that a mark could not be set."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()

    def fail(_portfolio: PortfolioRef, _plan_id: str, _reason: ReasonCode) -> None:
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "no answer")

    monkeypatch.setattr(here.plans, "drop", fail)
    drop_plan(plan, ReasonCode.PLAN_EXPIRED, here.services)

    assert [("PENDING", None)] * 2 == statuses(here, plan.plan_id)
