"""Keep a run's history: each saved change is an event whose hash covers the one before (I-18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.domain.notice import Notice
from trimtab.domain.reasons import Reason
from trimtab.domain.run import FINAL_STATES, Run, RunEvent, RunState, StateChange
from trimtab.execution.limits import volume_unknown

_AT_REST: Final = FINAL_STATES | {RunState.NEEDS_OPERATOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is about to be saved: the run's state from now on, the sentence for its history, how it ended."""

    state: RunState
    text: str
    now: datetime
    ending: Reason | None = None


def first_event(run: Run, legs: tuple[Leg, ...]) -> tuple[Run, RunEvent]:
    """Open a run's history; it says which orders no share of a volume bounds."""
    unknown = run.bounds.without_volume(leg.symbol for leg in legs) if run.bounds else ()
    text = f"The run was reserved. {volume_unknown(unknown).text}" if unknown else "The run was reserved."
    return record(run, legs, Change(state=run.state, text=text, now=run.created_at))


def record(run: Run, legs: tuple[Leg, ...], change: Change) -> tuple[Run, RunEvent]:
    """Return the run after a change, and the event that proves it."""
    event = _chain(run, legs, change)
    moved = change.state is not run.state
    history = (*run.history, StateChange(change.state, change.now)) if moved else run.history
    after = replace(
        run,
        state=change.state,
        history=history,
        updated_at=change.now,
        next_tick_at=None if change.state in _AT_REST else run.next_tick_at,
        lease=None if change.state in _AT_REST else run.lease,
        sequence=event.sequence,
        last_event_hash=event.hash,
        reason_code=change.ending.code if change.ending else run.reason_code,
        message=change.ending.text if change.ending else run.message,
    )
    return after, event


def notice_of(run: Run) -> Notice:
    """Tell the owner how a run has ended, or that a person must look at it."""
    return Notice(
        notice_id=f"{run.run_id}-{run.sequence}",
        run=run.ref,
        version=run.sequence,
        state=run.state,
        run_kind=run.kind,
        reason_code=run.reason_code,
        text=run.message,
        at=run.updated_at,
        due_at=run.updated_at,
    )


def _chain(run: Run, legs: tuple[Leg, ...], change: Change) -> RunEvent:
    bare = RunEvent(
        sequence=run.sequence + 1,
        at=change.now,
        text=change.text,
        run_state=change.state,
        leg_states=tuple(_leg_line(leg) for leg in legs),
        previous_hash=run.last_event_hash,
        hash="",
        fence=run.fence,
    )
    return replace(bare, hash=canonical_hash(bare))


def _leg_line(leg: Leg) -> str:
    return f"{leg.number}:{leg.state}:{to_text(leg.quantity)}:{to_text(leg.filled_quantity)}"


def find_broken_link(events: tuple[RunEvent, ...]) -> int | None:
    """Return the sequence number of the first event that does not follow from the one before, or None."""
    previous, expected = "", 1
    for event in events:
        intact = canonical_hash(replace(event, hash="")) == event.hash
        if not intact or event.previous_hash != previous or event.sequence != expected:
            return event.sequence
        previous, expected = event.hash, expected + 1
    return None
