"""The broker as every act finds it: its book, its market, its clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import compare_digest

from paperbroker.basics.clock import MarketClock, WallClock, wall_clock
from paperbroker.basics.fields import SettingError
from paperbroker.basics.rate import Allowance, RateMeter
from paperbroker.basics.refusals import UNAUTHORIZED, RefusedError
from paperbroker.book.account import Account
from paperbroker.book.assets import AssetStore
from paperbroker.book.book import Book
from paperbroker.book.ledger import Ledger
from paperbroker.desk.market_settings import StoredMarket, keep_clock, kept_clock
from paperbroker.desk.opening import OpeningLot, open_account
from paperbroker.desk.scene import Cancels, Scene, keep_scene, kept_scene
from paperbroker.desk.settings import AccountSettings, ResetSettings, read_reset
from paperbroker.desk.standing import Standing
from paperbroker.market.assets import DEFAULT_ASSETS, DEFAULT_PRICES
from paperbroker.market.market import Market
from paperbroker.market.series import Closes
from paperbroker.orders.behaviour import Behaviours, OrdinaryCourse
from paperbroker.orders.portions import FillMode


class Exchange:
    """Hold book, market and clock; callers serialise their calls.

    `prices_folder` holds the series `replay` may use, `behaviours` says which orders go another way. A new
    book stands as after an empty reset, its market held open; one that was used goes on as it was left.
    """

    def __init__(
        self,
        book: Book,
        *,
        wall: WallClock = wall_clock,
        prices_folder: Path | None = None,
        behaviours: Behaviours | None = None,
    ) -> None:
        self.book = book
        self.wall = wall
        self.behaviours = behaviours or OrdinaryCourse()
        self.stored_market = StoredMarket(book.prices, book.assets, book.settings, prices_folder)
        self._clock = kept_clock(book.settings, wall)
        kept = kept_scene(book.settings)
        self._scene = kept or Scene()
        self._meter = RateMeter(self._scene.rate_limit)
        if kept is None:
            with book.transaction():
                self.reset(read_reset({}, wall))

    @property
    def clock(self) -> MarketClock:
        """The broker's clock."""
        return self._clock

    @property
    def market(self) -> Market:
        """Prices as they stand, at an instant that does not move while one looks."""
        return self.stored_market.look(self._clock, self.book.actions.all())

    @property
    def assets(self) -> AssetStore:
        """Known assets by symbol."""
        return self.book.assets

    @property
    def fills(self) -> FillMode:
        """How much of an order trades in one step."""
        return self._scene.fills

    @property
    def cancels(self) -> Cancels:
        """How cancellations and replacements end."""
        return self._scene.cancels

    def reset(self, settings: ResetSettings) -> None:
        """Replace everything.

        Raises `SettingError`, and then changes nothing, for an asset or a position without a price.
        """
        assets = {**DEFAULT_ASSETS, **{asset.symbol: asset for asset in settings.assets}}
        prices = {**DEFAULT_PRICES, **settings.prices}
        _require_known(settings.prices, assets, "prices")
        _require_known(assets, prices, "assets", "needs a price; give it one under prices")
        for opening in settings.accounts:
            _require_known(opening.lots, prices, "positions")
        self.book.clear()
        # Without a fixed time the market is held open, so that a demonstration works at any hour.
        self._clock = MarketClock(self.wall, settings.now, True if settings.now is None else None)
        keep_clock(self.book.settings, self._clock)
        self.stored_market.start(assets.values(), prices, settings.market)
        self._set_scene(Scene(rate_limit=settings.rate_limit))
        self._meter = RateMeter(settings.rate_limit)
        for opening in settings.accounts:
            self._open(opening, prices)

    def set_clock(self, clock: MarketClock) -> None:
        """Replace the clock; where it goes back, prices set later count as set now."""
        if clock.now() < self._clock.now():
            self.stored_market.rewind(clock.now())
        self._clock = clock
        keep_clock(self.book.settings, clock)

    def set_fills(self, mode: FillMode) -> None:
        """Choose how much of an order trades in one step."""
        self._set_scene(replace(self._scene, fills=mode))

    def set_cancels(self, cancels: Cancels) -> None:
        """Choose how cancellations and replacements end."""
        self._set_scene(replace(self._scene, cancels=cancels))

    def move_prices(self, prices: Mapping[str, Decimal]) -> None:
        """Move last prices; raises `SettingError` for an unknown symbol."""
        self.stored_market.move(prices, self._clock.now())

    def replay(self, series: str, day: date) -> Closes:
        """Set prices to a day's closes and previous closes to the day before; raises `SettingError`."""
        return self.stored_market.replay(series, day, self._clock.now())

    def halt(self, symbol: str) -> None:
        """Stop trading in a symbol."""
        settings = self.stored_market.settings
        halted = {**settings.conditions.halted, symbol: self._clock.now()}
        self.stored_market.change(replace(settings, conditions=replace(settings.conditions, halted=halted)))

    def authenticate(self, key: str, secret: str) -> Account:
        """Find the account of a key pair; raises `RefusedError`."""
        account = self.book.accounts.by_key(key)
        if account is None or not compare_digest(account.secret.encode(), secret.encode()):
            raise RefusedError(UNAUTHORIZED)
        return account

    def authenticate_bearer(self, token: str) -> Account:
        """Find the account of a bearer token; raises `RefusedError`."""
        account = self.book.accounts.by_token(token)
        if account is None:
            raise RefusedError(UNAUTHORIZED)
        return account

    def standing(self, account: Account) -> Standing:
        """Look at an account as it stands now."""
        known = self.book.accounts.by_key(account.key) or account
        ledger = Ledger(known.cash, self.book.lots.all_of(account.key))
        return Standing(account=known, ledger=ledger, holds=self.book.orders.holds(account.key))

    def spend_request(self, account: Account) -> Allowance:
        """Count one request against the account's minute."""
        return self._meter.spend(account.key, self.wall())

    def _set_scene(self, scene: Scene) -> None:
        self._scene = scene
        keep_scene(self.book.settings, scene)

    def _open(self, opening: AccountSettings, prices: Mapping[str, Decimal]) -> None:
        shares = (_value(lots, prices[symbol]) for symbol, lots in opening.lots.items())
        account = Account(
            key=opening.key,
            secret=opening.secret,
            cash=opening.cash,
            opened_at=self._clock.now(),
            opening_equity=sum(shares, opening.cash),
            token=opening.token,
            status=opening.status,
            restrictions=opening.restrictions,
        )
        open_account(self.book, account, opening.lots)


def _value(lots: Iterable[OpeningLot], price: Decimal) -> Decimal:
    return sum((lot.qty * price for lot in lots), Decimal(0))


def _require_known(
    symbols: Iterable[str], known: Mapping[str, object], path: str, message: str = "is not a known asset"
) -> None:
    unknown = sorted(set(symbols) - known.keys())
    if unknown:
        raise SettingError(f"{path}.{unknown[0]}" if path else unknown[0], message)
