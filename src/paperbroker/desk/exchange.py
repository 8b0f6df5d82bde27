"""The broker as every act finds it: its book, its market, its clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from secrets import compare_digest

from paperbroker.basics.clock import MarketClock, WallClock, wall_clock
from paperbroker.basics.fields import SettingError
from paperbroker.basics.rate import Allowance, RateMeter
from paperbroker.basics.refusals import UNAUTHORIZED, RefusedError
from paperbroker.book.account import Account
from paperbroker.book.book import Book
from paperbroker.book.ledger import Ledger, Lot
from paperbroker.desk.settings import AccountSettings, OpeningLot, ResetSettings, read_reset
from paperbroker.desk.standing import Standing
from paperbroker.market.assets import DEFAULT_ASSETS, DEFAULT_PRICES, Asset
from paperbroker.market.board import Market
from paperbroker.market.series import Closes, PriceSeries, UnknownDayError, read_series, series_names
from paperbroker.orders.life import FillMode


@dataclass(slots=True, kw_only=True)
class _Scene:
    clock: MarketClock
    market: Market
    assets: Mapping[str, Asset]
    meter: RateMeter
    fills: FillMode = FillMode.FULL


class Exchange:
    """Hold book, market and clock; callers serialise their calls.

    `prices_folder` holds the series `replay` may use. A new book stands as after an empty reset, its market
    held open.
    """

    def __init__(
        self, book: Book, *, wall: WallClock = wall_clock, prices_folder: Path | None = None
    ) -> None:
        self.book = book
        self.wall = wall
        self._folder = prices_folder
        self._series: dict[str, PriceSeries] = {}
        self.reset(read_reset({}))

    @property
    def clock(self) -> MarketClock:
        """The broker's clock."""
        return self._scene.clock

    @property
    def market(self) -> Market:
        """Prices as they stand."""
        return self._scene.market

    @property
    def assets(self) -> Mapping[str, Asset]:
        """Known assets by symbol."""
        return self._scene.assets

    @property
    def fills(self) -> FillMode:
        """How much of an order trades in one step."""
        return self._scene.fills

    def reset(self, settings: ResetSettings) -> None:
        """Replace accounts, orders, prices, clock and fill mode.

        Raises `SettingError`, and then changes nothing, for an asset or a position without a price.
        """
        scene = self._fresh(settings)
        for opening in settings.accounts:
            _require_known(opening.lots, scene.market.prices, "positions")
        self._scene = scene
        self.book.clear()
        for opening in settings.accounts:
            self._open(opening)

    def set_clock(self, clock: MarketClock) -> None:
        """Replace the clock."""
        self._scene.clock = clock

    def set_fills(self, mode: FillMode) -> None:
        """Choose how much of an order trades in one step."""
        self._scene.fills = mode

    def move_prices(self, prices: Mapping[str, Decimal]) -> None:
        """Move last prices; raises `SettingError` for an unknown symbol."""
        _require_known(prices, self.assets, "")
        self._scene.market = self.market.move(prices)

    def replay(self, series: str, day: date) -> Closes:
        """Set prices to a day's closes and previous closes to the day before.

        Raises `SettingError` naming the series there are, the nearest day, or a symbol without an asset.
        """
        try:
            closes, previous = self._load(series).on(day)
        except UnknownDayError as error:
            raise SettingError("date", str(error)) from error
        _require_known(closes, self.assets, "series")
        self._scene.market = self.market.turn(closes, previous)
        return closes

    def authenticate(self, key: str, secret: str) -> Account:
        """Find the account of a key pair; raises `RefusedError`."""
        account = self.book.accounts.by_key(key)
        if account is None or not compare_digest(account.secret.encode(), secret.encode()):
            raise RefusedError(UNAUTHORIZED)
        return account

    def standing(self, account: Account) -> Standing:
        """Look at an account as it stands now."""
        ledger = self.book.ledger(account.key)
        return Standing(account=account, ledger=ledger, open_orders=self.book.orders.open_of(account.key))

    def spend_request(self, account: Account) -> Allowance:
        """Count one request against the account's minute."""
        return self._scene.meter.spend(account.key, self.wall())

    def _load(self, name: str) -> PriceSeries:
        if name not in self._series:
            known = series_names(self._folder) if self._folder else {}
            if name not in known:
                raise SettingError("series", f"{name!r} is not here; the series are {sorted(known)}")
            self._series[name] = read_series(known[name])
        return self._series[name]

    def _fresh(self, settings: ResetSettings) -> _Scene:
        assets = {**DEFAULT_ASSETS, **{asset.symbol: asset for asset in settings.assets}}
        _require_known(settings.prices, assets, "prices")
        prices = {**DEFAULT_PRICES, **settings.prices}
        _require_known(assets, prices, "assets", "needs a price; give it one under prices")
        # Without a fixed time the market is held open, so that a demonstration works at any hour.
        forced_open = True if settings.now is None else None
        return _Scene(
            clock=MarketClock(self.wall, settings.now, forced_open),
            market=Market(prices, prices, settings.spread_bps),
            assets=assets,
            meter=RateMeter(settings.rate_limit),
        )

    def _open(self, opening: AccountSettings) -> None:
        now = self.clock.now()
        held = {symbol: tuple(_lot(lot, now) for lot in lots) for symbol, lots in opening.lots.items()}
        account = Account(
            key=opening.key,
            secret=opening.secret,
            cash=opening.cash,
            opened_at=now,
            opening_equity=Ledger(opening.cash, held).equity(self.market.prices),
        )
        self.book.accounts.put(account)
        for symbol, lots in held.items():
            self.book.lots.put(opening.key, symbol, lots)


def _lot(lot: OpeningLot, opened_at: datetime) -> Lot:
    return Lot(lot.qty, lot.price, lot.acquired_at or opened_at)


def _require_known(
    symbols: Iterable[str], known: Mapping[str, object], path: str, message: str = "is not a known asset"
) -> None:
    unknown = sorted(set(symbols) - known.keys())
    if unknown:
        raise SettingError(f"{path}.{unknown[0]}" if path else unknown[0], message)
