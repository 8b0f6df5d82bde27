"""Ask for several things one after another, or side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

MOST_AT_ONCE: Final = 8
"""Requests of a process that are under way side by side; each account's allowance counts them all."""


class Together(Protocol):
    """Applies a call to each of some values and gives the answers in order, as `map` does."""

    def __call__(self, ask: Callable[[Asked], Answer], values: Iterable[Asked], /) -> Iterable[Answer]:
        """Ask for all of them; the first failure is raised where its answer would be."""
        ...


def one_by_one(ask: Callable[[Asked], Answer], values: Iterable[Asked], /) -> Iterable[Answer]:
    """Ask for the next when the one before is answered: for tests that replay."""
    return map(ask, values)


def side_by_side() -> Together:
    """Open a process's threads, to be shared by all its accounts."""
    return ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="broker").map
