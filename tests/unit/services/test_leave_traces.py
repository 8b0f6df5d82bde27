"""What a look leaves: drift, an entry of the history, alerts, and one event."""

from __future__ import annotations

from decimal import Decimal as D

from automated_worlds import (
    DAY,
    MONDAY,
    alerts,
    due_world,
    look,
    look_when_due,
    receivers,
    schedule,
    schedules,
)
from trimtab.domain.alert import AlertKind
from trimtab.domain.checkup import CheckResult
from trimtab.domain.event import Event, RebalancingTriggered
from trimtab.domain.trigger import TriggerKind, TriggerSettings
from trimtab.services.deliver import deliver_due
from worlds import ANNA, World


def published(here: World) -> list[Event]:
    """Deliver what is due, and list the events of requirement 000."""
    deliver_due(here.services.telling)
    events = receivers(here).published
    return [each for each in events if isinstance(each.body, RebalancingTriggered)]


def balance(here: World) -> None:
    """Let prices bring the weights to their targets."""
    here.broker.prices.update(SPY=D(50), TLT=D(100))
    here.broker.cash = D(0)


def test_drift_is_kept_by_session():
    """That of the last look of the day (requirement 002)."""
    here = due_world()
    look(here)
    (kept,) = here.services.automation.histories.snapshots(ANNA, 10)

    assert (MONDAY, D("0.3")) == (kept.day, kept.view.by_symbol.row("SPY").drift)


def test_a_trigger_is_published():
    """What fired, and the trades that would repair it (requirement 000)."""
    here = due_world()
    look(here)
    (event,) = published(here)
    body = event.body

    assert isinstance(body, RebalancingTriggered)
    assert (TriggerKind.THRESHOLD, True) == (body.trigger, body.is_required)
    assert [("SPY", True), ("TLT", False)] == [(each.symbol, each.amount < 0) for each in body.trades]


def test_a_look_that_is_repeated_tells_once():
    """It died after it had told; the second time finds everything told."""
    here = due_world()
    before = schedule(here)
    look(here)
    schedules(here).put(before)
    look(here)

    assert 1 == len(published(here))
    assert 1 == len(here.services.automation.histories.checks(ANNA, 10))


def test_a_breach_opens_an_alert_for_each_symbol():
    """SPY over its target, TLT under it, and the plan that waits; cash counts, too."""
    here = due_world()
    look(here)
    found = {(each.kind, each.key) for each in alerts(here)}

    assert {(AlertKind.DRIFT, "SPY"), (AlertKind.DRIFT, "TLT"), (AlertKind.PLAN_WAITING, "plan")} <= found


def test_a_repair_resolves_what_was_open():
    """The next look finds weights in their bands and no plan to wait for."""
    here = due_world()
    look(here)
    balance(here)
    look_when_due(here)

    assert [] == alerts(here)


def test_quiet_looks_of_a_session_share_an_entry():
    """A day of looks every five minutes is one line of the history."""
    here = due_world(settings=TriggerSettings(monitoring_minutes=5))
    balance(here)
    for _ in range(5):
        look_when_due(here)
    (kept,) = here.services.automation.histories.checks(ANNA, 10)

    assert (CheckResult.QUIET, MONDAY) == (kept.result, kept.session)
    assert kept.checked_at > kept.checked_at.replace(hour=17, minute=0)


def test_a_second_look_at_a_waiting_plan_leaves_its_alert_open():
    """Nothing new is told, nothing is taken back."""
    here = due_world(settings=TriggerSettings(monitoring_minutes=5))
    look(here)
    look_when_due(here)

    assert [AlertKind.PLAN_WAITING] == [each.kind for each in alerts(here) if each.key == "plan"]
    assert 1 == len(published(here))


def test_a_plan_that_has_expired_waits_for_nobody():
    """After ten minutes nobody can approve it: the next look takes the alert back and makes no other plan."""
    here = due_world(settings=TriggerSettings(monitoring_minutes=5))
    look(here)
    waiting = [(look_when_due(here), [each.key for each in alerts(here)].count("plan"))[1] for _ in range(3)]

    assert [1, 0, 0] == waiting
    assert 1 == len(here.plans.plans)


def test_each_session_with_a_breach_is_told():
    """Tuesday's plan is another one."""
    here = due_world()
    look(here)
    look_when_due(here)

    assert 2 == len(published(here))
    assert [MONDAY + DAY, MONDAY] == [
        each.session for each in here.services.automation.histories.checks(ANNA, 10)
    ]
