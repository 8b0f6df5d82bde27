"""Whether a plan makes a swap as it was meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import instrument
from trimtab.domain.costs import Costs
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.trade import Side
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.forecast import Forecast, Realised
from trimtab.planning.tax_aware.swaps import is_harvest, is_vain, is_whole
from unit.planning.tax_aware.cases import request

SWAP = Swap(sold="SPY", bought="VTI", quantity=D(40))
PAIR = Substitution(symbol="SPY", substitute="VTI", weight=D(0))


def swapping(**account: QuantityUnit) -> PlanRequest:
    """Sixty SPY on target, forty of them to be swapped for VTI."""
    asked = replace(request({"SPY": "60", "TLT": "40"}), substitutions=(PAIR,), swaps=(SWAP,))
    units = tuple(
        instrument(each.symbol, account.get(each.symbol, each.unit)) for each in asked.snapshot.instruments
    )
    return replace(asked, snapshot=replace(asked.snapshot, instruments=units))


def changed(plan: Plan, side: Side, quantity: str) -> Plan:
    """The plan with another quantity on one side."""
    trades = tuple(
        replace(trade, quantity=D(quantity)) if trade.side is side else trade for trade in plan.trades
    )
    return replace(plan, trades=trades)


def test_a_plan_makes_the_swap():
    """Forty SPY for eighty VTI."""
    plan = plan_rebalance(swapping())

    assert [("SPY", D(40)), ("VTI", D(80))] == [(trade.symbol, trade.quantity) for trade in plan.trades]
    assert is_whole(SWAP, swapping(), plan)


@pytest.mark.parametrize(("side", "quantity"), [(Side.SELL, "39.99"), (Side.BUY, "79.99")])
def test_a_swap_made_in_part_is_not_whole(side: Side, quantity: str):
    """A hundredth of a share is missing on either side."""
    assert not is_whole(SWAP, swapping(), changed(plan_rebalance(swapping()), side, quantity))


def test_a_step_of_what_is_sold_may_be_missing():
    """SPY is sold in whole shares: one of them, and no more."""
    asked = swapping(SPY=QuantityUnit.WHOLE)

    assert [True, False] == [
        is_whole(SWAP, asked, changed(plan_rebalance(asked), Side.SELL, quantity))
        for quantity in ("39", "38")
    ]


@pytest.mark.parametrize(("side", "quantity"), [(Side.SELL, "39"), (Side.BUY, "79")])
def test_trades_of_others_are_no_part_of_a_swap(side: Side, quantity: str):
    """A share of TLT does not make up for what is missing."""
    plan = changed(plan_rebalance(swapping()), side, quantity)
    other = next(replace(trade, symbol="TLT", price=D(100), quantity=D(1)) for trade in plan.of_side(side))

    assert not is_whole(SWAP, swapping(), replace(plan, trades=(*plan.trades, other)))


@pytest.mark.parametrize(
    ("quantity", "sold", "bought", "whole"), [("0.4", "0.4", None, False), ("0.005", "0.005", "0.01", True)]
)
def test_something_must_be_bought(quantity: str, sold: str, bought: str | None, *, whole: bool):
    """Nothing for 40 dollars is no swap, though they buy no whole share; 50 cents for 50 cents are one."""
    swap = replace(SWAP, quantity=D(quantity))
    asked = replace(swapping(**({} if bought else {"VTI": QuantityUnit.WHOLE})), swaps=(swap,))
    made = changed(changed(plan_rebalance(swapping()), Side.SELL, sold), Side.BUY, bought or "0")
    trades = tuple(trade for trade in made.trades if trade.quantity)

    assert whole is is_whole(swap, asked, replace(made, trades=trades))


def test_a_swap_that_is_not_made_is_not_whole():
    """Neither of its trades is there."""
    assert not is_whole(SWAP, swapping(), replace(plan_rebalance(swapping()), trades=()))


def test_costs_may_be_missing():
    """Half a dollar of costs is a hundredth of a VTI."""
    plan = replace(changed(plan_rebalance(swapping()), Side.BUY, "79.99"), costs=Costs(spread=D("0.5")))

    assert is_whole(SWAP, swapping(), plan)


@pytest.mark.parametrize(("quantity", "whole"), [("79", True), ("78.99", False)])
def test_a_step_may_be_missing(quantity: str, whole: bool):  # noqa: FBT001 - a table's column
    """VTI is bought in whole shares: one of them, and no more."""
    asked = swapping(VTI=QuantityUnit.WHOLE)

    assert whole is is_whole(SWAP, asked, changed(plan_rebalance(asked), Side.BUY, quantity))


def test_a_harvest_leads_to_the_substitute():
    """The other way round it is a return."""
    back = Swap(sold="VTI", bought="SPY", quantity=D(80))

    assert (True, False) == (is_harvest(SWAP, swapping()), is_harvest(back, swapping()))


def test_one_pair_of_several_makes_a_harvest():
    """TLT's substitute is no matter here."""
    pairs = (Substitution(symbol="TLT", substitute="IEF", weight=D(0)), PAIR)

    assert is_harvest(SWAP, replace(swapping(), substitutions=pairs))


@pytest.mark.parametrize(("gain", "vain"), [("-1", False), ("0", True), ("1", True)])
def test_a_harvest_without_a_loss_is_vain(gain: str, vain: bool):  # noqa: FBT001 - a table's column
    """What a return gains does not matter."""
    foreseen = Forecast(
        sales=(), by_symbol={"SPY": Realised(short_term=D(gain)), "VTI": Realised(long_term=D(9))}
    )
    back = Swap(sold="VTI", bought="SPY", quantity=D(80))

    assert (vain, False) == (is_vain(SWAP, swapping(), foreseen), is_vain(back, swapping(), foreseen))
