"""Stand-ins for Cloud Scheduler and Cloud Tasks that keep the real clients' messages."""

from __future__ import annotations

from typing import Any

from google.api_core.exceptions import NotFound
from google.cloud.scheduler_v1 import Job
from google.cloud.tasks_v2 import Queue

PARENT = "projects/shop/locations/us-central1"


class SchedulerStandIn:
    """Takes what the real client takes: a field it does not have is refused by the message itself."""

    def __init__(self) -> None:
        self.kept: dict[str, Job] = {}

    def list_jobs(self, *, parent: str) -> list[Job]:
        """List all."""
        assert parent == PARENT
        return list(self.kept.values())

    def create_job(self, *, parent: str, job: dict[str, Any]) -> None:
        """Keep a new job."""
        assert parent == PARENT
        self.kept[job["name"]] = Job(job)

    def update_job(self, *, job: dict[str, Any], update_mask: dict[str, list[str]]) -> None:
        """Change the fields that the mask names."""
        if job["name"] not in self.kept:
            raise NotFound(job["name"])  # type: ignore[no-untyped-call]  # the library's own gap
        for path in update_mask["paths"]:
            setattr(self.kept[job["name"]], path, getattr(Job(job), path))


class TasksStandIn:
    """Creates a queue on its first update, as the platform does."""

    def __init__(self) -> None:
        self.kept: dict[str, Queue] = {}

    def list_queues(self, *, parent: str) -> list[Queue]:
        """List all."""
        assert parent == PARENT
        return list(self.kept.values())

    def update_queue(self, *, queue: dict[str, Any]) -> None:
        """Keep a queue."""
        self.kept[queue["name"]] = Queue(queue)
