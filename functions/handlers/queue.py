"""What task queues share: what the platform is told of one, and how its tasks are read."""

from __future__ import annotations

from typing import TypedDict, TypeVar

from firebase_functions import options

from trimtab.contracts.base import Contract, parse
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.timetable import Queue
from trimtab.ports import Services
from trimtab.services.bury import bury

Task = TypeVar("Task", bound=Contract)


class QueueOptions(TypedDict):
    """The decorator's two groups of settings."""

    retry_config: options.RetryConfig
    rate_limits: options.RateLimits


def queue_options(queue: Queue) -> QueueOptions:
    """Say a queue's settings in the decorator's words."""
    return {
        "retry_config": options.RetryConfig(
            max_attempts=queue.attempts,
            min_backoff_seconds=queue.least_pause_seconds,
            max_backoff_seconds=queue.most_pause_seconds,
        ),
        "rate_limits": options.RateLimits(
            max_concurrent_dispatches=queue.concurrent_dispatches,
            max_dispatches_per_second=queue.dispatches_per_second,
        ),
    }


def read_task(kind: type[Task], sent: object, queue: Queue, services: Services) -> Task | None:
    """Read what was queued; a task nobody can read is kept apart, since no retry mends it, and is None."""
    try:
        return parse(kind, sent)
    except InvalidRequestError as error:
        bury(queue.name, sent, error, services)
        return None
