"""A run's history proves itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, leg, run
from trimtab.domain.bounds import Bounds
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run, RunEvent, RunState
from trimtab.execution.journal import Change, find_broken_link, first_event, notice_of, record
from trimtab.execution.lease import taken

STATES = (RunState.SELLING, RunState.SELLS_OPEN, RunState.BUY_SEALED, RunState.COMPLETED)


def history() -> tuple[Run, tuple[RunEvent, ...]]:
    latest, event = first_event(run(), (leg(),))
    events = [event]
    for number, state in enumerate(STATES, start=1):
        change = Change(state=state, text=f"step {number}", now=NOON + timedelta(seconds=number))
        latest, event = record(latest, (leg(),), change)
        events.append(event)
    return latest, tuple(events)


def test_an_untouched_history_has_no_broken_link():
    """Numbers follow on, hashes match, each line names the one before (I-18)."""
    assert None is find_broken_link(history()[1])


@pytest.mark.parametrize("index", range(5))
@pytest.mark.parametrize(
    "edit",
    [
        {"text": "nothing happened"},
        {"run_state": RunState.BLOCKED},
        {"leg_states": ()},
        {"at": NOON - timedelta(1)},
    ],
)
def test_every_edited_line_is_found(index: int, edit: dict[str, Any]):
    """A changed text, state, leg or time breaks the line's own hash."""
    events = list(history()[1])
    events[index] = replace(events[index], **edit)

    assert index + 1 == find_broken_link(tuple(events))


@pytest.mark.parametrize("index", range(4))
def test_every_deleted_line_is_found(index: int):
    """The line after a gap does not follow from the one before it (F-135)."""
    events = history()[1]

    assert index + 2 == find_broken_link(events[:index] + events[index + 1 :])


def test_swapped_lines_are_found():
    """Order is part of the proof."""
    first, second, third, *rest = history()[1]

    assert 3 == find_broken_link((first, third, second, *rest))


def test_a_line_written_anew_with_a_fitting_hash_breaks_the_next():
    """Who rewrites one line must rewrite all that follow."""
    events = history()[1]
    halted = Change(state=RunState.HALTED, text="x", now=NOON)
    forged = record(run(sequence=1, last_event_hash=events[0].hash), (), halted)[1]

    assert 3 == find_broken_link((events[0], forged, *events[2:]))


def test_the_run_carries_the_end_of_its_chain():
    """A history cut short at its end does not reach the hash the run remembers."""
    latest, events = history()

    assert (latest.sequence, latest.last_event_hash) == (events[-1].sequence, events[-1].hash)


def test_only_a_new_state_enters_the_history():
    """Two changes in one state are two events but one entry."""
    again = Change(state=RunState.RESERVED, text="again", now=NOON)
    latest, event = record(first_event(run(), ())[0], (), again)

    assert ([RunState.RESERVED], 2) == ([change.state for change in latest.history], event.sequence)


def test_an_ending_is_kept_on_the_run():
    """Code and sentence of the end are on the run's head."""
    ended = Change(
        state=RunState.BLOCKED, text="x", now=NOON, ending=Reason(ReasonCode.NOTHING_FILLED, "Nothing.")
    )
    latest, _ = record(run(), (), ended)

    assert (ReasonCode.NOTHING_FILLED, "Nothing.") == (latest.reason_code, latest.message)


def test_an_event_tells_under_which_fence_it_was_written():
    """Whoever reads the history sees which worker did what (I-21)."""
    _, event = record(run(fence=7), (leg(),), Change(state=RunState.SELLING, text="Selling.", now=NOON))

    assert 7 == event.fence


@pytest.mark.parametrize("state", [RunState.COMPLETED, RunState.NEEDS_OPERATOR])
def test_a_run_that_is_over_has_no_worker(state: RunState):
    """Neither lease nor next tick outlives it."""
    held = taken(run(), "w1", NOON)
    after, _ = record(held, (leg(),), Change(state=state, text="Over.", now=NOON))

    assert (None, None) == (after.lease, after.next_tick_at)


def test_a_notice_is_named_after_the_step_that_made_it():
    """Repeats are told by the name, order by the version (F-150, F-152)."""
    notice = notice_of(run(sequence=9, state=RunState.COMPLETED, message="All 2 orders were filled."))

    assert ("run-1-9", 9, "All 2 orders were filled.") == (notice.notice_id, notice.version, notice.text)


@pytest.mark.parametrize(("volume", "is_told"), [(None, True), (D(5_000), False)])
def test_a_history_begins_with_what_no_volume_bounds(volume: D | None, *, is_told: bool):
    """Whoever reads it later sees which limit could not hold."""
    past = PastTrading(symbol="SPY", last_close=D(100), average_volume=volume)
    bounds = Bounds(limits=Limits(), account_value=D(1), past=(past,))
    _, event = first_event(replace(run(), bounds=bounds), (leg(),))

    assert is_told is ("SPY is traded in a day is not known" in event.text)
