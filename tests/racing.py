"""Start many attempts at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from threading import Barrier
from typing import TypeVar

Outcome = TypeVar("Outcome")


def race(attempts: Sequence[Callable[[], Outcome]], took: list[float] | None = None) -> list[Outcome]:
    """Start all attempts at the same moment and collect their outcomes, and in `took` each one's seconds."""
    start = Barrier(len(attempts))
    seconds = [] if took is None else took

    def run(attempt: Callable[[], Outcome]) -> Outcome:
        start.wait()
        began = time.perf_counter()
        outcome = attempt()
        seconds.append(time.perf_counter() - began)
        return outcome

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def kinds(outcomes: Sequence[object]) -> dict[type, int]:
    """Count outcomes by kind."""
    return {kind: sum(type(each) is kind for each in outcomes) for kind in {type(each) for each in outcomes}}


def figures(took: Sequence[float]) -> str:
    """Write the median, the 99th percentile and the longest of many durations, in milliseconds."""
    parts = quantiles(took, n=100)
    middle, late, longest = (round(1_000 * seconds) for seconds in (parts[49], parts[98], max(took)))
    return f"{len(took)} attempts: P50 {middle} ms, P99 {late} ms, at most {longest} ms"
