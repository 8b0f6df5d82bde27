"""The objective of a plan in exact decimals: what floats have found is judged by this alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.optimum import PLAIN_VARIANCE, FactorRisk, Weighed
from trimtab.domain.plan import Plan
from trimtab.domain.trade import Side, Trade
from trimtab.optimise.question import Question
from trimtab.planning.tax_aware.forecast import NOTHING, Forecast, forecast, tax_of

_EXACT: Final = Context(prec=60)


def weigh(question: Question, plan: Plan, foreseen: Forecast | None = None) -> Weighed:
    """Weigh a plan's trades: half the variance of what stays off target, their costs, and the tax they add.

    Distances are counted before costs, which are a part of their own; cash is off by what all others are.
    `foreseen` is the plan's forecast, where it is known already.
    """
    with localcontext(_EXACT):
        return Weighed(
            risk=_variance(_off_target(question, plan.trades), question.request.risk) / 2,
            cost=plan.costs.total / question.total,
            tax=_tax(question, plan, foreseen) / question.total,
        )


def weigh_nothing(question: Question) -> Weighed:
    """Weigh a plan without trades."""
    with localcontext(_EXACT):
        risk = _variance(_off_target(question, ()), question.request.risk) / 2
    return Weighed(risk=risk, cost=ZERO, tax=ZERO)


def _off_target(question: Question, trades: tuple[Trade, ...]) -> dict[str, Decimal]:
    moved = {trade.symbol: trade.value if trade.side is Side.BUY else -trade.value for trade in trades}
    return {
        way.symbol: (way.value + moved.get(way.symbol, ZERO)) / question.total - way.goal
        for way in question.ways
    }


def _variance(off: Mapping[str, Decimal], risk: FactorRisk | None) -> Decimal:
    if risk is None:
        squares = sum((distance * distance for distance in off.values()), sum(off.values(), ZERO) ** 2)
        return PLAIN_VARIANCE * squares
    rows = [
        (off[symbol], loads, own)
        for symbol, loads, own in zip(risk.symbols, risk.loadings, risk.specific, strict=True)
        if symbol in off
    ]
    factors = zip(*([distance * load for load in loads] for distance, loads, _ in rows), strict=True)
    common = sum((sum(each, ZERO) ** 2 for each in factors), ZERO)
    return sum((own * distance * distance for distance, _, own in rows), common)


def _tax(question: Question, plan: Plan, foreseen: Forecast | None) -> Decimal:
    ground = question.ground
    if ground is None:
        return ZERO
    realised = (foreseen or forecast(ground, plan)).total
    return tax_of(ground, realised) - tax_of(ground, NOTHING)
