"""End every process of one stack, whoever its parent is by now.

Every process of a stack carries the stack's id in its environment, and children inherit it; so workers that
outlive their parent are still found. Where environments cannot be read (macOS), recorded process groups are
ended instead.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

STACK_ID = "TRIMTAB_STACK_ID"
POLITE_SECONDS = 4.0
POLL_SECONDS = 0.1
QUIET_LOOKS = 3
PROC = Path("/proc")


def tagged_pids(stack_id: str) -> list[int]:
    """List the living processes that carry a stack's id, this one excepted; empty where there is no /proc."""
    tag = f"{STACK_ID}={stack_id}".encode()
    pids = (int(entry.name) for entry in PROC.glob("[0-9]*"))
    return [pid for pid in pids if pid != os.getpid() and tag in _environment(pid)]


def end_stack(stack_id: str, groups: Iterable[int] = ()) -> None:
    """Ask every process of a stack to end, then make it."""
    _signal_all(stack_id, groups, signal.SIGTERM)
    deadline = time.monotonic() + POLITE_SECONDS
    while tagged_pids(stack_id) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    _signal_all(stack_id, groups, signal.SIGKILL)
    _kill_late_comers(stack_id)


def _kill_late_comers(stack_id: str) -> None:
    # A process that is just being started shows no environment for a moment, so one look is not enough.
    quiet = 0
    while quiet < QUIET_LOOKS:
        quiet = 0 if tagged_pids(stack_id) else quiet + 1
        _signal_all(stack_id, (), signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def _environment(pid: int) -> list[bytes]:
    with suppress(OSError):
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    return []


def _signal_all(stack_id: str, groups: Iterable[int], number: signal.Signals) -> None:
    for pid in tagged_pids(stack_id):
        with suppress(OSError):
            os.kill(pid, number)
    if not PROC.exists():
        for group in groups:
            with suppress(OSError):
                os.killpg(group, number)
