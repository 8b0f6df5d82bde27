"""Looking up what past days tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.errors import UnavailableError
from trimtab.domain.holdings import DailyBar, PriceAdjustment
from trimtab.domain.past_trading import PastTrading
from trimtab.services.past_trading import read_past, with_past
from trimtab.services.snapshots import take_snapshot
from worlds import NOON, world

TODAY = NOON.date()


class Watched(MemoryBroker):
    """A broker that counts how it is asked for past days."""

    asked: tuple[tuple[tuple[str, ...], date, date], ...] = ()

    def daily_bars(
        self,
        symbols: tuple[str, ...],
        first: date,
        last: date,
        adjustment: PriceAdjustment = PriceAdjustment.SPLIT,
    ) -> Mapping[str, tuple[DailyBar, ...]]:
        """Count, and answer."""
        self.asked = (*self.asked, (symbols, first, last))
        return super().daily_bars(symbols, first, last, adjustment)


def test_a_snapshot_learns_closes_and_volumes():
    """Friday's, of the symbols that were asked for."""
    here = world()
    taken = take_snapshot(here.broker, (), NOON)

    assert (PastTrading(symbol="SPY", last_close=D(400), average_volume=D(10_000_000)),) == (
        with_past(taken, ("SPY", "NEW"), here.broker).past
    )


def test_one_request_reads_all_symbols():
    """Each once, up to yesterday: today is not over, and its volume not complete."""
    here = world()
    broker = Watched(cash=D(0), prices=here.broker.prices, shares={}, now=here.clock.now)
    with_past(take_snapshot(broker, ("TLT", "SPY"), NOON), ("TLT", "SPY", "TLT"), broker)

    assert ((("SPY", "TLT"), TODAY - timedelta(days=30), TODAY - timedelta(days=1)),) == broker.asked


def test_without_an_answer_nothing_is_known():
    """A preview goes on and may be looked at; who executes is told that nobody has answered."""
    here = world()
    taken = take_snapshot(here.broker, (), NOON)
    here.broker.is_down = True

    assert replace(taken, is_past_unread=True) == with_past(taken, ("SPY",), here.broker)
    with pytest.raises(UnavailableError):
        read_past(("SPY",), NOON, here.broker)
