"""What-if on the caller's own portfolio."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.commands import Simulate
from trimtab.domain.trade import Side
from trimtab.services.simulate import simulate
from worlds import ANNA, targets, world


def test_other_targets_are_planned_without_saving_them():
    """What-if plans on supposed targets and leaves store, plans and broker alone (I-23)."""
    here = world()

    plan = simulate(Simulate(portfolio=ANNA, targets=targets(SPY="100")), here.services).plan

    assert [("TLT", Side.BUY)] != [(trade.symbol, trade.side) for trade in plan.trades]
    assert ({}, {}, []) == (here.policies.versions, here.plans.plans, here.broker.sent)


def test_a_crash_can_be_supposed():
    """SPY at half its price falls under its target and is bought."""
    here = world()
    here.save(SPY="80", TLT="20")

    plan = simulate(Simulate(portfolio=ANNA, prices={"SPY": D(200)}), here.services).plan

    assert Side.BUY == next(trade.side for trade in plan.trades if trade.symbol == "SPY")


def test_a_deposit_can_be_supposed():
    """Cash that is not there yet can be planned with."""
    here = world()
    here.save(SPY="80", TLT="20")

    plan = simulate(Simulate(portfolio=ANNA, cash_flow=D(10_000)), here.services).plan

    assert D(11_000) == plan.cash


def test_a_price_of_a_symbol_nobody_holds_changes_nothing():
    """Supposed prices of strangers are ignored, not held."""
    here = world()

    plan = simulate(Simulate(portfolio=ANNA, prices={"GLD": D(1)}), here.services).plan

    assert "GLD" not in {row.key for row in plan.drift.rows}
