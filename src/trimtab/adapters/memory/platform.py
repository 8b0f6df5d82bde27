"""A platform's jobs and queues, in memory."""

from __future__ import annotations

from collections.abc import Mapping

from trimtab.domain.timetable import Job, Queue


class MemoryPlatform:
    """Keeps jobs and queues by name."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._queues: dict[str, Queue] = {}

    def jobs(self) -> Mapping[str, Job]:
        """List the jobs there are."""
        return dict(self._jobs)

    def put_job(self, job: Job) -> None:
        """Keep a job in the place of the one of its name."""
        self._jobs[job.name] = job

    def queues(self) -> Mapping[str, Queue]:
        """List the queues there are."""
        return dict(self._queues)

    def put_queue(self, queue: Queue) -> None:
        """Keep a queue in the place of the one of its name."""
        self._queues[queue.name] = queue
