"""Take, keep and give back the right to move a run; a worker without it changes nothing (I-21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.lease import LEASE_TIME, Lease
from trimtab.domain.run import Run

FIRST_PAUSE: Final = timedelta(seconds=5)
"""How long a run waits after a tick that came to nothing; twice that after the next, and so on."""

LONGEST_PAUSE: Final = timedelta(minutes=5)

SOONEST_LOOK: Final = timedelta(seconds=3)
LATEST_LOOK: Final = timedelta(seconds=10)
"""Between two looks at orders that are out; no worker is held meanwhile, and a stop is seen as late."""

_MOST_DOUBLINGS: Final = 6

MOST_FAILURES: Final = 8
"""How many ticks in a row may come to nothing before a person must look."""

LONGEST_OUTAGE: Final = timedelta(hours=1)
"""How long broker or store may be away before a person must look; until then a run only waits (F-176)."""


def is_free(run: Run, now: datetime) -> bool:
    """Tell whether a worker may take a run."""
    return run.lease is None or run.lease.is_over(now)


def taken(run: Run, holder: str, now: datetime) -> Run:
    """Give a run to a worker, under the next fence; should the worker vanish, the next is due at the end."""
    lease = Lease(holder=holder, until=now + LEASE_TIME)
    return replace(run, fence=run.fence + 1, lease=lease, next_tick_at=lease.until)


def released(run: Run, now: datetime, pause: timedelta) -> Run:
    """Give a run back after a tick that went well."""
    return replace(run, lease=None, next_tick_at=now + pause, tick_failures=0, failing_since=None)


def look_again_after(run: Run, now: datetime) -> timedelta:
    """Tell how long a run that waits for the broker is left alone: a quarter of what it has waited so far.

    Most orders fill at once; the others must not cost more requests than they are worth (I-19). A run whose
    hold is not over is left alone until then.
    """
    waited = now - run.history[-1].at if run.history else timedelta()
    return run.hold_left(now) or min(max(waited / 4, SOONEST_LOOK), LATEST_LOOK)


def failed(run: Run, now: datetime) -> Run:
    """Give a run back after a tick that came to nothing, for a pause that grows."""
    count = run.tick_failures + 1
    return replace(
        run,
        lease=None,
        tick_failures=count,
        failing_since=run.failing_since or now,
        next_tick_at=now + pause_after(count, run.run_id),
    )


def pause_after(failures: int, run_id: str) -> timedelta:
    """Tell how long to wait after a number of failures in a row.

    Runs that fail together come back apart: a tenth of the pause hangs on the run's name.
    """
    doublings = min(failures - 1, _MOST_DOUBLINGS)
    pause = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    return pause + pause * (sum(run_id.encode()) % 100) / 1000


def is_hopeless(run: Run, now: datetime, *, is_outage: bool) -> bool:
    """Tell whether a run whose last tick failed needs a person; an outage is waited out for longer."""
    if is_outage:
        return run.failing_since is not None and now - run.failing_since >= LONGEST_OUTAGE
    return run.tick_failures >= MOST_FAILURES
