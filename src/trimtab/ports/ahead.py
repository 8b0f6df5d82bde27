"""Reads that are begun before their answers are needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Answer = TypeVar("Answer")


class Ahead(Protocol):
    """Begins a read and goes on at once."""

    def __call__(self, read: Callable[[], Answer], /) -> Callable[[], Answer]:
        """Return what waits for the answer; it raises what the read raises."""
        ...


def in_turn(read: Callable[[], Answer], /) -> Callable[[], Answer]:
    """Read to the end before going on: for tests that replay."""
    answer = read()
    return lambda: answer
