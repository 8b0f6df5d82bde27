"""The task `advance-run`: one tick of one run."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn, tasks_fn

import bootstrap
from emulator_guard import wait_for_eta
from handlers.queue import queue_options, read_task
from handlers.watching import ids_of, unattended
from trimtab.contracts.tasks import AdvanceRunTask
from trimtab.domain.timetable import ADVANCE_RUN_QUEUE
from trimtab.services import advance_run as use_case


def _tick(request: https_fn.CallableRequest[Any]) -> None:
    """Advance the run that the task names."""
    wait_for_eta()
    ids = ids_of(request.data, "uid", "portfolio_id", "run_id")
    with unattended(ADVANCE_RUN_QUEUE.name, request.raw_request.headers, **ids):
        services = bootstrap.wiring()
        task = read_task(AdvanceRunTask, request.data, ADVANCE_RUN_QUEUE, services)
        if task:
            use_case.advance_run(task.portfolio, task.run_id, services)


# The queue takes the function's name, and queue names carry no underscore.
_tick.__name__ = ADVANCE_RUN_QUEUE.name

advance_run = tasks_fn.on_task_dispatched(
    secrets=bootstrap.BROKER_SECRETS,
    concurrency=1,
    timeout_sec=120,
    **queue_options(ADVANCE_RUN_QUEUE),
)(_tick)
