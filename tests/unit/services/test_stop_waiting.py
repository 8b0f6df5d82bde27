"""The alert that a plan waits ends with the waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from automated_worlds import alerts, due_world, look
from trimtab.adapters.memory.telling import MemoryAlerts
from trimtab.domain.alert import AlertKind
from trimtab.domain.commands import CheckDrift, ExecutePlan
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.plan import PLAN_LIFETIME
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trading_state import TradingMode
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.execute_plan import execute_plan
from trimtab.services.stop_waiting import stop_waiting
from worlds import ANNA, NOON, World

MINUTE = timedelta(minutes=1)


def proposed() -> tuple[World, ExecutePlan]:
    """Let a plan wait for Anna, a minute long."""
    here = due_world()
    check = look(here)
    assert check
    plan = here.plans.plans[ANNA, check.plan_id or ""]
    here.clock.advance(MINUTE)
    return here, ExecutePlan(
        portfolio=ANNA, plan_id=plan.plan_id, plan_hash=plan.plan_hash, idempotency_key="key-00000001"
    )


def waits(here: World) -> bool:
    """Tell whether the alert is open."""
    return AlertKind.PLAN_WAITING in {each.kind for each in alerts(here)}


def test_an_approved_plan_waits_no_more():
    """It waited until its run was reserved."""
    here, approval = proposed()
    before = waits(here)
    execute_plan(approval, here.services)

    assert (True, False) == (before, waits(here))


def test_the_alert_tells_that_it_is_over():
    """The other alerts are left as they are."""
    here, approval = proposed()
    others = [each for each in alerts(here) if each.kind is not AlertKind.PLAN_WAITING]
    execute_plan(approval, here.services)

    assert others == alerts(here)


def test_an_approval_that_is_refused_leaves_it_waiting():
    """The owner may try again."""
    here, approval = proposed()
    here.switch(TradingMode.HALTED)
    with pytest.raises(RefusedError):
        execute_plan(approval, here.services)

    assert waits(here)


def test_a_plan_that_has_expired_waits_no_more():
    """Whoever comes too late is told, and so is the list of alerts."""
    here, approval = proposed()
    here.clock.advance(PLAN_LIFETIME)
    with pytest.raises(RefusedError) as refused:
        execute_plan(approval, here.services)

    assert (ReasonCode.PLAN_EXPIRED, False) == (refused.value.code, waits(here))


def test_a_check_that_runs_its_own_plan_ends_the_waiting():
    """The owner looked again and let that plan run."""
    here, _ = proposed()
    check_rebalance_drift(CheckDrift(portfolio=ANNA, execution_key="key-00000001"), here.services)

    assert not waits(here)


def test_a_plan_that_was_proposed_later_still_waits():
    """What was seen before it says nothing about it."""
    here, _ = proposed()
    stop_waiting(ANNA, NOON - MINUTE, here.services.telling)

    assert waits(here)


def test_a_silent_store_keeps_nobody_from_trading(monkeypatch: pytest.MonkeyPatch):
    """The run is reserved; the next look resolves the alert."""
    here, approval = proposed()

    def silent(*_: object) -> None:
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "it does not answer")

    monkeypatch.setattr(cast("MemoryAlerts", here.services.telling.alerts), "current", silent)

    assert not execute_plan(approval, here.services).is_replay
