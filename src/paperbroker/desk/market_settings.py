"""The market as the book remembers it: start it, move its prices, and look at it at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol, cast

from paperbroker.basics.clock import MarketClock, WallClock
from paperbroker.basics.fields import SettingError
from paperbroker.basics.instants import from_nanoseconds, nanoseconds
from paperbroker.book.assets import AssetStore
from paperbroker.book.prices import PriceStore
from paperbroker.market.actions import Action
from paperbroker.market.assets import Asset
from paperbroker.market.market import Market
from paperbroker.market.marks import History, Merged, Motion, PriceSource, Still
from paperbroker.market.replay import Replayed, ReplayedCloses
from paperbroker.market.series import Closes, PriceSeries, UnknownDayError, read_series, series_names
from paperbroker.market.settings import MarketSettings, from_json, to_json
from paperbroker.market.walk import Walk, WalkPlan

_MARKET: Final = "market"
_CLOCK: Final = "clock"


class Settings(Protocol):
    """Where JSON values are kept by name."""

    def get(self, name: str, default: object = None) -> object:
        """Read a value."""

    def put(self, name: str, value: object) -> None:
        """Keep a value."""


class StoredMarket:
    """Everything about prices that outlives a request; `folder` holds the series a replay may use."""

    def __init__(
        self, prices: PriceStore, assets: AssetStore, settings: Settings, folder: Path | None = None
    ) -> None:
        self._prices = prices
        self._assets = assets
        self._stored = settings
        self._folder = folder
        self._series: dict[str, PriceSeries] = {}
        self._walks: dict[WalkPlan, Walk] = {}
        self._closes: dict[Replayed, ReplayedCloses] = {}

    @property
    def settings(self) -> MarketSettings:
        """The settings in force."""
        document = self._stored.get(_MARKET)
        return from_json(cast("Mapping[str, Any]", document)) if document else MarketSettings()

    def start(self, assets: Iterable[Asset], prices: Mapping[str, Decimal], settings: MarketSettings) -> None:
        """Begin in an empty book: `prices` by symbol were always there."""
        self._assets.put(assets)
        self._prices.start(prices)
        self.change(settings)

    def change(self, settings: MarketSettings) -> None:
        """Replace the settings."""
        self._stored.put(_MARKET, to_json(settings))

    def look(self, clock: MarketClock, actions: Iterable[Action] = ()) -> Market:
        """See the market at the clock's instant."""
        settings = self.settings
        return Market(
            clock=clock.stopped(),
            assets=self._assets,
            source=PriceSource(self._history(settings.replayed), self._motion(settings.walk)),
            conditions=settings.conditions,
            actions=tuple(actions),
            shows_easy_to_borrow=settings.shows_easy_to_borrow,
        )

    def move(self, prices: Mapping[str, Decimal], at: datetime) -> None:
        """Set last prices by symbol; raises `SettingError` for an unknown one."""
        unknown = next((symbol for symbol in sorted(prices) if symbol not in self._assets), None)
        if unknown is not None:
            raise SettingError(unknown, "is not a known asset")
        self._prices.put({self._assets[symbol].listing: price for symbol, price in prices.items()}, at)

    def replay(self, series: str, day: date, at: datetime) -> Closes:
        """Set prices to a day's closes; the days before become the sessions before.

        Raises `SettingError` naming the series there are, the nearest day, or a symbol without an asset.
        """
        replayed = Replayed(series=series, day=day, at=at)
        try:
            closes, _ = self._load(series).on(day)
        except UnknownDayError as error:
            raise SettingError("date", str(error)) from error
        listings = {asset.listing for asset in self._assets.values()}
        unknown = next((symbol for symbol in sorted(closes) if symbol not in listings), None)
        if unknown is not None:
            raise SettingError(f"series.{unknown}", "is not a known asset")
        self._prices.put(closes, at)
        self.change(replace(self.settings, replayed=replayed))
        return closes

    def rewind(self, at: datetime) -> None:
        """Follow a clock that was set back: what was set later counts as set now."""
        self._prices.rewind(at)
        replayed = self.settings.replayed
        if replayed and replayed.at > at:
            self.change(replace(self.settings, replayed=replace(replayed, at=at)))

    def _history(self, replayed: Replayed | None) -> History:
        if replayed is None:
            return self._prices
        if replayed not in self._closes:
            self._closes = {replayed: ReplayedCloses(replayed, self._load(replayed.series))}
        return Merged((self._prices, self._closes[replayed]))

    def _motion(self, plan: WalkPlan | None) -> Motion:
        if plan is None:
            return Still()
        if plan not in self._walks:
            self._walks = {plan: Walk(plan)}
        return self._walks[plan]

    def _load(self, name: str) -> PriceSeries:
        if name not in self._series:
            known = series_names(self._folder) if self._folder else {}
            if name not in known:
                raise SettingError("series", f"{name!r} is not here; the series are {sorted(known)}")
            self._series[name] = read_series(known[name])
        return self._series[name]


def keep_clock(settings: Settings, clock: MarketClock) -> None:
    """Remember a clock; the wall it reads is not part of it."""
    instants = (clock.fixed, clock.moving_since, clock.held_since)
    fixed, moving_since, held_since = (at and nanoseconds(at) for at in instants)
    document = {"fixed": fixed, "moving_since": moving_since, "held_since": held_since}
    settings.put(_CLOCK, {**document, "open": clock.forced_open})


def kept_clock(settings: Settings, wall: WallClock) -> MarketClock:
    """Recall the clock that was kept, or a real one."""
    document = cast("Mapping[str, Any]", settings.get(_CLOCK, {}))
    names = ("fixed", "moving_since", "held_since")
    found = (document.get(name) for name in names)
    fixed, moving_since, held_since = (None if ns is None else from_nanoseconds(ns) for ns in found)
    return MarketClock(wall, fixed, document.get("open"), moving_since, held_since)
