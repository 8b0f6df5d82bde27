"""The jobs and queues that a deployment's platform keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from trimtab.domain.timetable import Job, Queue


class Platform(Protocol):
    """Jobs and queues of one project and region, by the names of the functions they call.

    Every method raises UnavailableError where the platform gives no answer or refuses.
    """

    def jobs(self) -> Mapping[str, Job]:
        """List the jobs there are."""
        ...

    def put_job(self, job: Job) -> None:
        """Create a job, or give the one of its name these settings."""

    def queues(self) -> Mapping[str, Queue]:
        """List the queues there are."""
        ...

    def put_queue(self, queue: Queue) -> None:
        """Create a queue, or give the one of its name these settings."""
