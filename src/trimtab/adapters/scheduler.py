"""Cloud Scheduler's jobs and Cloud Tasks' queues of one project, for the deployment command only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.timetable import Job, Queue

if TYPE_CHECKING:
    from google.cloud.scheduler_v1 import CloudSchedulerClient
    from google.cloud.tasks_v2 import CloudTasksClient

_PREFIX: Final = "firebase-schedule-"


class CloudPlatform:
    """Jobs named as the Firebase CLI names them, and queues named after their functions.

    Existing jobs keep the function they call; a job that has to be created calls the function's address as
    the project's own service account.
    """

    def __init__(
        self, project: str, region: str, scheduler: CloudSchedulerClient, tasks: CloudTasksClient
    ) -> None:
        self._project, self._region = project, region
        self._scheduler, self._tasks = scheduler, tasks
        self._parent = f"projects/{project}/locations/{region}"

    def jobs(self) -> Mapping[str, Job]:
        """List the jobs of scheduled functions in this region. Raises UnavailableError."""
        with _asking("Cloud Scheduler"):
            found = tuple(self._scheduler.list_jobs(parent=self._parent))
        return {job.name: job for job in (self._read_job(each) for each in found) if job}

    def put_job(self, job: Job) -> None:
        """Create a job, or change the one of its name. Raises UnavailableError."""
        with _asking("Cloud Scheduler"):
            if job.name in self.jobs():
                # The client takes maps where it says messages.
                mask: Any = {"paths": ["schedule", "time_zone", "attempt_deadline", "retry_config"]}
                self._scheduler.update_job(job=self._job(job), update_mask=mask)
                return
            self._scheduler.create_job(parent=self._parent, job=self._job(job) | self._target(job))

    def queues(self) -> Mapping[str, Queue]:
        """List the queues of this region. Raises UnavailableError."""
        with _asking("Cloud Tasks"):
            found = tuple(self._tasks.list_queues(parent=self._parent))
        return {queue.name: queue for queue in map(_read_queue, found)}

    def put_queue(self, queue: Queue) -> None:
        """Create a queue, or change the one of its name. Raises UnavailableError."""
        with _asking("Cloud Tasks"):
            # The platform's own update creates a queue that is not there.
            self._tasks.update_queue(queue=self._queue(queue))

    def _read_job(self, stored: Any) -> Job | None:  # noqa: ANN401 - the client's message types are dynamic
        name = stored.name.rsplit("/", 1)[-1]
        suffix = f"-{self._region}"
        if not (name.startswith(_PREFIX) and name.endswith(suffix)):
            return None
        return Job(
            name=name.removeprefix(_PREFIX).removesuffix(suffix),
            cron=stored.schedule,
            time_zone=stored.time_zone,
            attempt_seconds=_seconds(stored.attempt_deadline),
            retries=stored.retry_config.retry_count,
        )

    def _job(self, job: Job) -> Any:  # noqa: ANN401 - the clients take maps where they say messages
        return {
            "name": f"{self._parent}/jobs/{_PREFIX}{job.name}-{self._region}",
            "schedule": job.cron,
            "time_zone": job.time_zone,
            "attempt_deadline": {"seconds": job.attempt_seconds},
            "retry_config": {"retry_count": job.retries},
        }

    def _target(self, job: Job) -> dict[str, Any]:
        address = f"https://{self._region}-{self._project}.cloudfunctions.net/{job.name}"
        account = f"{self._project}@appspot.gserviceaccount.com"
        token = {"service_account_email": account, "audience": address}
        return {"http_target": {"uri": address, "http_method": "POST", "oidc_token": token}}

    def _queue(self, queue: Queue) -> Any:  # noqa: ANN401 - as above
        return {
            "name": f"{self._parent}/queues/{queue.name}",
            "rate_limits": {
                "max_dispatches_per_second": queue.dispatches_per_second,
                "max_concurrent_dispatches": queue.concurrent_dispatches,
            },
            "retry_config": {
                "max_attempts": queue.attempts,
                "min_backoff": {"seconds": queue.least_pause_seconds},
                "max_backoff": {"seconds": queue.most_pause_seconds},
            },
        }


def _read_queue(stored: Any) -> Queue:  # noqa: ANN401 - the client's message types are dynamic
    return Queue(
        name=stored.name.rsplit("/", 1)[-1],
        dispatches_per_second=int(stored.rate_limits.max_dispatches_per_second),
        concurrent_dispatches=stored.rate_limits.max_concurrent_dispatches,
        attempts=stored.retry_config.max_attempts,
        least_pause_seconds=_seconds(stored.retry_config.min_backoff),
        most_pause_seconds=_seconds(stored.retry_config.max_backoff),
    )


def _seconds(duration: Any) -> int:  # noqa: ANN401 - the client's message types are dynamic
    return int(duration.total_seconds())


@contextmanager
def _asking(service: str) -> Iterator[None]:
    """Turn the clients' errors into ours."""
    from google.api_core.exceptions import GoogleAPIError  # noqa: PLC0415 - deployment only

    try:
        yield
    except GoogleAPIError as error:
        text = f"{service} refused or gave no answer: {error}. Check the project's name and your permissions."
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text) from error
