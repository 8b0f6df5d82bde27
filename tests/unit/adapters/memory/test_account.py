from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

from trimtab.adapters.memory.account import MemoryAccount
from trimtab.adapters.memory.clock import ManualClock
from trimtab.domain.intent import OrderIntent
from trimtab.domain.trade import Side

BUY = OrderIntent(client_order_id="rbp1", symbol="SPY", side=Side.BUY, quantity=D(2))


def test_without_a_calendar_no_order_expires():
    """Tests that do not care for hours may let days pass."""
    clock = ManualClock(datetime(2026, 11, 20, 15, tzinfo=UTC))
    account = MemoryAccount(cash=D(1000), prices={"SPY": D(100)}, now=clock.now, fill_fraction=D(0))
    account.take(BUY)
    clock.advance(timedelta(days=30))
    account.step()

    assert ["new"] == [slip.order.broker_status for slip in account.box.open()]


def test_a_closed_market_without_a_calendar_fills_nothing():
    """The flag alone holds the market closed."""
    account = MemoryAccount(
        cash=D(1000),
        prices={"SPY": D(100)},
        now=lambda: datetime(2026, 11, 20, 15, tzinfo=UTC),
        is_open=False,
    )
    account.take(BUY)
    account.step()

    assert (["accepted"], {}) == ([slip.order.broker_status for slip in account.box.open()], account.shares)


def test_a_listing_beats_a_price():
    """A symbol with a price and no listing is an ordinary stock; one without either is unknown."""
    account = MemoryAccount(cash=D(0), prices={"SPY": D(100)}, now=lambda: datetime(2026, 11, 20, tzinfo=UTC))
    ordinary = account.instrument("SPY")
    assert ordinary is not None
    account.listed["TLT"] = ordinary

    assert (True, ordinary, None) == (
        ordinary.is_tradable,
        account.instrument("TLT"),
        account.instrument("GLD"),
    )
