"""What holds for every trade-off curve, by its exact figures and the independent checker."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

from hypothesis import given, settings

from property.counts import fewer_by_day
from property.tax_positions import tax_requests
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade_off import TradeOffPoint
from trimtab.optimise.curve import trade_off_curve
from trimtab.optimise.plan import plan_optimised
from trimtab.planning.check import check_plan

FEWER = fewer_by_day(15)
"""A curve is up to forty plans."""


def curve_of(request: PlanRequest) -> tuple[PlanRequest, tuple[TradeOffPoint, ...]]:
    """The request under FULL_OPTIMIZATION, and its curve."""
    asked = replace(request, method=RebalancingMethod.FULL_OPTIMIZATION)
    return asked, trade_off_curve(asked)


def beats(one: TradeOffPoint, other: TradeOffPoint) -> bool:
    """Tell whether one point is at least as good in drift, price and trades, and better in one of them."""
    figures = [(each.weighed.risk, each.price, each.trades) for each in (one, other)]
    return figures[0] != figures[1] and all(a <= b for a, b in zip(*figures, strict=True))


@settings(max_examples=FEWER)
@given(tax_requests())
def test_the_second_opinion_finds_nothing_at_any_point(request: PlanRequest):
    """Each is a plan like any other."""
    _, curve = curve_of(request)

    assert [] == [found for point in curve for found in check_plan(point.request, point.plan)]


@settings(max_examples=FEWER)
@given(tax_requests())
def test_no_point_beats_another(request: PlanRequest):
    """And drift falls all along, while price rises from the first trades on."""
    _, curve = curve_of(request)

    assert not any(beats(one, other) for one, other in permutations(curve, 2))
    assert all(one.drift > other.drift for one, other in pairwise(curve))
    assert all(one.price < other.price for one, other in pairwise(curve[1:]))


@settings(max_examples=FEWER)
@given(tax_requests())
def test_every_point_can_be_planned_again(request: PlanRequest):
    """By its weighing alone, hash for hash."""
    asked, curve = curve_of(request)
    weighed = [point for point in curve if point.weighing]
    again = [plan_optimised(replace(asked, weighing=each.weighing)) for each in weighed if each.weighing]

    assert [each.plan.plan_hash for each in weighed] == [each.plan.plan_hash for each in again]
