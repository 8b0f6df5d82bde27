"""Read ahead on threads of the process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

from trimtab.ports import Ahead

Answer = TypeVar("Answer")

MOST_AT_ONCE: Final = 8
"""Reads of a process that are under way at once: two for each of its four requests."""


def on_threads(most: int = MOST_AT_ONCE) -> Ahead:
    """Open a process's threads; a read keeps the trace and the log fields of the request that began it."""
    pool = ThreadPoolExecutor(most, thread_name_prefix="ahead")

    def begin(read: Callable[[], Answer], /) -> Callable[[], Answer]:
        return pool.submit(copy_context().run, read).result

    return begin
