"""What becomes of a run says to its owner's alerts."""

from __future__ import annotations

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.notice import Notice
from trimtab.domain.run import RunState


def observe_run(notice: Notice) -> Observation:
    """See whether a run waits for a person; its end, whatever that is, resolves that.

    A parked run that goes on leaves no notice of it: its alert stays open until the run has ended.
    """
    finding = Finding(kind=AlertKind.RUN, key=notice.run.run_id, level=AlertLevel.CRITICAL, text=notice.text)
    return Observation(
        at=notice.at,
        kinds=frozenset({AlertKind.RUN}),
        keys=frozenset({notice.run.run_id}),
        findings=(finding,) if notice.state is RunState.NEEDS_OPERATOR else (),
    )
