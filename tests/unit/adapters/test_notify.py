"""Notices as log lines."""

from __future__ import annotations

import io
import json

import pytest

from builders import run
from trimtab.adapters.notify import LoggedNotices
from trimtab.adapters.telemetry import JsonLog
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.journal import notice_of


@pytest.mark.parametrize(
    ("state", "severity"), [(RunState.COMPLETED, "INFO"), (RunState.NEEDS_OPERATOR, "ERROR")]
)
def test_a_run_that_waits_for_a_person_is_an_error(state: RunState, severity: str):
    """An alert is made from that; every other end is for information."""
    stream = io.StringIO()
    notice = notice_of(run(state=state, reason_code=ReasonCode.ALL_FILLED, message="All filled."))
    LoggedNotices(JsonLog(stream)).deliver(notice)

    assert (severity, notice.notice_id, "All filled.") == tuple(
        json.loads(stream.getvalue())[name] for name in ("severity", "notice_id", "detail")
    )
