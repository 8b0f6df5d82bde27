"""The trade-off curve: one request weighed with ever more aversion to risk, and the plans that are best.

Bands are left out of account: they say where to stop, which the curve is to show the price of. Every point is
a whole plan of FULL_OPTIMIZATION, exactly re-evaluated. Doing nothing stands at the beginning, for no plan
has fewer trades; after it drift falls and price rises from point to point, so that none dominates another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.optimum import Weighing
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade_off import TradeOffPoint
from trimtab.optimise.judge import Candidate
from trimtab.optimise.passes import settle_at, stay
from trimtab.optimise.plan import Desk, open_desk, told

ENOUGH: Final = 20
"""Points looked for; a portfolio with few whole shares may have fewer plans."""

_FIRST: Final = tuple(Decimal(f"1E{power}") for power in (-2, -1, 0, 1, 2, 3, 4, 7))
"""Aversions tried first, from one that trades for savings alone to one that repairs whatever it costs."""

_MOST: Final = 40
"""Weighings tried in all."""

_PLACES: Final = 4
"""Digits of an aversion: enough to tell it from its neighbours, and short enough to be sent back."""


def trade_off_curve(request: PlanRequest) -> tuple[TradeOffPoint, ...]:
    """Trace the curve from doing nothing to repairing all; nothing where nothing can be traded.

    Raises InvalidProblemError for a risk model that is none.
    """
    desk = open_desk(replace(request, weighing=Weighing()))
    if desk.is_idle:
        return ()
    still = stay(desk.opening)
    tried = {risk: _made(desk, risk) for risk in _FIRST}
    while len(tried) < _MOST and len(best_of(_points(still, tried))) < ENOUGH:
        risk = _between(tried, still)
        if risk is None:
            break
        tried[risk] = _made(desk, risk)
    return tuple(
        _told(desk, point, tried[point.weighing.risk] if point.weighing else still)
        for point in best_of(_points(still, tried))
    )


def best_of(points: Iterable[TradeOffPoint]) -> tuple[TradeOffPoint, ...]:
    """Keep doing nothing, and of what leaves less drift than that whatever no other point is better than.

    Of points with equal drift and price the one with fewer trades is kept, then the lower aversion.
    """
    ranked = sorted(points, key=_rank)
    idle = [point for point in ranked if not point.trades]
    kept: list[TradeOffPoint] = []
    for point in ranked:
        is_nearer = not idle or point.weighed.risk < idle[0].weighed.risk
        if is_nearer and (not kept or point.price < kept[-1].price):
            kept.append(point)
    return (*idle[:1], *reversed(kept))


def _rank(point: TradeOffPoint) -> tuple[Decimal, Decimal, int, Decimal]:
    return point.weighed.risk, point.price, point.trades, point.weighing.risk if point.weighing else ZERO


def _points(still: Candidate, tried: Mapping[Decimal, Candidate]) -> list[TradeOffPoint]:
    weighed = [_point(made, _weighing(risk)) for risk, made in tried.items()]
    return [_point(still, None), *weighed]


def _weighing(risk: Decimal) -> Weighing:
    return Weighing(risk=risk, keeps_bands=False)


def _made(desk: Desk, risk: Decimal) -> Candidate:
    return settle_at(desk.opening, _weighing(risk))


def _point(made: Candidate, weighing: Weighing | None) -> TradeOffPoint:
    return TradeOffPoint(weighing=weighing, request=made.request, plan=made.plan, weighed=made.weighed)


def _between(tried: Mapping[Decimal, Candidate], still: Candidate) -> Decimal | None:
    """Choose an aversion between the two neighbours that are furthest apart and nearer than doing nothing."""
    risks = sorted(tried)
    near = [(low, high) for low, high in pairwise(risks) if tried[high].weighed.risk < still.weighed.risk]
    for low, high in sorted(near, key=lambda pair: _apart(tried[pair[0]], tried[pair[1]]), reverse=True):
        middle = (low * high).sqrt()
        middle = round(middle, _PLACES - 1 - middle.adjusted())
        if low < middle < high and tried[low].plan.trades != tried[high].plan.trades:
            return middle
    return None


def _apart(one: Candidate, other: Candidate) -> Decimal:
    ends = _point(one, None), _point(other, None)
    return abs(ends[0].drift - ends[1].drift) + abs(ends[0].price - ends[1].price)


def _told(desk: Desk, point: TradeOffPoint, made: Candidate) -> TradeOffPoint:
    """Give a point's plan its preview of taxes, as a plan that is shown has it."""
    answer = told(desk, made)
    return replace(point, request=answer.request, plan=answer.plan)
