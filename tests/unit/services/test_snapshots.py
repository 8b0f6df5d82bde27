"""Taking a snapshot."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderIntent
from trimtab.domain.trade import Side
from trimtab.services.snapshots import require_prices, take_snapshot, targeted_symbols
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


@pytest.mark.parametrize(("holdings", "shown"), [((), "1000"), (("TLT",), "2000")])
def test_a_list_that_lacks_positions_is_no_snapshot(
    holdings: tuple[str, ...], shown: str, monkeypatch: pytest.MonkeyPatch
):
    """An empty or short answer is not "nothing held": the broker itself counts 10,000 dollars (F-038)."""
    here = world()
    monkeypatch.setattr(MemoryBroker, "holdings", lambda broker: tuple(map(broker.holding, holdings)))

    with pytest.raises(UnavailableError, match=f"counts 10000 US dollars, .* come to {shown}: "):
        take_snapshot(here.broker, (), NOON)


def test_a_price_that_jumped_tenfold_is_no_price(monkeypatch: pytest.MonkeyPatch):
    """The broker's own count of what is held does not follow it (F-035)."""
    here = world()
    monkeypatch.setattr(MemoryBroker, "equity", D(10_000))
    here.broker.prices["SPY"] = D(4_000)

    with pytest.raises(UnavailableError, match="its answers disagree"):
        take_snapshot(here.broker, (), NOON)


def test_prices_may_move_between_two_looks(monkeypatch: pytest.MonkeyPatch):
    """A twentieth of the whole is no contradiction, a fifth of a dollar more is one."""
    here = world(cash="0", SPY="20")
    monkeypatch.setattr(MemoryBroker, "equity", D(8_000))
    here.broker.prices["SPY"] = D(380)
    taken = take_snapshot(here.broker, (), NOON)
    here.broker.prices["SPY"] = D("379.99")

    assert D(7_600) == taken.total_value
    with pytest.raises(UnavailableError, match="its answers disagree"):
        take_snapshot(here.broker, (), NOON)


def test_a_holding_without_a_price_is_told():
    """No weight of the portfolio is known then."""
    here = world()
    del here.broker.prices["TLT"]

    with pytest.raises(UnavailableError, match="there is no price for TLT"):
        require_prices(take_snapshot(here.broker, (), NOON))


def test_with_every_price_a_snapshot_is_handed_on():
    """It is the same one."""
    taken = take_snapshot(world().broker, (), NOON)

    assert taken is require_prices(taken)
