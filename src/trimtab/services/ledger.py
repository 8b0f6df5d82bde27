"""Write a run's next state, its changed legs and the event that proves it, in one step."""

from __future__ import annotations

from trimtab.domain.leg import Leg
from trimtab.domain.reasons import Reason
from trimtab.domain.run import RunState
from trimtab.execution.journal import Change, record
from trimtab.ports import RunRecord, Services


def save(
    current: RunRecord,
    legs: tuple[Leg, ...],
    state: RunState,
    text: str,
    services: Services,
    *,
    ending: Reason | None = None,
) -> RunRecord | None:
    """Save a change on top of the record it was decided from; None when somebody else was faster."""
    change = Change(state=state, text=text, now=services.clock.now(), ending=ending)
    run, event = record(current.run, legs, change)
    return services.runs.save(current, run, legs, event)


def with_leg(current: RunRecord, leg: Leg) -> tuple[Leg, ...]:
    """Return the record's legs with one of them replaced."""
    return tuple(leg if known.number == leg.number else known for known in current.legs)
