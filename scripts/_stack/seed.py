"""Fill a stack with the demo: one owner, a portfolio bought at the end of 2019, prices of March 2020."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import ROUND_DOWN, Decimal

from _stack.accounts import BROKER_KEY, BROKER_SECRET, EMAIL, PASSWORD, UID
from _stack.addresses import Addresses
from _stack.client import Caller, documents_url, sign_in
from _stack.errors import CommandError
from _stack.paths import PRICES
from _stack.web import ADMIN, JsonObject, send

SERIES = "sp500"
BOUGHT_ON = "2019-12-31"
PRICED_ON = "2020-03-23"
SYMBOLS = ("JPM", "MSFT", "WMT", "XOM")
MONEY = Decimal(100_000)
TARGET_PERCENT = "25"


def seed_demo(urls: Addresses) -> Caller:
    """Empty the stack, create the demo and save its targets; returns the signed-in owner.

    Targets go through the real `save_allocation`, so that nothing a user would do is faked.
    """
    wipe(urls)
    _create_owner(urls)
    _allow_trading(urls)
    _open_account(urls, closing_prices(BOUGHT_ON))
    send("POST", f"{urls.broker_url}/_control/replay", {"series": SERIES, "date": PRICED_ON})
    owner = sign_in(urls, email=EMAIL, password=PASSWORD)
    owner.call(
        "save_allocation", targets=[{"symbol": name, "target_percent": TARGET_PERCENT} for name in SYMBOLS]
    )
    return owner


def wipe(urls: Addresses) -> None:
    """Delete every document and every user of the stack."""
    documents = (
        f"http://{urls.firestore_host}/emulator/v1/projects/{urls.project}/databases/(default)/documents"
    )
    send("DELETE", documents, headers=ADMIN)
    send("DELETE", f"{urls.auth_url}/emulator/v1/projects/{urls.project}/accounts", headers=ADMIN)


def closing_prices(day: str) -> dict[str, Decimal]:
    """Read one day's closes in dollars per share. Raises `CommandError` for a day without prices."""
    with (PRICES / f"{SERIES}.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["date"] == day:
                return {symbol: Decimal(close) for symbol, close in row.items() if symbol != "date"}
    raise CommandError(f"{PRICES / SERIES}.csv has no prices of {day}")


def quarter_each(prices: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Count the whole shares that an equal part of the demo's money buys of each symbol."""
    part = MONEY / len(SYMBOLS)
    return {symbol: (part / prices[symbol]).quantize(Decimal(1), ROUND_DOWN) for symbol in SYMBOLS}


def _create_owner(urls: Addresses) -> None:
    url = f"{urls.auth_url}/identitytoolkit.googleapis.com/v1/projects/{urls.project}/accounts"
    owner = {
        "localId": UID,
        "email": EMAIL,
        "password": PASSWORD,
        "emailVerified": True,
        "displayName": "Demo",
    }
    send("POST", url, owner, headers=ADMIN)


def _allow_trading(urls: Addresses) -> None:
    fields = {
        "trading_enabled": {"booleanValue": True},
        "mode": {"stringValue": "ACTIVE"},
        "reason": {"stringValue": "local stack"},
        "epoch": {"integerValue": "1"},
        "updated_by": {"stringValue": "seed"},
        "updated_at": {"timestampValue": datetime.now(UTC).isoformat().replace("+00:00", "Z")},
    }
    send("PATCH", f"{documents_url(urls)}/systemStatus/risk_management", {"fields": fields}, headers=ADMIN)


def _open_account(urls: Addresses, prices: Mapping[str, Decimal]) -> None:
    shares = quarter_each(prices)
    cash = MONEY - sum(shares[symbol] * prices[symbol] for symbol in SYMBOLS)
    account = {
        "key": BROKER_KEY,
        "secret": BROKER_SECRET,
        "cash": str(cash),
        "positions": {symbol: _position(shares[symbol], prices[symbol]) for symbol in SYMBOLS},
    }
    send("POST", f"{urls.broker_url}/_control/reset", {"accounts": [account], "prices": {}})


def _position(shares: Decimal, price: Decimal) -> JsonObject:
    return {"qty": str(shares), "avg_entry_price": str(price)}
