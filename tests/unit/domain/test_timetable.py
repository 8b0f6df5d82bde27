from datetime import UTC, datetime

import pytest
from cronsim import CronSim

from trimtab.domain.timetable import JOBS, QUEUES, Job, Queue


@pytest.mark.parametrize("job", JOBS)
def test_every_line_is_one_a_cron_reads(job: Job) -> None:
    """The next call of each job lies in the future."""
    now = datetime(2026, 11, 30, tzinfo=UTC)

    assert next(CronSim(job.cron, now)) > now


@pytest.mark.parametrize("queue", QUEUES)
def test_no_queue_has_an_underscore(queue: Queue) -> None:
    """The platform refuses such a name (decision 0004)."""
    assert "_" not in queue.name
