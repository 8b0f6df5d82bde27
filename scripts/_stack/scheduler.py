"""Fire the local stack's scheduled functions by the minute, as Cloud Scheduler does in production."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Final

from _stack.addresses import PROJECT, REGION
from _stack.errors import CallError
from _stack.web import send

EVERY_MINUTE: Final = ("sweep",)
"""Functions that are due each minute."""

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
        for name in EVERY_MINUTE:
            fire(functions_origin, name, datetime.fromtimestamp(due, UTC))
        left = None if left is None else left - 1


if __name__ == "__main__":
    run(sys.argv[1])
