"""How long a whole FULL_OPTIMIZATION plan takes beside FULL: prints figures, never fails on them.

A book has so many lots of each holding, gains and losses of both terms in the custodian's order. The first
rows are the ordinary FULL plan of the same books: the floor on which the optimiser stands.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any, Final

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path[:0] = [str(Path(__file__).parents[1])] if __name__ == "__main__" else []

from bench.figures import Figures  # noqa: E402 - the path and the threads are set first
from bench.tax_plans import tax_request  # noqa: E402
from trimtab.domain.config import CostConfig  # noqa: E402
from trimtab.domain.policy import RebalancingMethod  # noqa: E402
from trimtab.domain.request import PlanRequest  # noqa: E402
from trimtab.domain.tax_config import TaxConfig  # noqa: E402
from trimtab.optimise.curve import trade_off_curve  # noqa: E402
from trimtab.optimise.plan import plan_optimised  # noqa: E402
from trimtab.planning.check import check_plan  # noqa: E402
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes  # noqa: E402

SIZES: Final = ((50, 10), (100, 20), (1000, 20))
RUNS: Final = {50: 40, 100: 20, 1000: 4}
GOALS: Final = {50: 10.0, 1000: 50.0}
"""Milliseconds of the ninety-ninth percentile of one whole analysis in process (performance.md section 2)."""

_COUNTED: Final = 1_000
"""The first seed that is counted: settings of the search were chosen on books below it."""

STATED: Final = (Decimal("0.000001"), Decimal("0.00001"), Decimal("0.0001"))
"""Gaps that are counted, fractions of the portfolio's value."""

WAYS: Final[tuple[tuple[RebalancingMethod, Callable[[PlanRequest], TaxPlan]], ...]] = (
    (RebalancingMethod.FULL, plan_with_taxes),
    (RebalancingMethod.FULL_OPTIMIZATION, plan_optimised),
)


def book(holdings: int, lots: int, seed: int, method: RebalancingMethod) -> PlanRequest:
    """Make a book without caps on gains or substitutes, so that both methods answer the same question."""
    asked = tax_request(holdings, lots, seed)
    costs = CostConfig(
        spread_rate=asked.policy.costs.spread_rate, minimum_trade=asked.policy.costs.minimum_trade
    )
    rule = replace(asked.policy, method=method, tax=TaxConfig(), costs=costs)
    return replace(asked, policy=rule, method=method)


def rows() -> Iterator[str]:
    """Measure every size by both methods; each run has a portfolio of its own."""
    for holdings, lots in SIZES:
        for method, plan in WAYS:
            yield _row(holdings, lots, method, plan)


def gaps_of(holdings: int, lots: int, count: int) -> list[Decimal]:
    """Give what each of the first so many books of a size misses at most, a fraction of its value."""
    seeds = range(_COUNTED, _COUNTED + count)
    asked = (book(holdings, lots, seed, RebalancingMethod.FULL_OPTIMIZATION) for seed in seeds)
    found = (plan_optimised(request).plan.optimum for request in asked)
    return [optimum.gap for optimum in found if optimum]


def gap_rows(count: int = 100) -> Iterator[str]:
    """Count the books of each size whose plan is proved to be within a gap of the exact optimum."""
    for holdings, lots in ((10, 4), (20, 8), (50, 10)):
        gaps = gaps_of(holdings, lots, count)
        within = (
            f"{sum(gap <= stated for gap in gaps) / len(gaps):6.1%} within {stated}" for stated in STATED
        )
        yield f"{holdings:>5} x {lots:<3} {len(gaps)} books, of their value: {', '.join(within)}"


def curve_rows(holdings: int = 100, lots: int = 20, runs: int = 5) -> Iterator[str]:
    """Trace curves of books of one size, and check every point as the service does."""
    for seed in range(runs):
        asked = book(holdings, lots, seed, RebalancingMethod.FULL_OPTIMIZATION)
        began = process_time()
        curve = trade_off_curve(asked)
        traced = process_time()
        faults = sum(len(check_plan(point.request, point.plan)) for point in curve)
        checked = process_time()
        yield (
            f"{holdings:>5} x {lots:<3} curve of {len(curve)} points {traced - began:5.2f} s"
            f"   checked in {checked - traced:5.2f} s, {faults} faults   < 2 s"
        )


def _row(holdings: int, lots: int, method: RebalancingMethod, plan: Callable[[PlanRequest], TaxPlan]) -> str:
    plan(book(holdings, lots, 0, method))
    times: list[float] = []
    gaps: list[Decimal] = []
    for seed in range(1, RUNS[holdings] + 1):
        asked = book(holdings, lots, seed, method)
        began = process_time()
        made = plan(asked)
        times.append((process_time() - began) * 1_000)
        gaps += [made.plan.optimum.gap] if made.plan.optimum else []
    goal = f"   P99 <= {GOALS[holdings]:.0f} ms" if holdings in GOALS else ""
    gap = f"   worst gap {max(gaps):.1E}" if gaps else ""
    return f"{holdings:>5} x {lots:<3} {method.value:<18} {Figures.of(times)}{goal}{gap}"


def test_print_how_long_optimised_plans_take(capsys: Any):
    """Two rows for each size."""
    with capsys.disabled():
        print()
        count = show()

    assert 2 * len(SIZES) < count


def show() -> int:
    """Print the rows as they come, and count them."""
    count = 0
    for each in chain(rows(), gap_rows(), curve_rows()):
        print(each, flush=True)
        count += 1
    return count


if __name__ == "__main__":
    show()
