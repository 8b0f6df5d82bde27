"""Lines of a plan."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

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
