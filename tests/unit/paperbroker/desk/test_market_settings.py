from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.fields import SettingError
from paperbroker.book import assets, prices, settings
from paperbroker.desk.market_settings import StoredMarket, keep_clock, kept_clock
from paperbroker.market.assets import DEFAULT_ASSETS, DEFAULT_PRICES
from paperbroker.market.market import Conditions
from paperbroker.market.settings import MarketSettings
from paperbroker.market.walk import WalkPlan
from unit.paperbroker.market.markets import CLOSING, FRIDAY, WALK

PRICES = Path(__file__).parents[4] / "examples" / "prices"
LAST_2019 = date(2019, 12, 31)


class Shelf:
    """A book's stores in memory, and the market over them."""

    def __init__(self, market: MarketSettings | None = None) -> None:
        self.connection = connect(":memory:")
        for module in (assets, prices, settings):
            self.connection.execute(module.SCHEMA)
        self.settings = settings.SettingStore(self.connection)
        self.stored = self.open()
        self.stored.start(DEFAULT_ASSETS.values(), DEFAULT_PRICES, market or MarketSettings())

    def open(self) -> StoredMarket:
        """Open the same book once more, as after a restart."""
        stores = prices.PriceStore(self.connection), assets.AssetStore(self.connection)
        return StoredMarket(*stores, self.settings, PRICES)


def at(now: datetime) -> MarketClock:
    return MarketClock(lambda: now, now)


def test_a_market_starts_with_its_prices() -> None:
    """They were always there, so nothing has moved since the previous close."""
    seen = Shelf().stored.look(at(FRIDAY))

    assert dict(DEFAULT_PRICES) == dict(seen.prices) == dict(seen.previous)


def test_a_move_leaves_the_previous_close_alone() -> None:
    """Only the last price changes."""
    shelf = Shelf()
    shelf.stored.move({"SPY": D(500)}, FRIDAY)
    seen = shelf.stored.look(at(FRIDAY))

    assert (D(500), D("410.25")) == (seen.price("SPY"), seen.previous_close("SPY"))


def test_an_unknown_symbol_cannot_be_moved() -> None:
    """The error names it."""
    with pytest.raises(SettingError, match="NOPE: is not a known asset"):
        Shelf().stored.move({"NOPE": D(1)}, FRIDAY)


def test_a_replayed_day_brings_the_days_before() -> None:
    """The closes of the day are the prices, the day before gives the previous closes."""
    shelf = Shelf()
    closes = shelf.stored.replay("sp500", LAST_2019, FRIDAY)
    seen = shelf.stored.look(at(FRIDAY))

    assert (D("152.597"), D("152.597"), D("152.49")) == (
        closes["MSFT"],
        seen.price("MSFT"),
        seen.previous_close("MSFT"),
    )


@pytest.mark.parametrize(
    ("series", "day", "field"),
    [("nope", LAST_2019, "series"), ("sp500", date(2019, 12, 29), "date")],
)
def test_a_replay_is_refused_by_name(series: str, day: date, field: str) -> None:
    """No such series, no such day."""
    with pytest.raises(SettingError) as caught:
        Shelf().stored.replay(series, day, FRIDAY)
    assert field == caught.value.field


def test_a_series_of_unknown_symbols_is_refused() -> None:
    """Each of its symbols needs an asset."""
    shelf = Shelf()
    shelf.connection.execute("DELETE FROM assets WHERE symbol = 'MTUM'")
    with pytest.raises(SettingError, match="MTUM: is not a known asset"):
        shelf.stored.replay("factors", LAST_2019, FRIDAY)


def test_a_renamed_asset_keeps_its_prices() -> None:
    """They go by the first symbol it had."""
    shelf = Shelf()
    shelf.stored.move({"SPY": D(500)}, FRIDAY)
    assets.AssetStore(shelf.connection).rename("SPY", "SPDR")
    shelf.stored.move({"SPDR": D(501)}, CLOSING)
    seen = shelf.stored.look(at(CLOSING))

    assert (D(500), D(501)) == (seen.price_as_of("SPDR", FRIDAY), seen.price("SPDR"))


@pytest.mark.parametrize("walk", [None, WALK])
def test_a_restart_loses_nothing(walk: WalkPlan | None) -> None:
    """Prices, replay, walk and conditions are those of before."""
    halted = Conditions(D(4), {"SPY": FRIDAY})
    shelf = Shelf(MarketSettings(conditions=halted, walk=walk, shows_easy_to_borrow=False))
    shelf.stored.replay("factors", LAST_2019, FRIDAY)
    before, after = (one.look(at(CLOSING)) for one in (shelf.stored, shelf.open()))

    assert dict(before.prices) == dict(after.prices)
    assert (dict(before.previous), before.conditions) == (dict(after.previous), after.conditions)
    assert not after.shows_easy_to_borrow


def test_time_set_back_keeps_prices_and_replay() -> None:
    """A clock set a week earlier still sees what was set, and the replayed day is its day."""
    shelf, back = Shelf(), FRIDAY - timedelta(days=7)
    shelf.stored.replay("sp500", LAST_2019, FRIDAY)
    shelf.stored.move({"SPY": D(500)}, FRIDAY)
    shelf.stored.rewind(back)
    seen = shelf.stored.look(at(back))

    assert (D(500), D("152.597"), D("152.49")) == (
        seen.price("SPY"),
        seen.price("MSFT"),
        seen.previous_close("MSFT"),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"fixed": FRIDAY},
        {"fixed": FRIDAY, "moving_since": CLOSING},
        {"forced_open": False, "held_since": FRIDAY},
    ],
)
def test_a_clock_survives_a_restart(fields: Any) -> None:
    """Stopped, moving, held: as it was kept."""
    shelf = Shelf()
    clock = replace(MarketClock(at(FRIDAY).wall), **fields)
    keep_clock(shelf.settings, clock)

    assert clock == kept_clock(shelf.settings, clock.wall)


def test_a_book_without_clock_has_a_real_one() -> None:
    """The wall's, the calendar's."""
    wall = at(FRIDAY).wall

    assert MarketClock(wall) == kept_clock(Shelf().settings, wall)
