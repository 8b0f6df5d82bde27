"""How long a tax-aware plan takes: `python -m pytest -s tests/bench/tax_plans.py`, or as a program.

Prints figures and never fails on them. Every portfolio has twenty lots for each holding, gains and losses of
both terms among them, losses still open, a substitute for every tenth symbol and a yearly cap that binds.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).parents[1])] if __name__ == "__main__" else []

from bench.planning import milliseconds, percentiles  # noqa: E402 - the path is set for the program first
from bench.portfolios import request_of_size, symbol  # noqa: E402
from builders import ACCOUNT, instrument, quote  # noqa: E402
from tax_builders import open_loss, position  # noqa: E402
from trimtab.domain.constraints import Constraints  # noqa: E402
from trimtab.domain.policy import RebalancingMethod  # noqa: E402
from trimtab.domain.request import PlanRequest  # noqa: E402
from trimtab.domain.tax_config import SubstituteSet, TaxConfig  # noqa: E402
from trimtab.domain.tax_lot import TaxLot  # noqa: E402
from trimtab.planning.check import check_plan  # noqa: E402
from trimtab.planning.tax_aware.plan import plan_with_taxes  # noqa: E402

HOLDINGS: Final = 100
LOTS: Final = 20
RUNS: Final = 120
GOAL: Final = 300.0
"""Milliseconds of the ninety-ninth percentile, on two cores."""

HEAD: Final = "holdings  lots trades  P50 ms  P99 ms  CPU P50  CPU P99  check P50  goal"
TODAY: Final = date(2026, 11, 20)


def tax_request(holdings: int, lots: int, seed: int) -> PlanRequest:
    """Make a request of TAX_AWARE with so many lots of each holding; the same seed makes the same request."""
    asked = request_of_size(holdings, seed)
    names = [symbol(number) for number in range(holdings)]
    spares = [f"{name}{'Z'}" for name in names[::10]]
    prices = {seen.symbol: seen.price for seen in asked.snapshot.quotes}
    config = TaxConfig(
        avoid_short_term_gains=seed % 3 != 0,
        deferral_days=30,
        gain_cap=Decimal(20_000),
        substitutes=tuple(
            SubstituteSet(symbol=name, substitutes=(spare,))
            for name, spare in zip(names[::10], spares, strict=True)
        ),
    )
    snapshot = replace(
        asked.snapshot,
        quotes=(*asked.snapshot.quotes, *(quote(spare, "50") for spare in spares)),
        instruments=(*asked.snapshot.instruments, *(instrument(spare) for spare in spares)),
    )
    held = [
        lot
        for at, holding in enumerate(asked.snapshot.holdings)
        for lot in _lots(holding.symbol, holding.quantity, prices[holding.symbol], (lots, seed + at))
    ]
    losses = [open_loss("50", "1", "2026-11-10", symbol=name, disposal_id=name) for name in names[5::25]]
    rule = replace(asked.policy, method=RebalancingMethod.TAX_AWARE, tax=config, constraints=Constraints())
    return replace(asked, snapshot=snapshot, policy=rule, method=None, tax=position(held, losses))


def _lots(name: str, quantity: Decimal, price: Decimal, pattern: tuple[int, int]) -> list[TaxLot]:
    """Split a holding into lots, bought every forty days at prices around today's."""
    count, seed = pattern
    part = (quantity / count).quantize(Decimal("1E-9"))
    sizes = [part] * (count - 1) + [quantity - part * (count - 1)]
    return [
        TaxLot(
            lot_id=f"{name}-{number:03}",
            account=ACCOUNT,
            symbol=name,
            quantity=size,
            unit_cost=(price * (70 + (seed * 7 + number * 13) % 60) / 100).quantize(Decimal("0.01")),
            acquired=TODAY - timedelta(days=40 * (count - number) - seed % 15),
            held_from=TODAY - timedelta(days=40 * (count - number) - seed % 15),
        )
        for number, size in enumerate(sizes)
    ]


def row(holdings: int, lots: int) -> str:
    """Measure plans of one size, each of a portfolio of its own."""
    plan_with_taxes(tax_request(holdings, lots, 0))
    # Made one at a time, as a service has them: 240,000 lots at once would make the collector the measure.
    timed = [milliseconds(plan_with_taxes, tax_request(holdings, lots, seed)) for seed in range(1, RUNS)]
    wall, cpu = ([pair[at] for pair in timed] for at in (0, 1))
    plans = [plan_with_taxes(tax_request(holdings, lots, seed)) for seed in range(20)]
    checks = [milliseconds(check_plan, made.request, made.plan)[0] for made in plans]
    trades = sum(len(made.plan.trades) for made in plans) // len(plans)
    figures = (*percentiles(wall), *percentiles(cpu))
    shown = " ".join(f"{figure:>8.1f}" for figure in figures)
    count = holdings * lots
    return (
        f"{holdings:>8} {count:>5} {trades:>6} {shown} {percentiles(checks)[0]:>9.1f}  P99 <= {GOAL:.0f} ms"
    )


def test_print_how_long_tax_aware_plans_take(capsys: Any):
    """One row, with plans that trade."""
    with capsys.disabled():
        print(f"\n{HEAD}")
        shown = row(HOLDINGS, LOTS)
        print(shown, flush=True)

    assert str(HOLDINGS) in shown


if __name__ == "__main__":
    print(HEAD)
    print(row(HOLDINGS, LOTS))
