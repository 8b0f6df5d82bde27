"""What becomes of a run is told on every channel, once, and logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from builders import NOON, run
from trimtab.adapters.memory.telling import MemoryDeliveries
from trimtab.domain.alert import AlertKind
from trimtab.domain.event import EventKind
from trimtab.domain.notice import Notice
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunState
from trimtab.domain.telemetry import LogLevel
from trimtab.execution.journal import notice_of
from trimtab.services.run_notices import RunNotices, event_of
from worlds import World, world


def notice(state: RunState = RunState.COMPLETED) -> Notice:
    """Tell of a run's end."""
    return notice_of(run(state=state, reason_code=ReasonCode.ALL_FILLED, message="All filled."))


def told(here: World) -> list[str]:
    """Name the deliveries that wait."""
    return sorted(cast("MemoryDeliveries", here.services.telling.deliveries).kept)


@pytest.mark.parametrize(
    ("state", "level"), [(RunState.COMPLETED, LogLevel.INFO), (RunState.NEEDS_OPERATOR, LogLevel.ERROR)]
)
def test_a_run_that_waits_for_a_person_is_an_error(state: RunState, level: LogLevel):
    """An operator's alert is made from that; every other end is for information."""
    here = world()
    RunNotices(here.services.telling).deliver(notice(state))

    assert [(level, f"run {state.value}")] == [(line.level, line.message) for line in here.log.lines]


def test_a_notice_becomes_an_event_with_what_it_says():
    """Of the run, with its state, reason and text; its sequence orders it among others of the run."""
    event = event_of(notice())

    assert EventKind.RUN_CHANGED is event.kind
    assert (RunKind.REBALANCE, "All filled.") == (event.body.run_kind, event.body.run_text)  # type: ignore[union-attr]
    assert notice().version == event.sequence


def test_a_notice_told_again_adds_nothing():
    """Whoever died between telling and marking tells again (F-150)."""
    here = world()
    notices = RunNotices(here.services.telling)
    notices.deliver(notice())
    once = told(here)
    notices.deliver(notice())

    assert once
    assert once == told(here)


def test_a_parked_run_is_an_alert_until_it_has_ended():
    """In the history of its portfolio; people are told of it by the run's own event."""
    here = world()
    notices = RunNotices(here.services.telling)
    for state, hours in ((RunState.NEEDS_OPERATOR, 0), (RunState.PARTIAL, 1)):
        notices.deliver(replace(notice(state), at=NOON + timedelta(hours=hours)))
    (kept,) = here.services.telling.alerts.history(notice().run.portfolio, 10)

    assert (AlertKind.RUN, notice().run.run_id, False) == (kept.kind, kept.key, kept.is_open)
