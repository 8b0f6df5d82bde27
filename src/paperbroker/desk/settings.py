"""What the control routes accept: read field by field, refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from paperbroker.basics.fields import Fields
from paperbroker.basics.money import PRICE_LIMIT, QUANTITY_LIMIT, SHARE_STEP, ZERO, decimal_places
from paperbroker.market.assets import EXCHANGES, Asset

PRICE_PLACES = 4
DEFAULT_RATE_LIMIT = 200
_WIDEST_SPREAD = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class OpeningLot:
    """Shares an account starts with; without a time of their own they were bought when it was opened."""

    qty: Decimal
    price: Decimal
    acquired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettings:
    """An account to open."""

    key: str
    secret: str
    cash: Decimal
    lots: Mapping[str, tuple[OpeningLot, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetSettings:
    """Everything a reset replaces; assets and prices add to the defaults. `now` is None for real time."""

    accounts: tuple[AccountSettings, ...]
    prices: Mapping[str, Decimal]
    assets: tuple[Asset, ...]
    spread_bps: Decimal
    rate_limit: int
    now: datetime | None


def read_reset(body: object) -> ResetSettings:
    """Read the body of a reset; an empty one gives the account "demo" 100,000 USD."""
    fields = Fields.of(body).only(["accounts", "prices", "assets", "spread_bps", "rate_limit", "now"])
    spread = fields.number("spread_bps", "0")
    if not ZERO <= spread < _WIDEST_SPREAD:
        raise fields.error("spread_bps", f"must be at least 0 and below {_WIDEST_SPREAD}, not {spread}")
    return ResetSettings(
        accounts=_accounts(fields),
        prices=read_prices(fields.child("prices")),
        assets=tuple(_asset(asset) for asset in fields.objects("assets")),
        spread_bps=spread,
        rate_limit=fields.whole("rate_limit", DEFAULT_RATE_LIMIT),
        now=read_instant(fields, "now"),
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


def _accounts(fields: Fields) -> tuple[AccountSettings, ...]:
    default = Fields({"key": "demo", "secret": "demo-secret"}, "accounts[0]")
    accounts = tuple(_account(account) for account in fields.objects("accounts") or [default])
    keys = [account.key for account in accounts]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise fields.error("accounts", f"key {twice!r} stands twice; give every account its own key")
    return accounts


def _account(fields: Fields) -> AccountSettings:
    fields.only(["key", "secret", "cash", "positions"])
    cash = fields.number("cash", "100000.00")
    if not ZERO <= cash < QUANTITY_LIMIT:
        raise fields.error("cash", f"must be at least 0 and below {QUANTITY_LIMIT:f}, not {cash}")
    positions = fields.child("positions")
    lots = {symbol: (_lot(positions.child(symbol)),) for symbol in positions.values}
    return AccountSettings(key=fields.text("key"), secret=fields.text("secret"), cash=cash, lots=lots)


def _lot(fields: Fields) -> OpeningLot:
    fields.only(["qty", "avg_entry_price"])
    qty = fields.amount("qty", QUANTITY_LIMIT)
    if qty % SHARE_STEP:
        raise fields.error("qty", f"must have at most nine decimals, not {qty}")
    return OpeningLot(qty, fields.amount("avg_entry_price", PRICE_LIMIT))


def _asset(fields: Fields) -> Asset:
    fields.only(["symbol", "name", "exchange", "tradable", "fractionable", "status"])
    symbol, exchange, status = (
        fields.text("symbol"),
        fields.text("exchange", "NYSE"),
        fields.text("status", "active"),
    )
    if exchange not in EXCHANGES:
        raise fields.error("exchange", f"must be one of {', '.join(sorted(EXCHANGES))}, not {exchange!r}")
    if status not in {"active", "inactive"}:
        raise fields.error("status", f'must be "active" or "inactive", not {status!r}')
    return Asset(
        symbol=symbol,
        name=fields.text("name", symbol),
        exchange=exchange,
        is_active=status == "active",
        is_tradable=fields.flag("tradable", default=True),
        is_fractionable=fields.flag("fractionable", default=True),
    )
