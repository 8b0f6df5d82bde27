"""What the control routes accept: read field by field, refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

from paperbroker.basics.clock import WallClock, wall_clock
from paperbroker.basics.fields import Fields
from paperbroker.basics.money import PRICE_LIMIT, QUANTITY_LIMIT, ZERO, decimal_places
from paperbroker.book.account import Restrictions
from paperbroker.desk.opening import OpeningLots, read_positions, read_restrictions, read_status
from paperbroker.desk.scene import DEFAULT_RATE_LIMIT, Cancels
from paperbroker.market.assets import Asset
from paperbroker.market.controls import MARKET_FIELDS, read_asset, read_market_settings
from paperbroker.market.settings import MarketSettings

PRICE_PLACES = 4
_RESET_FIELDS = ("accounts", "prices", "assets", "rate_limit", "now")
_CANCEL_MODES: Mapping[str, bool] = MappingProxyType({"at_once": True, "on_next_look": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettings:
    """An account to open."""

    key: str
    secret: str
    cash: Decimal
    lots: OpeningLots
    token: str | None
    status: str
    restrictions: Restrictions


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetSettings:
    """Everything a reset replaces; assets and prices add to the defaults. `now` is None for real time."""

    accounts: tuple[AccountSettings, ...]
    prices: Mapping[str, Decimal]
    assets: tuple[Asset, ...]
    market: MarketSettings
    rate_limit: int
    now: datetime | None


def read_reset(body: object, wall: WallClock = wall_clock) -> ResetSettings:
    """Read the body of a reset; an empty one gives the account "demo" 100,000 USD."""
    fields = Fields.of(body).only([*_RESET_FIELDS, *MARKET_FIELDS])
    now = read_instant(fields, "now")
    return ResetSettings(
        accounts=_accounts(fields),
        prices=read_prices(fields.child("prices")),
        assets=tuple(read_asset(asset) for asset in fields.objects("assets")),
        market=read_market_settings(fields, now or wall()),
        rate_limit=fields.whole("rate_limit", DEFAULT_RATE_LIMIT),
        now=now,
    )


def read_prices(fields: Fields) -> dict[str, Decimal]:
    """Read prices in USD by symbol, of at most four decimals."""
    prices = {symbol: fields.amount(symbol, PRICE_LIMIT) for symbol in fields.values}
    fine = next((symbol for symbol, price in prices.items() if decimal_places(price) > PRICE_PLACES), None)
    if fine is not None:
        raise fields.error(fine, f"must have at most {PRICE_PLACES} decimals, not {prices[fine]}")
    return prices


def read_instant(fields: Fields, name: str) -> datetime | None:
    """Read an RFC 3339 instant with its offset; absent or null means None."""
    if fields.values.get(name) is None:
        return None
    instant = fields.parsed(name, datetime.fromisoformat, '"2026-11-20T15:00:00Z"')
    if instant.tzinfo is None:
        raise fields.error(name, f'must carry an offset such as "Z", not {fields.values[name]!r}')
    return instant.astimezone(UTC)


def read_day(fields: Fields, name: str) -> date:
    """Read a calendar day."""
    return fields.parsed(name, date.fromisoformat, '"2019-12-31"')


def read_cancels(body: object) -> Cancels:
    """Read how cancellations and replacements end; what is absent is as in the beginning."""
    fields = Fields.of(body).only(["mode", "fill_wins"])
    mode = fields.text("mode", "on_next_look")
    if mode not in _CANCEL_MODES:
        raise fields.error("mode", f'must be "at_once" or "on_next_look", not {mode!r}')
    return Cancels(is_at_once=_CANCEL_MODES[mode], fill_wins=fields.flag("fill_wins", default=False))


def _accounts(fields: Fields) -> tuple[AccountSettings, ...]:
    default = Fields({"key": "demo", "secret": "demo-secret"}, "accounts[0]")
    accounts = tuple(_account(account) for account in fields.objects("accounts") or [default])
    _require_apart(fields, "key", [account.key for account in accounts])
    _require_apart(fields, "token", [account.token for account in accounts if account.token])
    return accounts


def _require_apart(fields: Fields, name: str, values: Sequence[str]) -> None:
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise fields.error("accounts", f"{name} {twice!r} stands twice; give every account its own {name}")


def _account(fields: Fields) -> AccountSettings:
    fields.only(["key", "secret", "cash", "positions", "token", "status", "restrictions"])
    cash = fields.number("cash", "100000.00")
    if not ZERO <= cash < QUANTITY_LIMIT:
        raise fields.error("cash", f"must be at least 0 and below {QUANTITY_LIMIT:f}, not {cash}")
    return AccountSettings(
        key=fields.text("key"),
        secret=fields.text("secret"),
        cash=cash,
        lots=read_positions(fields.child("positions")),
        token=fields.text("token") if fields.values.get("token") is not None else None,
        status=read_status(fields),
        restrictions=read_restrictions(fields.child("restrictions")),
    )
