"""Measure how long screening 100,000 portfolios of 20 holdings takes; prints, never fails.

Run it with the engine on the path: `PYTHONPATH=src python tests/bench/screen.py`.
"""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter
from typing import Final

import numpy as np

from trimtab.drift.screen import SCALE, Whole, screen

PORTFOLIOS: Final = 100_000
HOLDINGS: Final = 20
ROUNDS: Final = 7
FIVE_POINTS: Final = SCALE // 20


def portfolios() -> tuple[Whole, Whole]:
    """Make values in cents and targets that add up to one at most, the same in every run."""
    dice = np.random.default_rng(4)
    values = dice.integers(0, 10**8, (PORTFOLIOS, HOLDINGS))
    shares = dice.integers(1, 100, (PORTFOLIOS, HOLDINGS))
    return values, shares * SCALE // shares.sum(axis=1, keepdims=True)


def main() -> None:
    """Time some rounds and print the median, the slowest and the rate."""
    values, targets = portfolios()
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        found = screen(values, targets, FIVE_POINTS)
        seconds.append(perf_counter() - start)
    typical = median(seconds)
    sys.stdout.write(
        f"screening {PORTFOLIOS:,} portfolios of {HOLDINGS} holdings, "
        f"{found.is_breached.mean():.1%} breached: "
        f"median {typical * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms, "
        f"{PORTFOLIOS / typical:,.0f} a second\n"
    )


if __name__ == "__main__":
    main()
