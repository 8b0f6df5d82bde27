"""The figures of a plan: value, weights and bands before it, and all of them again after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.request import Swap
from trimtab.planning.check.facts import Amounts, Facts, band_of, signed, value_all
from trimtab.planning.check.findings import SLACK, Finding, broken, differs
from trimtab.planning.check.ledger import Ledger


def check_drift(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find a drift report that is not that of the snapshot."""
    yield from _check_report("drift", facts, plan.drift, (facts.values, goals_of(plan)))


def check_drift_after(facts: Facts, plan: Plan, ledger: Ledger) -> Iterator[Finding]:
    """Find a second drift report that is not that of the snapshot with trades and swaps applied."""
    values = value_all(quantities_after(facts, plan), ledger.end, facts.prices, facts.rates)
    yield from _check_report("drift after", facts, plan.drift_after, (values, goals_after(facts, plan)))


def goals_of(plan: Plan) -> dict[str, Decimal]:
    """Read the weights a plan aims for."""
    return {row.key: row.target_weight for row in plan.drift.rows}


def goals_after(facts: Facts, plan: Plan) -> dict[str, Decimal]:
    """Move goals along with what the request swaps; none becomes less than nothing."""
    goals = goals_of(plan)
    for swap in facts.request.whole_swaps:
        moved = min(swap_value(facts, swap) / (facts.total or ONE), goals.get(swap.sold, ZERO))
        goals[swap.sold] = goals.get(swap.sold, ZERO) - moved
        goals[swap.bought] = goals.get(swap.bought, ZERO) + moved
    return goals


def swap_value(facts: Facts, swap: Swap) -> Decimal:
    """Tell what a swap moves, in base currency."""
    return swap.quantity * facts.prices.get(swap.sold, ZERO)


def quantities_after(facts: Facts, plan: Plan) -> dict[str, Decimal]:
    """Tell what is held after all trades; what is sold out is not held."""
    quantities = {symbol: held.quantity for symbol, held in facts.holdings.items()}
    for trade in plan.trades:
        quantities[trade.symbol] = quantities.get(trade.symbol, ZERO) + signed(trade.side, trade.quantity)
    return {symbol: shares for symbol, shares in quantities.items() if shares}


def _check_report(
    name: str, facts: Facts, report: DriftReport, figures: tuple[Amounts, Amounts]
) -> Iterator[Finding]:
    values, goals = figures
    total = sum(values.values(), ZERO)
    fine = max(total, ONE)
    yield from _near(f"{name}: total", "portfolio", total / fine, report.total_value / fine)
    expected = (*sorted((values.keys() | facts.wanted.keys()) - {CASH}), CASH)
    yield from differs(
        f"{name}: rows", "portfolio", expected=expected, found=tuple(row.key for row in report.rows)
    )
    for row in report.rows:
        value = values.get(row.key, ZERO)
        yield from _near(f"{name}: value", row.key, value / fine, row.market_value / fine)
        yield from _near(f"{name}: weight", row.key, value / total if total else ZERO, row.actual_weight)
        yield from _near(f"{name}: goal", row.key, goals.get(row.key, ZERO), row.target_weight)
        tolerance, critical = band_of(facts, row.key, row.target_weight)
        yield from _near(f"{name}: band", row.key, tolerance, row.band.tolerance)
        yield from _near(f"{name}: critical", row.key, critical, row.band.critical)
    yield from _sums(name, report, total)


def _sums(name: str, report: DriftReport, total: Decimal) -> Iterator[Finding]:
    sums: Mapping[str, Decimal] = {
        "value": (sum((row.market_value for row in report.rows), ZERO) - total) / max(total, ONE),
        "weight": sum((row.actual_weight for row in report.rows), ZERO) - (ONE if total else ZERO),
    }
    for what, rest in sums.items():
        yield from broken(f"{name}: sum", what, f"leaves {rest}", when=not abs(rest) <= SLACK)


def _near(rule: str, subject: str, expected: Decimal, found: Decimal) -> tuple[Finding, ...]:
    text = f"is {found}, must be {expected}"
    return broken(rule, subject, text, when=not abs(expected - found) <= SLACK)
