"""Sealing buys from the cash that is there."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.leg import LegState
from trimtab.domain.trade import Side
from trimtab.ports import RunRecord
from trimtab.services.seal import seal
from worlds import World, world


def sealed(here: World) -> RunRecord:
    """Anna has a thousand in cash and wants it all in TLT; nothing needs to be sold."""
    after = seal(here.reserved(SPY="80", TLT="20"), here.services)
    assert after is not None
    return after


def test_a_buy_is_sealed_a_little_below_the_cash():
    """A tenth of a percent is kept back for the price's next tick."""
    leg = sealed(world()).leg(1)

    assert (LegState.INTENT, D("9.99000999")) == (leg.state, leg.quantity)


def test_cash_promised_to_somebody_elses_order_is_not_spent_again():
    """An open buy by hand keeps the hundred dollars it may cost (I-04)."""
    here = world()
    record = here.reserved(SPY="80", TLT="20")
    low = OrderIntent(
        client_order_id="by-hand",
        symbol="GLD",
        side=Side.BUY,
        quantity=D(1),
        order_type=OrderType.LIMIT,
        limit_price=D(100),
    )
    here.broker.submit(low)

    after = seal(record, here.services)

    assert after is not None
    assert D("8.991008991") == after.leg(1).quantity
