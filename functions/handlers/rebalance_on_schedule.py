"""The schedule `rebalance_on_schedule`: every five minutes, ask for the checks that are due."""

from __future__ import annotations

from firebase_functions import options, scheduler_fn
from flask import request

import bootstrap
from emulator_guard import ignore_health_probe
from handlers.watching import unattended
from trimtab.domain.timetable import REBALANCE_ON_SCHEDULE
from trimtab.services import rebalance_on_schedule as use_case


@scheduler_fn.on_schedule(
    schedule=REBALANCE_ON_SCHEDULE.cron,
    timezone=options.Timezone(REBALANCE_ON_SCHEDULE.time_zone),
    timeout_sec=REBALANCE_ON_SCHEDULE.attempt_seconds,
)
@ignore_health_probe
def rebalance_on_schedule(event: scheduler_fn.ScheduledEvent) -> None:
    """Ask for what is due; a call that is delivered twice finds its slot taken."""
    with unattended(REBALANCE_ON_SCHEDULE.name, request.headers):
        use_case.rebalance_on_schedule(event.schedule_time, bootstrap.wiring())
