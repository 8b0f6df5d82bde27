"""How long an optimal plan takes beside PIQP, CLARABEL and cvxpy: prints ratios, never fails on them.

All solve the same problems in one process, turn by turn, on one thread: fifteen factors, spreads, tax by
lot, a cap, a turnover limit and weights that add up. A peer that is not installed is stated;
`uv sync --group peers` brings CLARABEL and cvxpy. Ratios are of processor time, which other work on the
machine disturbs less. Then come whole optimisations in which sides or shares are chosen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

# More threads would make the peers' figures depend on who else works here.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path[:0] = [str(Path(__file__).parents[1])] if __name__ == "__main__" else []

import numpy as np  # noqa: E402 - the threads are set first

from bench.figures import Figures  # noqa: E402
from trimtab.optimise.cross_check import Program, clarabel_on, piqp_on, program_of  # noqa: E402
from trimtab.optimise.model import full_window, model_of  # noqa: E402
from trimtab.optimise.newton import Hill, climb  # noqa: E402
from trimtab.optimise.problem import Lots, Problem, RiskModel  # noqa: E402
from trimtab.optimise.risk import dense_risk  # noqa: E402
from trimtab.optimise.rows import cash_at_least, fully_invested, turnover_at_most  # noqa: E402
from trimtab.optimise.solve import Effort, optimise  # noqa: E402

SIZES: Final = ((50, 10), (200, 10), (1000, 20))
FACTORS: Final = 15
DAYS: Final = 15
"""Different problems of each size."""

TOLERANCE: Final = 1e-8
"""The peers' own default or tighter; ours ends at rounding."""

TARGETS: Final = {"PIQP direct": (1, 5, 20), "cvxpy + CLARABEL": (15, 35, 100)}
"""Least ratios by size: how many times faster than the peer."""

Solve = Callable[[int], float]
"""Solves the problem of a day and gives its objective."""


def plan_problem(assets: int, lots: int, seed: int) -> Problem:
    """Make a book of so many assets with so many lots each; losses are not rewarded."""
    dice = np.random.default_rng(seed)
    parts = dice.dirichlet(np.full(assets, 5.0))[:, np.newaxis] * dice.dirichlet(np.full(lots, 5.0), assets)
    gains = np.maximum(dice.uniform(-0.2, 0.5, assets * lots), 0.0)
    weights = parts.sum(axis=1)
    return Problem(
        weights=weights,
        targets=dice.dirichlet(np.full(assets, 5.0)),
        risk=RiskModel(
            loadings=dice.normal(0.0, 0.15 / np.sqrt(FACTORS), (assets, FACTORS)),
            specific=dice.uniform(0.1, 0.3, assets) ** 2,
        ),
        lots=Lots(
            asset=np.repeat(np.arange(assets), lots),
            size=parts.ravel(),
            tax=gains * dice.choice([0.15, 0.35], assets * lots),
        ),
        sell_cost=np.full(assets, 0.0005),
        buy_cost=np.full(assets, 0.0005),
        lower=np.zeros(assets),
        upper=np.full(assets, max(0.1, 3.0 / assets)),
        rows=(fully_invested(assets, float(weights.sum())), turnover_at_most(assets, 0.1)),
        risk_weight=10.0,
        tax_weight=0.05,
    )


def contestants(problems: list[Problem]) -> dict[str, Solve]:
    """List who solves, everything that could be made beforehand being ready, and the whole of ours."""
    ready = [(model := model_of(each), full_window(model, each)) for each in problems]
    hills = [Hill(model, window, model.pieces.rates) for model, window in ready]
    programs = [program_of(each) for each in problems]
    everyone: dict[str, Solve] = {
        "ours, model ready": lambda day: float(climb(hills[day]).steps),
        "ours, all of optimise()": lambda day: optimise(problems[day]).objective,
    }
    if find_spec("piqp"):
        everyone["PIQP direct"] = lambda day: piqp_on(problems[day], programs[day], TOLERANCE).objective
    if find_spec("clarabel"):
        everyone["CLARABEL direct"] = lambda day: (
            clarabel_on(problems[day], programs[day], TOLERANCE).objective
        )
    if find_spec("clarabel") and find_spec("cvxpy"):
        everyone["cvxpy + CLARABEL"] = lambda day: through_cvxpy(programs[day])
    return everyone


def through_cvxpy(program: Program) -> float:
    """Write the program as a user of cvxpy would, and solve it with CLARABEL."""
    cvxpy: Any = import_module("cvxpy")  # stated as missing where it is
    x: Any = cvxpy.Variable(len(program.linear))
    risk = cvxpy.sum_squares(cvxpy.multiply(np.sqrt(program.squares), x)) / 2
    has_low, has_high = np.isfinite(program.low), np.isfinite(program.high)
    conditions = [program.equal @ x == program.right, program.above @ x <= program.top]
    conditions += [x[has_low] >= program.low[has_low], x[has_high] <= program.high[has_high]]
    asked: Any = cvxpy.Problem(cvxpy.Minimize(risk + program.linear @ x), conditions)
    return float(asked.solve(solver=cvxpy.CLARABEL)) + program.constant


def race(assets: int, lots: int, days: int) -> dict[str, tuple[Figures, Figures]]:
    """Let everyone solve every day's problem, turn by turn; give times by the clock and of the processor."""
    everyone = contestants([plan_problem(assets, lots, day) for day in range(days)])
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in everyone}
    for turn in range(days + 1):
        for name, solve in everyone.items():
            start, worked = perf_counter(), process_time()
            solve(turn % days)
            times[name].append(((perf_counter() - start) * 1000.0, (process_time() - worked) * 1000.0))
    # The first turn warms up.
    by_kind = {name: zip(*taken[1:], strict=True) for name, taken in times.items()}
    return {name: (Figures.of(next(each)), Figures.of(next(each))) for name, each in by_kind.items()}


def show_race(place: int, size: tuple[int, int]) -> None:
    """Print who took how long, and how many times as much of the processor as we did."""
    found = race(*size, DAYS if place < len(SIZES) - 1 else DAYS // 3)
    ours = found["ours, model ready"][1].p50
    print(f"{size[0]} assets, {size[1]} lots each")
    for name, (clock, worked) in found.items():
        target = f"   wanted {TARGETS[name][place]}x" if name in TARGETS else ""
        print(f"  {name:<24} {clock}   processor P50 {worked.p50:7.2f} ms {worked.p50 / ours:6.1f}x{target}")
    for name in ("piqp", "clarabel", "cvxpy"):
        if find_spec(name) is None:
            print(f"  {name} is not installed; uv sync --group peers brings it")


def show_whole() -> None:
    """Print how long optimise() takes where sides, least trades and shares are chosen, or risk is dense."""
    for title, asked in (
        ("losses rewarded, 100 x 20", rewarded(100, 20)),
        ("least trades, 100 x 20", replace(rewarded(100, 20), min_trade=np.full(100, 0.002))),
        ("whole shares, 100 x 20", in_shares(rewarded(100, 20))),
        ("dense covariance, 1000 x 5", dense(1000, 5)),
    ):
        start = perf_counter()
        solution = optimise(asked, effort=Effort(nodes=50))
        taken = (perf_counter() - start) * 1000.0
        said = f"{solution.status}, {solution.nodes} nodes, gap {solution.relative_gap:.1e}"
        print(f"  {title:<28} {taken:8.1f} ms   {said}")


def rewarded(assets: int, lots: int) -> Problem:
    """Reward losses as much as gains cost."""
    asked = plan_problem(assets, lots, 0)
    gains = np.random.default_rng(1).uniform(-0.2, 0.5, assets * lots)
    return replace(asked, lots=replace(asked.lots, tax=0.2 * gains))


def in_shares(asked: Problem) -> Problem:
    """Trade in shares of a thousandth, and let cash take what is left."""
    rows = (cash_at_least(asked.weights, cash=0.02, least=0.01), turnover_at_most(asked.size, 0.1))
    return replace(asked, unit=np.full(asked.size, 0.001), rows=rows)


def dense(assets: int, lots: int) -> Problem:
    """Give the factors' covariance as a matrix."""
    asked = plan_problem(assets, lots, 0)
    loadings = asked.risk.loadings
    return replace(asked, risk=dense_risk(loadings @ loadings.T + np.diag(asked.risk.specific)))


def main() -> None:
    """Print everything."""
    for place, size in enumerate(SIZES):
        show_race(place, size)
    print("all of optimise(), one problem each")
    show_whole()


if __name__ == "__main__":
    main()
