"""Notices as log lines, from which alerts are made where nothing else is set up."""

from __future__ import annotations

from trimtab.domain.notice import Notice
from trimtab.domain.run import RunState
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import EventLog


class LoggedNotices:
    """Writes one line for each delivery; a run that waits for a person is an error."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def deliver(self, notice: Notice) -> None:
        """Write the line."""
        level = LogLevel.ERROR if notice.state is RunState.NEEDS_OPERATOR else LogLevel.INFO
        self._log.write(
            level,
            f"run {notice.state.value}",
            notice_id=notice.notice_id,
            run_id=notice.run.run_id,
            reason_code=notice.reason_code.value if notice.reason_code else "",
            detail=notice.text,
        )
