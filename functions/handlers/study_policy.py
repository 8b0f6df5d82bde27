"""The task `study-policy`: one question to the policy lab."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn, tasks_fn

import bootstrap
from handlers.queue import queue_options, read_task
from handlers.watching import ids_of, unattended
from trimtab.contracts.tasks import StudyPolicyTask
from trimtab.domain.timetable import STUDY_POLICY_QUEUE
from trimtab.services import study_policy as use_case


def _study(request: https_fn.CallableRequest[Any]) -> None:
    """Answer the study that the task names."""
    ids = ids_of(request.data, "uid", "portfolio_id")
    with unattended(STUDY_POLICY_QUEUE.name, request.raw_request.headers, **ids):
        services = bootstrap.wiring()
        task = read_task(StudyPolicyTask, request.data, STUDY_POLICY_QUEUE, services)
        if task:
            use_case.study_policy(task.due, services)


# The queue takes the function's name, and queue names carry no underscore.
_study.__name__ = STUDY_POLICY_QUEUE.name

study_policy = tasks_fn.on_task_dispatched(
    secrets=bootstrap.BROKER_SECRETS,
    concurrency=1,
    timeout_sec=300,
    **queue_options(STUDY_POLICY_QUEUE),
)(_study)
