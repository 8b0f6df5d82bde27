"""Start many attempts at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Outcome = TypeVar("Outcome")


def race(attempts: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    """Start all attempts at the same moment and collect their outcomes."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], Outcome]) -> Outcome:
        start.wait()
        return attempt()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def kinds(outcomes: Sequence[object]) -> dict[type, int]:
    """Count outcomes by kind."""
    return {kind: sum(type(each) is kind for each in outcomes) for kind in {type(each) for each in outcomes}}
