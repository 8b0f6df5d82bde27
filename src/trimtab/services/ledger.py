"""Write a run's next state, its changed legs and the event that proves it, in one step."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.domain.leg import Leg
from trimtab.domain.metrics import MetricName
from trimtab.domain.performance import RunPerformance
from trimtab.domain.reasons import Reason
from trimtab.domain.run import Run, RunState
from trimtab.domain.suggestion import Suggestion
from trimtab.execution.journal import Change, notice_of, record
from trimtab.ports import AccountChange, Metrics, RunRecord, RunStep, Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a step writes down: a sentence for the history, and what has changed; None changes nothing."""

    text: str
    state: RunState | None = None
    legs: tuple[Leg, ...] | None = None
    head: Run | None = None
    """The run with other fields of its own changed, as its lease."""
    ending: Reason | None = None
    account: AccountChange | None = None
    performance: RunPerformance | None = None
    suggestions: tuple[Suggestion, ...] = ()


def save(current: RunRecord, entry: Entry, services: Services) -> RunRecord | None:
    """Save an entry on top of the record it was decided from; None when somebody else was faster.

    A run that ends or is parked leaves a notice in the same step, so that nobody is told what is not so, and
    nothing that is so goes untold (I-20).
    """
    head, legs = entry.head or current.run, current.legs if entry.legs is None else entry.legs
    change = Change(
        state=entry.state or head.state, text=entry.text, now=services.clock.now(), ending=entry.ending
    )
    run, event = record(head, legs, change)
    notices = (notice_of(run),) if run.is_over else ()
    step = RunStep(
        run=run,
        legs=legs,
        event=event,
        account=entry.account,
        notices=notices,
        performance=entry.performance,
        suggestions=entry.suggestions,
    )
    saved = services.runs.save(current, step)
    if saved:
        _count(current, saved, services.metrics)
    return saved


def _count(before: RunRecord, after: RunRecord, metrics: Metrics) -> None:
    """Count a run that has just come to rest, and each order that has just become final."""
    if after.run.is_over and after.run.state is not before.run.state:
        metrics.count(MetricName.RUNS, kind=after.run.kind.value, state=after.run.state.value)
    known = {leg.number for leg in before.legs if leg.is_final}
    for leg in after.legs:
        if leg.is_final and leg.number not in known:
            metrics.count(MetricName.ORDERS, state=leg.state.value)


def with_leg(current: RunRecord, leg: Leg) -> tuple[Leg, ...]:
    """Return the record's legs with one of them replaced."""
    return with_legs(current, (leg,))


def with_legs(current: RunRecord, changed: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """Return the record's legs with some of them replaced."""
    by_number = {leg.number: leg for leg in changed}
    return tuple(by_number.get(known.number, known) for known in current.legs)
