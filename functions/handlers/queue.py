"""What the platform is told of a task queue."""

from __future__ import annotations

from typing import TypedDict

from firebase_functions import options

from trimtab.domain.timetable import Queue


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
