"""The schedule `sweep`: each minute, wake what stalled and deliver what waits."""

from __future__ import annotations

from firebase_functions import options, scheduler_fn
from flask import request

import bootstrap
from emulator_guard import ignore_health_probe
from handlers.watching import unattended
from trimtab.domain.timetable import SWEEP
from trimtab.services import sweep as use_case


@scheduler_fn.on_schedule(
    schedule=SWEEP.cron,
    timezone=options.Timezone(SWEEP.time_zone),
    secrets=bootstrap.BROKER_SECRETS,
    timeout_sec=SWEEP.attempt_seconds,
)
@ignore_health_probe
def sweep(_: scheduler_fn.ScheduledEvent) -> None:
    """Sweep once; a tick that is delivered twice finds nothing left to do."""
    with unattended(SWEEP.name, request.headers):
        use_case.sweep(bootstrap.wiring())
