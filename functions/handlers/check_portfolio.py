"""The task `check-portfolio`: one look at one portfolio."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn, tasks_fn

import bootstrap
from handlers.queue import queue_options, read_task
from handlers.watching import ids_of, unattended
from trimtab.contracts.tasks import CheckPortfolioTask
from trimtab.domain.timetable import CHECK_PORTFOLIO_QUEUE
from trimtab.services import check_portfolio as use_case


def _look(request: https_fn.CallableRequest[Any]) -> None:
    """Check the portfolio that the task names."""
    ids = ids_of(request.data, "uid", "portfolio_id")
    with unattended(CHECK_PORTFOLIO_QUEUE.name, request.raw_request.headers, **ids):
        services = bootstrap.wiring()
        task = read_task(CheckPortfolioTask, request.data, CHECK_PORTFOLIO_QUEUE, services)
        if task:
            use_case.check_portfolio(task.check, services)


# The queue takes the function's name, and queue names carry no underscore.
_look.__name__ = CHECK_PORTFOLIO_QUEUE.name

check_portfolio = tasks_fn.on_task_dispatched(
    secrets=bootstrap.BROKER_SECRETS,
    concurrency=4,
    timeout_sec=120,
    **queue_options(CHECK_PORTFOLIO_QUEUE),
)(_look)
