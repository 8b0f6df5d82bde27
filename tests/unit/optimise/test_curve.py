"""The trade-off curve from doing nothing to repairing all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from optimise_questions import bought, drifted
from trimtab.domain.optimum import Weighed, Weighing
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade_off import TradeOffPoint
from trimtab.optimise.curve import ENOUGH, best_of, trade_off_curve
from trimtab.optimise.plan import plan_optimised


def gaining() -> PlanRequest:
    """Ten shares too many of AAA, each of which gains more than the one before."""
    return drifted("60", *(bought("AAA", "6", str(95 - 5 * number)) for number in range(10)))


def point(risk: str, tax: str, trades: int = 1) -> TradeOffPoint:
    """A point of this drift and price; the plans stand for nothing but their trades."""
    known = trade_off_curve(gaining())
    plan = next(each.plan for each in known if bool(each.trades) is bool(trades))
    weighed = Weighed(risk=D(risk), cost=D(0), tax=D(tax))
    return TradeOffPoint(weighing=Weighing(), request=gaining(), plan=plan, weighed=weighed)


def test_it_leads_from_doing_nothing_to_the_targets():
    """Nothing is traded first; last both symbols are at one half."""
    curve = trade_off_curve(gaining())

    assert (None, 0) == (curve[0].weighing, curve[0].trades)
    assert (D(0), D(10)) == (curve[-1].weighed.risk, curve[-1].plan.trades[0].quantity)


def test_there_are_twenty_points():
    """Shares of AAA can be divided."""
    assert len(trade_off_curve(gaining())) >= ENOUGH


def test_bands_are_left_out_of_account():
    """The band begins five shares from here; the first point sells less than that."""
    assert trade_off_curve(gaining())[1].plan.trades[0].quantity < D(5)


def test_drift_falls_and_price_rises():
    """From point to point, without exception."""
    curve = trade_off_curve(gaining())
    pairs = [(each.drift, -each.price) for each in curve]

    assert sorted(pairs, reverse=True) == pairs


def test_a_point_is_what_its_weighing_plans():
    """Hash for hash."""
    chosen = trade_off_curve(gaining())[4]
    assert chosen.weighing is not None
    again = plan_optimised(replace(gaining(), weighing=chosen.weighing)).plan

    assert chosen.plan.plan_hash == again.plan_hash


def test_what_another_point_beats_is_left_out():
    """More drift for more money is nobody's choice."""
    cheap, dear = point("0.1", "0.2"), point("0.2", "0.3")

    assert (cheap,) == best_of([dear, cheap])


def test_doing_nothing_stays_and_bounds_the_drift():
    """Savings that leave more drift than doing nothing are no repair."""
    still, far, near = point("0.3", "0", 0), point("0.4", "-0.2"), point("0.1", "-0.1")

    assert (still, near) == best_of([far, near, still])


@pytest.mark.parametrize("held", ["50"])
def test_where_all_is_in_place_there_is_one_point(held: str):
    """Nothing can be traded but nothing."""
    assert 1 >= len(trade_off_curve(drifted(held)))
