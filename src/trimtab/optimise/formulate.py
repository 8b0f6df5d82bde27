"""Write a question as a problem of numbers; how strict it is, is a rung of a ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from trimtab.domain.constraints import ClassCap
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.optimum import PLAIN_VARIANCE, FactorRisk
from trimtab.optimise.problem import Cause, InvalidProblemError, Lots, Problem, RiskModel, Row, Vector
from trimtab.optimise.question import Question, Way
from trimtab.optimise.rows import cash_at_least, class_at_most, cost_at_most, turnover_at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What is kept to on one rung of the ladder; limits on turnover, cost and purchases are on every rung."""

    keeps_bands: bool = True
    keeps_caps: bool = True
    refills_cash: bool = True


LADDER: Final = (
    Rung(),
    Rung(keeps_bands=False),
    Rung(keeps_bands=False, keeps_caps=False),
    Rung(keeps_bands=False, keeps_caps=False, refills_cash=False),
)
"""Soft bands give way first, then what is broken already; on the last rung doing nothing is allowed.

A turnover limit is the owner's hard rule here, and never gives way (domain §5.5.6; decision 0010).
"""


def formulate(question: Question, lots: Lots, rung: Rung) -> Problem:
    """Write the problem down. Raises InvalidProblemError for a risk model that does not fit the symbols."""
    ways, weighing = question.ways, question.request.weighing
    bounds = [_bounds(question, way, rung) for way in ways]
    costs = question.request.policy.costs
    rate = float(costs.spread_rate / 2 + costs.commission_rate)
    weights = _vector(way.weight for way in ways)
    return Problem(
        weights=weights,
        targets=_vector(way.goal for way in ways),
        risk=risk_of(ways, question.request.risk),
        lots=lots,
        sell_cost=np.full(len(ways), rate),
        buy_cost=np.full(len(ways), rate),
        lower=np.array([low for low, _ in bounds]),
        upper=np.array([high for _, high in bounds]),
        rows=tuple(_rows(question, weights, rung)),
        impact=np.array([_impact(question, way) for way in ways]),
        unit=np.array([question.part(way.share_value) for way in ways]),
        min_trade=np.array([question.part(way.least) if way.whole else 0.0 for way in ways]),
        risk_weight=float(weighing.risk),
        cost_weight=float(weighing.cost),
        tax_weight=float(weighing.tax),
    )


def risk_of(ways: tuple[Way, ...], risk: FactorRisk | None) -> RiskModel:
    """Take the given risk model, or let every weight count alike.

    In that case cash does so, too: it is off target by as much as all others together, a factor of its own.
    """
    if risk is None:
        deviation = float(PLAIN_VARIANCE) ** 0.5
        size = len(ways)
        return RiskModel(
            loadings=np.full((size, 1), deviation), specific=np.full(size, float(PLAIN_VARIANCE))
        )
    places = {symbol: place for place, symbol in enumerate(risk.symbols)}
    missing = next((way.symbol for way in ways if way.symbol not in places), None)
    if missing is not None:
        raise InvalidProblemError(Cause.WRONG_SHAPE, "risk.symbols", f"lacks {missing}; give it a variance")
    chosen = [places[way.symbol] for way in ways]
    return RiskModel(
        loadings=np.array([[float(load) for load in risk.loadings[place]] for place in chosen]),
        specific=np.array([float(risk.specific[place]) for place in chosen]),
    )


def _bounds(question: Question, way: Way, rung: Rung) -> tuple[float, float]:
    """Let a weight lie between where it is and the end of its way, and inside its band and cap if it can."""
    # A difference of floats may fall a rounding below zero, where no weight is.
    held, end = float(way.weight), max(float(way.weight) + question.part(way.reach), 0.0)
    low, high = min(held, end), max(held, end)
    if rung.keeps_caps and way.must_exit:
        return low, low
    least, most = ZERO, ONE
    if rung.keeps_bands:
        least, most = max(way.goal - way.tolerance, ZERO), way.goal + way.tolerance
    cap = question.request.policy.constraints.max_position_weight
    if rung.keeps_caps and cap is not None:
        most = min(most, cap)
    return min(max(low, float(least)), high), max(min(high, float(most)), low)


def _rows(question: Question, weights: Vector, rung: Rung) -> Iterator[Row]:
    limits, size = question.request.policy.constraints, len(weights)
    yield _cash(question, weights, rung)
    if limits.max_turnover is not None:
        yield turnover_at_most(size, float(limits.max_turnover))
    if limits.transaction_cost_limit is not None:
        yield cost_at_most(size, question.part(limits.transaction_cost_limit))
    if limits.allocate_at_most is not None:
        bought = np.array([way.reach > 0 for way in question.ways])
        if bought.any():
            most = question.part(limits.allocate_at_most) + float(weights[bought].sum())
            yield class_at_most("purchases", bought, size, most)
    if rung.keeps_caps:
        yield from _class_caps(question, weights)


def _cash(question: Question, weights: Vector, rung: Rung) -> Row:
    """Keep the cash above its floor; where it is below, refill it as far as the sales go."""
    room = question.room
    if room < 0:
        sold = sum((way.reach for way in question.ways if way.reach < 0), ZERO)
        room = max(room, sold) if rung.refills_cash else ZERO
    return cash_at_least(weights, cash=question.part(room), least=0.0)


def _class_caps(question: Question, weights: Vector) -> Iterator[Row]:
    for cap in question.request.policy.constraints.class_caps:
        members = np.array([way.asset_class == cap.asset_class for way in question.ways])
        if cap.asset_class == CASH or not members.any():
            continue
        stuck = sum((way.weight + min(way.reach, ZERO) / question.total for way in _of(question, cap)), ZERO)
        yield class_at_most(f"class {cap.asset_class}", members, len(weights), float(max(cap.weight, stuck)))


def _of(question: Question, cap: ClassCap) -> Iterator[Way]:
    return (way for way in question.ways if way.asset_class == cap.asset_class)


def _impact(question: Question, way: Way) -> float:
    """Give the factor of the trade's weight to the power of 1.5 (square-root law, domain §4.8)."""
    known, coefficient = way.instrument, question.request.policy.costs.impact
    if not coefficient or known is None or way.whole is None:
        return 0.0
    if not known.daily_volume or known.daily_volatility is None:
        return 0.0
    price = way.whole.price * way.whole.fx_rate
    part_of_day = question.total / (price * known.daily_volume)
    return float(coefficient * known.daily_volatility * part_of_day.sqrt())


def _vector(numbers: Iterator[Decimal]) -> Vector:
    return np.array([float(number) for number in numbers])
