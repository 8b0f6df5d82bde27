"""What becomes of a run says to alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, run
from trimtab.domain.alert import Alert, AlertKind, AlertLevel
from trimtab.domain.notice import Notice
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import FINAL_STATES, RunState
from trimtab.execution.journal import notice_of
from trimtab.telling.episodes import update_alerts
from trimtab.telling.runs import observe_run


def notice(state: RunState, hours: int = 0) -> Notice:
    ended = run(state=state, reason_code=ReasonCode.ORDER_STUCK, message="It is stuck.")
    return replace(notice_of(ended), at=NOON + timedelta(hours=hours))


def history(*states: RunState) -> list[tuple[AlertKind, bool]]:
    """Tell one state after the other, and list the alerts."""
    alerts: tuple[Alert, ...] = ()
    for hour, state in enumerate(states):
        alerts = update_alerts(PortfolioRef("owner"), alerts, observe_run(notice(state, hour))).alerts
    return [(each.kind, each.is_open) for each in alerts]


def test_a_run_that_waits_for_a_person_is_a_finding():
    """Of the highest level, with what the run says."""
    (found,) = observe_run(notice(RunState.NEEDS_OPERATOR)).findings

    assert (AlertLevel.CRITICAL, "It is stuck.") == (found.level, found.text)


@pytest.mark.parametrize("state", sorted(FINAL_STATES))
def test_the_end_of_a_run_resolves_it(state: RunState):
    """Whatever the end is; one that needed nobody opens nothing."""
    parked = RunState.NEEDS_OPERATOR

    assert ([(AlertKind.RUN, False)], []) == (history(parked, state), history(state))


def test_a_run_that_is_parked_again_is_the_same_episode():
    """It went on in between, and nobody was told that it had."""
    assert [(AlertKind.RUN, True)] == history(RunState.NEEDS_OPERATOR, RunState.NEEDS_OPERATOR)


def test_another_run_resolves_nothing():
    """It speaks of itself alone."""
    seen = observe_run(notice(RunState.COMPLETED))

    assert frozenset({notice(RunState.COMPLETED).run.run_id}) == seen.keys
