"""One attempt at one call through a real adapter: what it came to, and what it put on the wire."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials, Patience
from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderChange, OrderIntent, OrderType
from trimtab.domain.trade import Side

TRIES: Final = 3
"""Reads are tried so often at most; everything else once."""

CALM: Final = Patience(
    connect_seconds=Decimal(2),
    answer_seconds=Decimal(8),
    budget_seconds=Decimal(20),
    pause_seconds=Decimal("0.001"),
    tries=TRIES,
)
HASTE: Final = Patience(
    connect_seconds=Decimal("0.2"),
    answer_seconds=Decimal("0.2"),
    budget_seconds=Decimal(1),
    pause_seconds=Decimal("0.001"),
    tries=TRIES,
)
CALLS: Final = ("submit", "cancel", "replace", "find")
METHODS: Final = {"submit": "POST", "cancel": "DELETE", "replace": "PATCH", "find": "GET"}
LINES: Final = {
    "submit": "POST /v2/orders",
    "cancel": "DELETE /v2/orders/",
    "replace": "PATCH /v2/orders/",
    "find": "GET /v2/orders:by_client_order_id",
}
"""The request each call makes first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The class of the outcome, requests by method, and how long it took."""

    outcome: str
    sent: Counter[str]
    seconds: float


def open_account(url: str, patience: Patience) -> AlpacaBroker:
    """Open the account of the broker at a loopback address."""
    credentials = AlpacaCredentials(key_id="key", secret_key="secret", base_url=url, data_url=url)
    return AlpacaBroker(credentials, patience=patience)


def intent(client_order_id: str) -> OrderIntent:
    """Two shares of SPY, at a limit that does not fill."""
    return OrderIntent(
        client_order_id=client_order_id,
        symbol="SPY",
        side=Side.BUY,
        quantity=Decimal(2),
        order_type=OrderType.LIMIT,
        limit_price=Decimal(300),
    )


def calling(call: str, account: AlpacaBroker, client_order_id: str, order_id: str) -> Callable[[], object]:
    """Prepare a call about the order of these ids."""
    change = OrderChange(client_order_id=f"{client_order_id}-changed", quantity=Decimal(3))
    acts: dict[str, Callable[[], object]] = {
        "submit": lambda: account.submit(intent(client_order_id)),
        "cancel": lambda: account.cancel(order_id),
        "replace": lambda: account.replace(order_id, change),
        "find": lambda: account.find(client_order_id),
    }
    return acts[call]


def attempt(act: Callable[[], object], wire: Callable[[], Counter[str]]) -> Attempt:
    """Act once; `wire` tells the requests so far by method."""
    before, started = wire(), time.monotonic()
    try:
        outcome = type(act()).__name__
    except UnavailableError:
        outcome = "Unavailable"
    return Attempt(outcome, wire() - before, time.monotonic() - started)


def excess(call: str, sent: Counter[str]) -> dict[str, int]:
    """Name the requests beyond what a call may send: its own once, and reads as often as stated."""
    allowed = {"GET": TRIES} | ({} if call == "find" else {METHODS[call]: 1})
    return {method: count for method, count in sent.items() if count > allowed.get(method, 0)}
