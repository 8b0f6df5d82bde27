"""How long planning takes: `python -m pytest -s tests/bench/planning.py`, or as a program.

Prints figures and never fails on them. Wall time is what a caller waits; CPU time is what planning takes on a
machine that does other work as well.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).parents[1])] if __name__ == "__main__" else []

from bench.portfolios import request_of_size  # noqa: E402 - the path is set for the program first
from trimtab.planning.check import check_plan  # noqa: E402
from trimtab.planning.rebalance import plan_rebalance  # noqa: E402

SIZES: Final = (10, 50, 100, 500)
RUNS: Final = {10: 400, 50: 200, 100: 150, 500: 100}
TARGETS: Final = {50: 20.0, 500: 200.0}
"""Milliseconds of the ninety-ninth percentile, on two cores."""

HEAD: Final = "holdings trades   P50 ms   P99 ms  CPU P50  CPU P99  plans/s  check P50  target"


def milliseconds(act: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Time one call on the wall and on the processor."""
    began, worked = perf_counter(), process_time()
    act(*arguments)
    return (perf_counter() - began) * 1_000, (process_time() - worked) * 1_000


def percentiles(times: list[float]) -> tuple[float, float]:
    """Return median and ninety-ninth percentile."""
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def row(holdings: int) -> str:
    """Measure plans of one size, each of a portfolio of its own."""
    requests = [request_of_size(holdings, seed) for seed in range(RUNS[holdings])]
    plan_rebalance(requests[0])
    # A service holds one portfolio, not hundreds: the collector need not look through them while it is timed.
    gc.freeze()
    # The snapshot keeps what it has looked up, so that each request is planned once while it is timed.
    timed = [milliseconds(plan_rebalance, request) for request in requests[1:]]
    wall, cpu = ([pair[at] for pair in timed] for at in (0, 1))
    plans = [(request, plan_rebalance(request)) for request in requests[:20]]
    checks = [milliseconds(check_plan, *pair)[0] for pair in plans]
    trades = sum(len(made.trades) for _, made in plans) // len(plans)
    figures = (*percentiles(wall), *percentiles(cpu))
    shown = " ".join(f"{figure:>8.1f}" for figure in figures)
    goal = f"P99 <= {TARGETS[holdings]:.0f} ms" if holdings in TARGETS else "-"
    speed = 1_000 * len(wall) / sum(wall)
    return f"{holdings:>8} {trades:>6} {shown} {speed:>8.0f} {percentiles(checks)[0]:>10.1f}  {goal}"


def test_print_how_long_planning_takes(capsys: Any):
    """One row for each size, with plans that trade."""
    with capsys.disabled():
        rows = table()

    assert len(SIZES) == len(rows)


def table() -> list[str]:
    """Print a row for each size as it comes."""
    print(f"\n{HEAD}")
    rows = []
    for holdings in SIZES:
        rows.append(row(holdings))
        print(rows[-1], flush=True)
    return rows


if __name__ == "__main__":
    table()
