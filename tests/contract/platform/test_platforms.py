"""Every platform keeps jobs and queues as they were put."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from google.api_core.exceptions import PermissionDenied
from google.cloud.scheduler_v1 import Job as StoredJob

from contract.platform.clouds import PARENT, SchedulerStandIn, TasksStandIn
from trimtab.adapters.memory.platform import MemoryPlatform
from trimtab.adapters.scheduler import CloudPlatform
from trimtab.domain.errors import UnavailableError
from trimtab.domain.timetable import ADVANCE_RUN_QUEUE, SWEEP
from trimtab.ports.platform import Platform


def cloud(scheduler: Any = None, tasks: Any = None) -> CloudPlatform:
    """Open the real adapter on stand-ins."""
    far: tuple[Any, Any] = (scheduler or SchedulerStandIn(), tasks or TasksStandIn())
    return CloudPlatform("shop", "us-central1", *far)


@pytest.fixture(params=[MemoryPlatform, cloud])
def platform(request: pytest.FixtureRequest) -> Platform:
    """Open each implementation, empty."""
    opened: Platform = request.param()
    return opened


def test_a_job_is_read_as_it_was_put(platform: Platform):
    """Nothing of a job is lost on the way."""
    platform.put_job(SWEEP)

    assert {"sweep": SWEEP} == platform.jobs()


def test_a_job_is_changed_under_its_name(platform: Platform):
    """A second put leaves one job, with the later settings."""
    later = replace(SWEEP, cron="*/2 * * * *", retries=3)
    platform.put_job(SWEEP)
    platform.put_job(later)

    assert {"sweep": later} == platform.jobs()


def test_a_queue_is_read_as_it_was_put(platform: Platform):
    """Rates, attempts and pauses come back."""
    platform.put_queue(replace(ADVANCE_RUN_QUEUE, attempts=1))
    platform.put_queue(ADVANCE_RUN_QUEUE)

    assert {"advance-run": ADVANCE_RUN_QUEUE} == platform.queues()


def test_a_change_keeps_the_function_that_is_called():
    """The deployed job's own address survives a change of its times."""
    scheduler = SchedulerStandIn()
    name = f"{PARENT}/jobs/firebase-schedule-sweep-us-central1"
    scheduler.kept[name] = StoredJob({"name": name, "http_target": {"uri": "https://deployed.example/"}})
    cloud(scheduler).put_job(SWEEP)

    assert "https://deployed.example/" == scheduler.kept[name].http_target.uri


def test_other_peoples_jobs_are_not_ours():
    """A job the Firebase CLI would not have named is passed over."""
    scheduler = SchedulerStandIn()
    scheduler.kept["x"] = StoredJob({"name": f"{PARENT}/jobs/nightly-report"})

    assert {} == cloud(scheduler).jobs()


def test_a_refusal_names_the_service():
    """What the platform refuses is an error that says where to look."""

    class Refusing(TasksStandIn):
        def list_queues(self, *, parent: str) -> Any:
            raise PermissionDenied(parent)  # type: ignore[no-untyped-call]  # the library's own gap

    with pytest.raises(UnavailableError, match="Cloud Tasks refused"):
        cloud(tasks=Refusing()).queues()
