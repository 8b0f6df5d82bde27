"""Fire the local stack's scheduled functions by the timetable, as Cloud Scheduler does in production."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim

from _stack.addresses import PROJECT, REGION
from _stack.errors import CallError
from _stack.web import send
from trimtab.domain.timetable import JOBS, Job

_MINUTE: Final = 60


def fire(functions_origin: str, name: str, slot: datetime) -> bool:
    """Call one scheduled function for a time; False when it failed, which the next minute makes good."""
    url = f"{functions_origin}/functions/projects/{PROJECT}/triggers/{REGION}-{name}-0"
    headers = {
        "X-CloudScheduler-JobName": f"firebase-schedule-{name}-{REGION}",
        "X-CloudScheduler-ScheduleTime": slot.isoformat(),
    }
    try:
        send("POST", url, {}, headers=headers)
    except (CallError, OSError, HTTPException, ValueError) as error:
        print(f"{slot.isoformat()} {name}: {error}", flush=True)
        return False
    return True


def is_due(job: Job, slot: datetime) -> bool:
    """Tell whether a job is due in the minute that begins with a slot."""
    before = slot.astimezone(ZoneInfo(job.time_zone)) - timedelta(minutes=1)
    return next(CronSim(job.cron, before)) == slot


def next_minute(now: float) -> float:
    """Tell the beginning of the next minute, in seconds since the epoch."""
    return (now // _MINUTE + 1) * _MINUTE


def run(
    functions_origin: str,
    sleep: Callable[[float], object] = time.sleep,
    now: Callable[[], float] = time.time,
    minutes: int | None = None,
) -> None:
    """Fire what is due at each full minute, for so many minutes or for ever."""
    left = minutes
    while left is None or left > 0:
        due = next_minute(now())
        sleep(due - now())
        slot = datetime.fromtimestamp(due, UTC)
        for job in JOBS:
            if is_due(job, slot):
                fire(functions_origin, job.name, slot)
        left = None if left is None else left - 1


if __name__ == "__main__":
    run(sys.argv[1])
