"""What only the Functions emulator needs; in production nothing here does anything."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeVar

from flask import request

Event = TypeVar("Event")

_HEALTH_PROBE: Final = "/__/health"
_TASK_ETA: Final = "X-CloudTasks-TaskETA"
_LONGEST_WAIT_SECONDS: Final = 30.0


def die_with_parent() -> None:
    """End this worker when the emulator that started it is gone; the emulator itself forgets to."""
    if not (os.environ.get("FUNCTIONS_EMULATOR") == "true" and os.environ.get("K_SERVICE")):
        return
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def wait_for_eta() -> None:
    """Wait until a task is due: the emulator delivers at once whatever delay it was asked for.

    It gives the time of a task with a delay as text, and of one without as a number, which is passed over.
    """
    due = request.headers.get(_TASK_ETA, type=_instant)
    if os.environ.get("FUNCTIONS_EMULATOR") == "true" and due is not None:
        left = (due - datetime.now(UTC)).total_seconds()
        time.sleep(min(max(left, 0.0), _LONGEST_WAIT_SECONDS))


def _instant(text: str) -> datetime:
    """Read a time in UTC. Raises ValueError for a number, some of which look like dates of long ago."""
    if not text.endswith("Z"):
        raise ValueError(f"{_TASK_ETA} is {text}; only a time in UTC says when a task is due")
    return datetime.fromisoformat(text)


def ignore_health_probe(scheduled: Callable[[Event], None]) -> Callable[[Event], None]:
    """Keep the emulator's look whether a worker is up from running a schedule's body."""

    @functools.wraps(scheduled)
    def run(event: Event) -> None:
        if not (os.environ.get("FUNCTIONS_EMULATOR") == "true" and request.path == _HEALTH_PROBE):
            scheduled(event)

    return run
