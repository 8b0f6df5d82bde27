"""Tell people and machines what has become of their runs."""

from __future__ import annotations

from trimtab.domain.event import Event, RunChanged, make_event
from trimtab.domain.notice import Notice
from trimtab.domain.run import RunState
from trimtab.domain.telemetry import LogLevel
from trimtab.ports.telling import Telling
from trimtab.services.tell import observe, tell
from trimtab.telling.runs import observe_run


class RunNotices:
    """The notifier of a deployment: one log line for each delivery, and the event on every channel.

    A run that waits for a person is an error in the log, where alerts of operators are made from, and an
    alert of its owner until it has ended.
    """

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def deliver(self, notice: Notice) -> None:
        """Tell a notice; telling it again adds nothing. Raises UnavailableError when it could not be kept."""
        tell(event_of(notice), self._telling)
        observe(notice.run.portfolio, observe_run(notice), self._telling)
        level = LogLevel.ERROR if notice.state is RunState.NEEDS_OPERATOR else LogLevel.INFO
        self._telling.log.write(
            level,
            f"run {notice.state.value}",
            notice_id=notice.notice_id,
            portfolio_id=notice.run.portfolio.portfolio_id,
            uid=notice.run.portfolio.uid,
            run_id=notice.run.run_id,
            reason_code=notice.reason_code.value if notice.reason_code else "",
            detail=notice.text,
        )


def event_of(notice: Notice) -> Event:
    """Make a notice's event; of two about a run the later has the higher sequence (F-152)."""
    body = RunChanged(
        run_id=notice.run.run_id,
        run_kind=notice.run_kind,
        state=notice.state,
        reason_code=notice.reason_code,
        run_text=notice.text,
    )
    return make_event(
        notice.run.portfolio, body, subject=notice.run.run_id, sequence=notice.version, at=notice.at
    )
