"""Take a snapshot: everything planning needs to know of an account, read in one go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from trimtab.domain.instruments import CASH
from trimtab.domain.order import Order
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import Targets
from trimtab.domain.trade import Side
from trimtab.ports import Brokerage


def take_snapshot(broker: Brokerage, wanted: Iterable[str], now: datetime) -> Snapshot:
    """Read an account with prices and instruments of all that is held or wanted.

    Raises UnavailableError when the broker gives no usable answer in time.
    """
    account = broker.account()
    holdings = broker.holdings()
    symbols = tuple(sorted({held.symbol for held in holdings} | set(wanted)))
    quotes = broker.quotes(symbols)
    instruments = broker.instruments(symbols)
    orders = broker.open_orders()
    return Snapshot(
        account_id=account.account_id,
        environment=broker.environment,
        as_of=now,
        cash=account.cash,
        holdings=tuple(sorted(holdings, key=lambda held: held.symbol)),
        quotes=tuple(quotes[symbol] for symbol in symbols if symbol in quotes),
        instruments=tuple(instruments[symbol] for symbol in symbols if symbol in instruments),
        busy_symbols=_symbols(orders),
        pending_buys=_symbols(order for order in orders if order.side is Side.BUY),
        is_account_blocked=account.is_blocked,
    )


def targeted_symbols(targets: Targets) -> tuple[str, ...]:
    """Name the symbols a set of targets wants, without cash."""
    return tuple(symbol for symbol in targets.weights if symbol != CASH)


def _symbols(orders: Iterable[Order]) -> tuple[str, ...]:
    return tuple(sorted({order.symbol for order in orders}))
