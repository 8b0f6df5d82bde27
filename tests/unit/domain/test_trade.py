"""Lines of a plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import trade
from trimtab.domain.costs import Costs
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Priority, Side, Trade


@pytest.mark.parametrize(("side", "effect"), [(Side.SELL, "2600"), (Side.BUY, "-2600")])
def test_a_sell_adds_to_cash_and_a_buy_takes_from_it(side: Side, effect: str):
    """Four shares at 650 dollars move 2,600 dollars; quantity and value stay positive on both sides."""
    trade = Trade(
        symbol="SPY",
        side=side,
        quantity=D(4),
        price=D(650),
        reason=Reason(ReasonCode.REBALANCE_DRIFT, ""),
        priority=Priority.LOW,
    )

    assert (D(2600), D(effect)) == (trade.value, trade.cash_effect)


def test_a_trade_in_another_size_is_the_same_trade_otherwise():
    """No field is lost, whichever there are: only size and costs differ."""
    known = trade(
        held_quantity=D(7),
        notional=D(90),
        currency="EUR",
        fx_rate=D("1.1"),
        costs=Costs(spread=D(1)),
        depends_on=("fx-1",),
        planned_quantity=D(9),
    )
    resized = known.resized(D(3), D(300), Costs(impact=D(2)))

    assert replace(known, quantity=D(3), notional=D(300), costs=Costs(impact=D(2))) == resized


@pytest.mark.parametrize(("code", "edited"), [("OWNER_EDIT", True), ("REBALANCE_DRIFT", False)])
def test_an_edited_trade_says_so(code: str, *, edited: bool):
    """By its reason."""
    assert edited is trade(reason=Reason(ReasonCode(code), "")).is_edited
