from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.side import Side
from paperbroker.market.assets import Asset
from paperbroker.orders.admission import Admission
from paperbroker.orders.order import OrderType, Ticket
from paperbroker.orders.rules import first_refusal
from paperbroker.orders.term_rules import fraction_keeps_the_session
from unit.paperbroker.builders import admission, order, ticket

HELD = {"position_qty": D(10)}


def sell(**fields: Any) -> Ticket:
    return ticket(side=Side.SELL, **fields)


@pytest.mark.parametrize(
    "case",
    [
        admission(ticket(), buying_power=D(1000)),
        admission(ticket(notional=D(1))),
        admission(sell(), **HELD),
        admission(sell(qty=D("0.000000001")), **HELD),
        admission(sell(notional=D("0.01")), **HELD),
        admission(ticket(type=OrderType.LIMIT, limit_price=D("0.1234"), qty=D(100))),
        admission(sell(), **HELD, open_orders=(order(sell()),)),
        admission(sell(), **HELD, open_orders=(order(sell()),), is_market_open=False),
    ],
)
def test_orders_on_the_edge_are_taken(case: Admission) -> None:
    """All the cash, the last dollar, the whole position and sales of any size are allowed."""
    assert first_refusal(case) is None


def test_fractions_trade_in_extended_hours_where_the_asset_says_so() -> None:
    """A limit of half a share is taken for an asset that offers it (alpaca §6)."""
    placed = ticket(type=OrderType.LIMIT, qty=D("0.5"), limit_price=D(100), extended_hours=True)
    whole_only = Asset(symbol="SPY", name="SPY", is_fractionable=False)

    assert fraction_keeps_the_session(admission(placed)) is None
    assert fraction_keeps_the_session(admission(placed, asset=whole_only)) is not None


@pytest.mark.parametrize("stop", ["90.01", "0.1234"])
def test_stops_on_the_tick_are_taken(stop: str) -> None:
    """Cents from a dollar on, hundredths of a cent below."""
    placed = ticket(side=Side.SELL, type=OrderType.STOP, stop_price=D(stop))

    assert first_refusal(admission(placed, position_qty=D(10))) is None
