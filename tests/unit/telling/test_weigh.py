"""How much events matter."""

from __future__ import annotations

import pytest

from telling_builders import alert_turn, run_ended, trial, triggered
from trimtab.domain.alert import AlertKind, AlertLevel, AlertTurn
from trimtab.domain.event import Event
from trimtab.domain.run import FINAL_STATES, RunState
from trimtab.telling.weigh import Weight, weigh


@pytest.mark.parametrize(
    ("state", "level"),
    [
        (RunState.COMPLETED, AlertLevel.INFO),
        (RunState.NO_ACTION, AlertLevel.INFO),
        (RunState.PARTIAL, AlertLevel.WARNING),
        (RunState.BLOCKED, AlertLevel.WARNING),
        (RunState.CANCELLED, AlertLevel.WARNING),
        (RunState.HALTED, AlertLevel.CRITICAL),
        (RunState.NEEDS_OPERATOR, AlertLevel.CRITICAL),
    ],
)
def test_a_run_matters_by_its_end(state: RunState, level: AlertLevel):
    """What went as planned is no news of weight."""
    assert level is weigh(run_ended(state)).level


def test_only_a_parked_run_cannot_wait():
    """Of all ends of runs one needs a person at once."""
    states = (*sorted(FINAL_STATES), RunState.NEEDS_OPERATOR)

    assert [RunState.NEEDS_OPERATOR] == [state for state in states if weigh(run_ended(state)).cannot_wait]


def safety(**changes: object) -> Event:
    return alert_turn(**{"kind": AlertKind.KILL_SWITCH, "level": AlertLevel.CRITICAL, **changes})  # type: ignore[arg-type]


def test_a_kill_switch_cannot_wait():
    """Somebody must know that trading has stopped."""
    assert Weight(AlertKind.KILL_SWITCH, AlertLevel.CRITICAL, cannot_wait=True) == weigh(safety())


def test_good_news_wakes_nobody():
    """A resolved alert is of the lowest level, whatever it was before."""
    assert Weight(AlertKind.KILL_SWITCH, AlertLevel.INFO) == weigh(safety(turn=AlertTurn.RESOLVED))


def test_a_lesser_switch_may_wait():
    """A warning about a switch is not an emergency."""
    assert not weigh(safety(level=AlertLevel.WARNING)).cannot_wait


def test_drift_may_wait_however_large():
    """A portfolio off its targets is no emergency."""
    critical = alert_turn(level=AlertLevel.CRITICAL)

    assert Weight(AlertKind.DRIFT, AlertLevel.CRITICAL) == weigh(critical)


def test_people_are_not_told_twice():
    """A run tells of itself, and a trigger's plan by the alert that it waits."""
    told = [
        weigh(alert_turn(kind=AlertKind.RUN)),
        weigh(triggered()),
        weigh(run_ended()),
        weigh(alert_turn()),
    ]

    assert [True, True, False, False] == [each.is_told_already for each in told]


def test_a_test_goes_everywhere_at_once():
    """Whoever tests does not want to wait for the morning."""
    assert Weight(AlertKind.DELIVERY, AlertLevel.CRITICAL, cannot_wait=True) == weigh(trial())


def test_an_alert_about_a_channel_names_it():
    """People are not told by the channel that it does not work."""
    told = [weigh(alert_turn(kind=kind, key="MAIL")).about for kind in (AlertKind.DELIVERY, AlertKind.DRIFT)]

    assert ["MAIL", ""] == told
