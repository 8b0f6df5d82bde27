"""How fast policies run over paths, alone and beside bt: prints figures and ratios, never fails on them.

Run it with `scripts/bench lab`. bt comes with `uv sync --group peers`; without it that is stated. CPU time is
what the work takes on a machine that does other work as well.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

# More threads would make the peer's figures depend on who else works here.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path[:0] = [str(Path(__file__).parents[1])] if __name__ == "__main__" else []

import numpy as np  # noqa: E402 - the threads are set first

from lab_builders import real_prices  # noqa: E402
from trimtab.domain.config import DriftMethod  # noqa: E402
from trimtab.domain.policy import Destination  # noqa: E402
from trimtab.lab.grid import under  # noqa: E402
from trimtab.lab.outcomes import Outcomes  # noqa: E402
from trimtab.lab.paths import Block, Bootstrap  # noqa: E402
from trimtab.lab.policies import SESSIONS, Band, LabPolicy, TargetMix  # noqa: E402
from trimtab.lab.prices import Floats  # noqa: E402
from trimtab.lab.run import SESSIONS_A_YEAR, Trial, run  # noqa: E402

PATHS: Final = 1_000
YEARS: Final = 10
ASSETS: Final = 10
COST_BP: Final = 10
ROUNDS: Final = 3
PEER_PATHS: Final = 2
FIFTH: Final = Band(width=0.2, kind=DriftMethod.RELATIVE)
SEARCH_GOAL: Final = 2.5
PEER_GOAL: Final = 2_000


def source() -> tuple[TargetMix, Bootstrap]:
    """Ten real stocks in equal parts, shuffled in runs."""
    prices = real_prices("sp500")
    chosen = prices.choose(prices.symbols[:ASSETS])
    return TargetMix.equal(chosen.symbols), Bootstrap(chosen.growth(), seed=1)


def search_policies() -> tuple[LabPolicy, ...]:
    """Twelve: four calendars, four bands back to target and four to the edge."""
    widths = (0.1, 0.2, 0.3, 0.5)
    bands = [Band(width=width, kind=DriftMethod.RELATIVE) for width in widths]
    return under(
        [
            *(LabPolicy(every=every) for every in SESSIONS.values()),
            *(LabPolicy(band=band) for band in bands),
            *(LabPolicy(band=band, destination=Destination.BAND_EDGE) for band in bands),
        ],
        cost_bp=COST_BP,
    )


def timed(policies: tuple[LabPolicy, ...]) -> tuple[float, float, tuple[Outcomes, ...]]:
    """Run policies a few times; returns the median seconds on the wall and the least on the processor."""
    mix, paths = source()
    trial = Trial(mix=mix, policies=policies, source=paths, steps=YEARS * SESSIONS_A_YEAR)
    walls, works = [], []
    for _ in range(ROUNDS):
        began, worked = perf_counter(), process_time()
        found = run(trial, PATHS)
        walls.append(perf_counter() - began)
        works.append(process_time() - worked)
    return median(walls), min(works), found


def search() -> None:
    """Time the search for a frequency."""
    policies = search_policies()
    wall, work, _ = timed(policies)
    print(
        f"search of {len(policies)} policies, {PATHS:,} paths, {YEARS} years, {ASSETS} assets: "
        f"{wall:.2f} s on the wall, {work:.2f} s of processor (goal {SEARCH_GOAL} s)"
    )


def threshold() -> None:
    """Time one band over all paths, and bt over a few of the same ones."""
    wall, work, (found,) = timed((LabPolicy(band=FIFTH, cost_bp=COST_BP),))
    rate = PATHS * YEARS / work
    spent = f"{wall:.2f} s on the wall, {work:.2f} s of processor"
    print(f"band of a fifth: {spent}, {rate:,.0f} path-years a second")
    if find_spec("bt") is None:
        print("  bt is not installed; uv sync --group peers brings it")
        return
    mix, paths = source()
    days = list(paths.days(Block(0, PATHS), YEARS * SESSIONS_A_YEAR))
    seconds, wealth = zip(
        *(peer(np.array([day[:, path] for day in days]), mix) for path in range(PEER_PATHS)), strict=True
    )
    theirs = PEER_PATHS * YEARS / sum(seconds)
    ours = (1 + found.total_return[:PEER_PATHS]) ** YEARS
    apart = np.abs(np.array(wealth) / ours - 1).max()
    print(
        f"  bt: {theirs:,.1f} path-years a second of processor, so {rate / theirs:,.0f} times slower "
        f"(goal {PEER_GOAL:,}); wealth at most {apart:.1%} apart (it trades everything on a breach)"
    )


def peer(growth: Floats, mix: TargetMix) -> tuple[float, float]:
    """Let bt run the same band on one path; returns seconds of processor and wealth at the end."""
    bt: Any = import_module("bt")
    pandas: Any = import_module("pandas")
    closes = np.vstack([np.ones(ASSETS), np.cumprod(growth, axis=0)]) * 100
    dates = pandas.bdate_range("2000-01-03", periods=len(closes))
    prices = pandas.DataFrame(closes, index=dates, columns=list(mix.symbols))
    weights = dict(zip(mix.symbols, mix.weights, strict=True))
    steps = [
        bt.algos.SelectAll(),
        bt.algos.WeighSpecified(**weights),
        bt.algos.Or([bt.algos.RunOnce(), bt.algos.RunIfOutOfBounds(FIFTH.width)]),
        bt.algos.Rebalance(),
    ]
    test = bt.Backtest(
        bt.Strategy("band", steps),
        prices,
        initial_capital=1e6,
        commissions=lambda quantity, price: abs(quantity) * price * COST_BP / 10_000,
        integer_positions=False,
        progress_bar=False,
    )
    began = process_time()
    test.run()
    spent = process_time() - began
    value = test.strategy.values
    # The first purchase is free in the lab.
    return spent, float(value.iloc[-1]) / 1e6 / (1 - COST_BP / 10_000)


def main() -> None:
    """Print both."""
    search()
    threshold()


if __name__ == "__main__":
    main()
