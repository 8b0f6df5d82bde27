"""What-if on the caller's own portfolio."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import in_classes, policy
from taxed_worlds import after, fill
from trimtab.domain.commands import SaveAllocation, Simulate
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.trade import Side
from trimtab.domain.what_if import SupposedTrade
from trimtab.services.save_allocation import save_allocation
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


def test_supposed_trades_are_shown_with_their_cash():
    """Five SPY sold at 400 bring 2000 to the 1000 there are; nothing is sent or stored (I-23)."""
    here = world()
    here.save(SPY="80", TLT="20")
    versions = dict(here.policies.versions)
    trade = SupposedTrade(side=Side.SELL, symbol="SPY", quantity=D(5))

    found = simulate(Simulate(portfolio=ANNA, trades=(trade,)), here.services).what_if

    assert found is not None
    assert [D(3000)] == [step.cash for step in found.ledger]
    assert (versions, {}, []) == (here.policies.versions, here.plans.plans, here.broker.sent)


def test_a_symbol_nobody_holds_can_be_supposed_bought():
    """Its price is asked for."""
    here = world()
    here.save(SPY="80", TLT="20")
    trade = SupposedTrade(side=Side.BUY, symbol="GLD", value=D(500))

    found = simulate(Simulate(portfolio=ANNA, trades=(trade,)), here.services).what_if

    assert found is not None
    assert found.drift_after is not None
    assert D(500) == found.drift_after.row("GLD").market_value


def test_without_trades_the_plan_is_followed():
    """The ledger ends where the plan does."""
    here = world()
    here.save(SPY="80", TLT="20")

    answer = simulate(Simulate(portfolio=ANNA, method=RebalancingMethod.FULL), here.services)

    assert answer.what_if is not None
    assert answer.plan.cash_after == answer.what_if.ledger[-1].cash


def test_supposed_targets_keep_the_saved_classes():
    """TLT was saved as a bond; supposed targets that do not say so leave it one."""
    here = world()
    saved = in_classes(policy(targets(SPY="80", TLT="20")), TLT="BOND").targets
    save_allocation(SaveAllocation(portfolio=ANNA, targets=saved), here.services)

    found = simulate(Simulate(portfolio=ANNA, targets=targets(SPY="50", TLT="50")), here.services).what_if

    assert found is not None
    assert {"BOND", "EQUITY", "$CASH"} == {share.asset_class for share in found.classes_after}


def test_a_class_below_zero_is_refused():
    """Without a cash leg, too, nobody sells what is not there."""
    here = world()
    here.save(SPY="80", TLT="20")
    trade = SupposedTrade(side=Side.SELL, asset_class="BOND", value=D(1))

    with pytest.raises(InvalidRequestError, match="takes 1 from BOND, which is worth 0"):
        simulate(Simulate(portfolio=ANNA, trades=(trade,), has_cash_leg=False), here.services)


def test_flip_points_are_told_where_they_are_asked_for():
    """Only for the symbols that are named."""
    here = world()
    here.save(SPY="90", TLT="10")

    asked = simulate(Simulate(portfolio=ANNA, flip_points_of=("SPY",)), here.services)

    assert {"SPY"} == {point.symbol for point in asked.flip_points}
    assert () == simulate(Simulate(portfolio=ANNA), here.services).flip_points


def test_flip_points_of_a_stranger_are_refused():
    """The refusal names the symbol."""
    here = world()
    here.save(SPY="90", TLT="10")

    with pytest.raises(InvalidRequestError, match="'XYZ' is neither held nor targeted"):
        simulate(Simulate(portfolio=ANNA, flip_points_of=("XYZ",)), here.services)


def test_another_lot_method_can_be_supposed():
    """The dearest lots first realise a loss of 50 a share where the oldest would realise a gain of 100."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"), fill("2025-04-01", "BUY", "SPY", "20", "450"))
    command = Simulate(portfolio=ANNA, targets=targets(SPY="60", TLT="40"), method=RebalancingMethod.FULL)
    by_broker = simulate(command, here.services).plan.tax
    supposed = simulate(replace(command, lot_method=LotMethod.HIFO), here.services).plan.tax

    assert by_broker
    assert supposed
    assert (LotMethod.FIFO, D(1_450)) == (by_broker.lot_method, by_broker.short_term)
    assert (LotMethod.HIFO, D(-725)) == (supposed.lot_method, supposed.short_term)


def test_a_what_if_keeps_no_ledger():
    """It looks at the same lots as a check, and writes nothing (I-23)."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"))
    simulate(Simulate(portfolio=ANNA), here.services)

    assert {} == here.taxes.records


def test_a_supposed_price_counts_for_taxes():
    """At half its price SPY has a loss."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"))
    command = Simulate(portfolio=ANNA, targets=targets(TLT="100"), prices={"SPY": D(200)})
    tax = simulate(command, here.services).plan.tax

    assert tax
    assert [] == [sale for sale in tax.sales if sale.short_term >= 0]


def test_an_optimised_plan_can_be_supposed():
    """It carries how good it is; without costs and lots nothing is better."""
    here = world()
    here.save(SPY="80", TLT="20")
    method = RebalancingMethod.FULL_OPTIMIZATION

    optimum = simulate(Simulate(portfolio=ANNA, method=method), here.services).plan.optimum

    assert optimum is not None
    assert optimum.gap >= 0


def test_flip_points_of_an_optimum_are_not_searched():
    """Each would be an optimisation of its own; the refusal says what to do."""
    here = world()
    here.save(SPY="80", TLT="20")
    asked = Simulate(portfolio=ANNA, method=RebalancingMethod.FULL_OPTIMIZATION, flip_points_of=("SPY",))

    with pytest.raises(InvalidRequestError, match="name another method"):
        simulate(asked, here.services)


def test_the_trade_off_is_traced_only_if_asked_for():
    """From doing nothing to repairing all."""
    here = world()
    here.save(SPY="80", TLT="20")
    plain, asked = (
        simulate(Simulate(portfolio=ANNA, asks_trade_off=asks), here.services) for asks in (False, True)
    )

    assert () == plain.trade_off
    assert 0 == asked.trade_off[0].trades < asked.trade_off[-1].trades


def test_a_point_of_the_trade_off_is_planned_by_its_aversion():
    """Trade for trade."""
    here = world()
    here.save(SPY="80", TLT="20")
    point = simulate(Simulate(portfolio=ANNA, asks_trade_off=True), here.services).trade_off[-1]
    assert point.weighing is not None
    plan = simulate(Simulate(portfolio=ANNA, risk_aversion=point.weighing.risk), here.services).plan

    assert point.plan.trades == plan.trades
