"""The broker's state and everything that changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import compare_digest

from paperbroker.basics.clock import MarketClock, WallClock, wall_clock
from paperbroker.basics.fields import SettingError
from paperbroker.basics.ids import IdSource
from paperbroker.basics.money import ONE, SHARE_STEP
from paperbroker.basics.rate import Allowance, RateMeter
from paperbroker.basics.refusals import UNAUTHORIZED, RefusedError, not_found, rule_broken
from paperbroker.book.account import Account
from paperbroker.desk.settings import AccountSettings, ResetSettings, read_reset
from paperbroker.market.assets import DEFAULT_ASSETS, DEFAULT_PRICES, Asset
from paperbroker.market.board import Market
from paperbroker.market.series import Closes, PriceSeries, UnknownDayError, read_series, series_names
from paperbroker.orders.life import FillMode, Tick, advance
from paperbroker.orders.order import Order, Status, Ticket
from paperbroker.orders.rules import Admission, asset_not_found, duplicate_client_id, first_refusal
from paperbroker.orders.submission import read_ticket


@dataclass(slots=True, kw_only=True)
class _State:
    clock: MarketClock
    market: Market
    assets: Mapping[str, Asset]
    accounts: dict[str, Account]
    meter: RateMeter
    fills: FillMode = FillMode.FULL


class Exchange:
    """Hold accounts, market and clock; callers serialise their calls.

    `prices_folder` holds the series `replay` may use. A new exchange stands as after an empty reset, its
    market held open.
    """

    def __init__(
        self, ids: IdSource, *, wall: WallClock = wall_clock, prices_folder: Path | None = None
    ) -> None:
        self.ids = ids
        self.wall = wall
        self._folder = prices_folder
        self._series: dict[str, PriceSeries] = {}
        self._state = self._fresh(read_reset({}))

    @property
    def clock(self) -> MarketClock:
        """The broker's clock."""
        return self._state.clock

    @property
    def market(self) -> Market:
        """Prices as they stand."""
        return self._state.market

    @property
    def assets(self) -> Mapping[str, Asset]:
        """Known assets by symbol."""
        return self._state.assets

    def reset(self, settings: ResetSettings) -> None:
        """Replace accounts, orders, prices, clock and fill mode.

        Raises `SettingError`, and then changes nothing, for an asset or a position without a price.
        """
        self._state = self._fresh(settings)

    def set_clock(self, clock: MarketClock) -> None:
        """Replace the clock."""
        self._state.clock = clock

    def set_fills(self, mode: FillMode) -> None:
        """Choose how much of an order trades in one step."""
        self._state.fills = mode

    def move_prices(self, prices: Mapping[str, Decimal]) -> None:
        """Move last prices; raises `SettingError` for an unknown symbol."""
        _require_known(prices, self.assets, "")
        self._state.market = self.market.move(prices)

    def replay(self, series: str, day: date) -> Closes:
        """Set prices to a day's closes and previous closes to the day before.

        Raises `SettingError` naming the series there are, the nearest day, or a symbol without an asset.
        """
        try:
            closes, previous = self._load(series).on(day)
        except UnknownDayError as error:
            raise SettingError("date", str(error)) from error
        _require_known(closes, self.assets, "series")
        self._state.market = self.market.turn(closes, previous)
        return closes

    def authenticate(self, key: str, secret: str) -> Account:
        """Find the account of a key pair; raises `RefusedError`."""
        account = self._state.accounts.get(key)
        if account is None or not compare_digest(account.secret.encode(), secret.encode()):
            raise RefusedError(UNAUTHORIZED)
        return account

    def spend_request(self, account: Account) -> Allowance:
        """Count one request against the account's minute."""
        return self._state.meter.spend(account.key, self.wall())

    def advance(self, account: Account) -> None:
        """Take each open order of an account one step further, oldest first."""
        for order in account.open_orders():
            account.record(*advance(order, self._tick(order.ticket.symbol)))

    def submit(self, account: Account, body: object) -> Order:
        """Take an order or raise `RefusedError`; a taken order waits for the next step."""
        ticket = read_ticket(body, lambda: str(self.ids.next("client order")))
        if account.find(ticket.client_order_id):
            raise RefusedError(duplicate_client_id())
        refusal = first_refusal(self._admission(account, ticket))
        if refusal:
            raise RefusedError(refusal)
        order = self._order(ticket)
        account.record(order)
        return order

    def order(self, account: Account, order_id: str) -> Order:
        """Find an order by the broker's id; raises `RefusedError`."""
        order = next((order for order in account.orders.values() if str(order.id) == order_id), None)
        if order is None:
            raise RefusedError(not_found(f"order not found for {order_id}"))
        return order

    def cancel(self, account: Account, order_id: str) -> None:
        """Cancel what is left of an order at once; raises `RefusedError` for one that has ended."""
        order = self.order(account, order_id)
        if not order.status.is_open:
            raise RefusedError(rule_broken(f'order is already in "{order.status}" state'))
        now = self.clock.now()
        account.record(replace(order, status=Status.CANCELED, canceled_at=now, updated_at=now))

    def _tick(self, symbol: str) -> Tick:
        return Tick(
            clock=self.clock,
            quote=self.market.quote(symbol),
            fills=self._state.fills,
            share_step=SHARE_STEP if self.assets[symbol].is_fractionable else ONE,
            next_fill_id=lambda: self.ids.next("fill"),
        )

    def _reference_price(self, ticket: Ticket) -> Decimal:
        if ticket.limit_price is not None:
            return ticket.limit_price
        if not self.clock.is_open:
            return self.market.prices[ticket.symbol]
        return self.market.quote(ticket.symbol).far_side(ticket.side)

    def _admission(self, account: Account, ticket: Ticket) -> Admission:
        asset = self.assets.get(ticket.symbol)
        if asset is None:
            raise RefusedError(asset_not_found(ticket.symbol))
        return Admission(
            ticket=ticket,
            asset=asset,
            reference_price=self._reference_price(ticket),
            position_qty=account.ledger.quantity(ticket.symbol),
            held_qty=account.held_shares(ticket.symbol),
            buying_power=account.buying_power,
            open_orders=account.open_orders(ticket.symbol),
            is_market_open=self.clock.is_open,
        )

    def _order(self, ticket: Ticket) -> Order:
        now = self.clock.now()
        return Order(
            id=self.ids.next("order"),
            ticket=ticket,
            reference_price=self._reference_price(ticket),
            status=Status.PENDING_NEW if self.clock.is_open else Status.ACCEPTED,
            created_at=now,
            updated_at=now,
            expires_at=self.clock.upcoming()[1],
        )

    def _load(self, name: str) -> PriceSeries:
        if name not in self._series:
            known = series_names(self._folder) if self._folder else {}
            if name not in known:
                raise SettingError("series", f"{name!r} is not here; the series are {sorted(known)}")
            self._series[name] = read_series(known[name])
        return self._series[name]

    def _fresh(self, settings: ResetSettings) -> _State:
        assets = {**DEFAULT_ASSETS, **{asset.symbol: asset for asset in settings.assets}}
        _require_known(settings.prices, assets, "prices")
        prices = {**DEFAULT_PRICES, **settings.prices}
        _require_known(assets, prices, "assets", "needs a price; give it one under prices")
        # Without a fixed time the market is held open, so that a demonstration works at any hour.
        forced_open = True if settings.now is None else None
        clock = MarketClock(self.wall, settings.now, forced_open)
        market = Market(prices, prices, settings.spread_bps)
        return _State(
            clock=clock,
            market=market,
            assets=assets,
            accounts={opening.key: _open(opening, market, clock) for opening in settings.accounts},
            meter=RateMeter(settings.rate_limit),
        )


def _open(opening: AccountSettings, market: Market, clock: MarketClock) -> Account:
    _require_known(opening.ledger.lots, market.prices, "positions")
    return Account(
        key=opening.key,
        secret=opening.secret,
        ledger=opening.ledger,
        opened_at=clock.now(),
        opening_equity=opening.ledger.equity(market.prices),
    )


def _require_known(
    symbols: Iterable[str], known: Mapping[str, object], path: str, message: str = "is not a known asset"
) -> None:
    unknown = sorted(set(symbols) - known.keys())
    if unknown:
        raise SettingError(f"{path}.{unknown[0]}" if path else unknown[0], message)
