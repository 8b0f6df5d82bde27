"""Measure a run that ends, beside its plan."""

from __future__ import annotations

from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.performance import RunPerformance
from trimtab.domain.plan import Plan
from trimtab.domain.snapshot import Snapshot
from trimtab.execution.decide import Conclude
from trimtab.execution.performance import Outcome, measure_performance
from trimtab.ports import RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.snapshots import take_snapshot


def performance_of(current: RunRecord, plan: Plan, step: Conclude, services: Services) -> RunPerformance:
    """Measure a run that is about to end so, beside its plan.

    What is measured afterwards is left out where the broker does not answer: a run's end waits for no figure.
    """
    run = current.run
    outcome = Outcome(
        run_id=run.run_id,
        state=step.state,
        ended_at=services.clock.now(),
        legs=current.legs,
        after=_look(current, tuple(row.key for row in plan.drift.rows), services),
    )
    return measure_performance(plan, outcome)


def _look(current: RunRecord, symbols: tuple[str, ...], services: Services) -> Snapshot | None:
    try:
        broker = broker_of(current.run, services)
        return take_snapshot(broker, symbols, services.clock.now(), services.ahead)
    except (UnavailableError, RefusedError):
        return None
