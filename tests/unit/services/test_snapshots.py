"""Taking a snapshot."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderIntent
from trimtab.domain.trade import Side
from trimtab.services.snapshots import take_snapshot, targeted_symbols
from worlds import NOON, targets, world


def test_a_snapshot_covers_what_is_held_and_what_is_wanted():
    """Prices and instruments of both are read, in symbol order."""
    taken = take_snapshot(world().broker, ("GLD",), NOON)

    assert ["GLD", "SPY", "TLT"] == [quote.symbol for quote in taken.quotes]
    assert ["GLD", "SPY", "TLT"] == [instrument.symbol for instrument in taken.instruments]


def test_symbols_with_open_orders_are_busy():
    """Somebody else's order on a symbol is seen."""
    here = world()
    here.broker.fill_fraction = D(0)
    here.broker.submit(OrderIntent(client_order_id="by-hand", symbol="TLT", side=Side.SELL, quantity=D(1)))

    assert ("TLT",) == take_snapshot(here.broker, (), NOON).busy_symbols


def test_a_silent_broker_gives_no_snapshot():
    """Half a snapshot would be worse than none."""
    here = world()
    here.broker.is_down = True

    with pytest.raises(UnavailableError):
        take_snapshot(here.broker, (), NOON)


def test_cash_is_not_a_symbol_to_ask_for():
    """Cash has no price and no instrument."""
    assert ("SPY",) == targeted_symbols(targets("10", SPY="90"))
