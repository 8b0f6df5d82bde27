"""The broker's JSON as documented, and short ways to a broker that reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials, Patience
from trimtab.adapters.alpaca.broker import AccountMemory
from trimtab.domain.intent import OrderIntent
from trimtab.domain.trade import Side
from trimtab.ports import Ahead, in_turn
from unit.adapters.alpaca.scripted import Stage

KEY, SECRET = "PKTESTKEY", "very-secret-secret"
HASTE = Patience(connect_seconds=Decimal("0.3"), answer_seconds=Decimal("0.3"), budget_seconds=Decimal("0.8"))
BUY_SPY = OrderIntent(client_order_id="rbp1", symbol="SPY", side=Side.BUY, quantity=Decimal("2.5"))
TIME = "2026-11-20T15:00:00.123456789Z"


def open_broker(
    stage: Stage,
    patience: Patience = HASTE,
    memory: AccountMemory | None = None,
    ahead: Ahead = in_turn,
) -> AlpacaBroker:
    """Open the account a scripted server plays."""
    credentials = AlpacaCredentials(key_id=KEY, secret_key=SECRET, base_url=stage.url, data_url=stage.url)
    return AlpacaBroker(credentials, patience=patience, memory=memory, ahead=ahead)


def account(**fields: Any) -> dict[str, Any]:
    """An active account without blocks."""
    return {
        "id": "11111111-2222-4333-8444-555555555555",
        "status": "ACTIVE",
        "currency": "USD",
        "cash": "1000.10",
        "equity": "2005.10",
        "trading_blocked": False,
        "account_blocked": False,
        "trade_suspended_by_user": False,
    } | fields


def position(**fields: Any) -> dict[str, Any]:
    """Ten shares of SPY, three of them promised."""
    return {"symbol": "SPY", "qty": "10", "qty_available": "7", "side": "long"} | fields


def asset(**fields: Any) -> dict[str, Any]:
    """SPY, active and fractionable, without the deprecated borrow fields."""
    return {
        "id": "a1",
        "class": "us_equity",
        "symbol": "SPY",
        "name": "SPDR S&P 500",
        "status": "active",
        "tradable": True,
        "fractionable": True,
    } | fields


def clock(**fields: Any) -> dict[str, Any]:
    """An open market in New York time."""
    return {
        "timestamp": "2026-11-20T10:00:00.123456789-05:00",
        "is_open": True,
        "next_open": "2026-11-23T09:30:00-05:00",
        "next_close": "2026-11-20T16:00:00-05:00",
    } | fields


def order(**fields: Any) -> dict[str, Any]:
    """The order of BUY_SPY, just taken."""
    return {
        "id": "o1",
        "client_order_id": "rbp1",
        "symbol": "SPY",
        "asset_class": "us_equity",
        "side": "buy",
        "qty": "2.5",
        "notional": None,
        "filled_qty": "0",
        "filled_avg_price": None,
        "status": "pending_new",
    } | fields


def fill(**fields: Any) -> dict[str, Any]:
    """The fill that completed the order of BUY_SPY."""
    return {
        "id": "20261120100000123::f1",
        "activity_type": "FILL",
        "type": "fill",
        "transaction_time": TIME,
        "symbol": "SPY",
        "side": "buy",
        "qty": "2.5",
        "price": "410.25",
        "order_id": "o1",
    } | fields


def dividend(**fields: Any) -> dict[str, Any]:
    """A cash dividend on ten SPY."""
    return {
        "id": "20261119000000000::d1",
        "activity_type": "DIV",
        "activity_sub_type": "CDIV",
        "date": "2026-11-19",
        "status": "executed",
        "net_amount": "12.34",
        "symbol": "SPY",
        "qty": "10",
        "per_share_amount": "1.234",
    } | fields


def without(content: dict[str, Any], name: str) -> dict[str, Any]:
    """Leave one field out."""
    return {key: value for key, value in content.items() if key != name}
