"""Take a snapshot: everything planning needs to know of an account, read in one go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE, to_text
from trimtab.domain.order import Order
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import Targets
from trimtab.domain.trade import Side
from trimtab.ports import Ahead, Brokerage, in_turn

MOST_DISAGREEMENT: Final = Decimal("0.05")
"""How far the broker's own count of an account may be from the sum of its parts, as a fraction of it."""


def take_snapshot(
    broker: Brokerage, wanted: Iterable[str], now: datetime, ahead: Ahead = in_turn
) -> Snapshot:
    """Read an account with prices and instruments of all that is held or wanted.

    What can be read at once is begun ahead: a look waits for two answers, not for five.

    Raises UnavailableError when the broker gives no usable answer in time, or answers that contradict each
    other.
    """
    account_read, holdings_read = ahead(broker.account), ahead(broker.holdings)
    orders_read = ahead(broker.open_orders)
    account, holdings = account_read(), holdings_read()
    orders = tuple(order for order in orders_read() if order.is_stock)
    symbols = tuple(sorted({held.symbol for held in holdings} | set(wanted)))
    quotes_read = ahead(lambda: broker.quotes(symbols))
    instruments = broker.instruments(symbols)
    quotes = quotes_read()
    taken = Snapshot(
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
    _require_agreement(taken, account.equity)
    return taken


def require_prices(snapshot: Snapshot) -> Snapshot:
    """Hand a snapshot on whose weights are known. Raises UnavailableError where a holding has no price."""
    if snapshot.unpriced_symbols:
        text = f"there is no price for {', '.join(snapshot.unpriced_symbols)}"
        raise UnavailableError(ReasonCode.PRICE_MISSING, text)
    return snapshot


def _require_agreement(taken: Snapshot, equity: Decimal) -> None:
    """Refuse a list that lacks positions, and prices far from the broker's own: what it counts tells (F-038).

    Where a holding has no price, its parts cannot be summed; nothing is planned then anyway.
    """
    total = taken.total_value
    slack = max(ONE, MOST_DISAGREEMENT * max(abs(total), abs(equity)))
    if taken.unpriced_symbols or abs(total - equity) <= slack:
        return
    text = (
        f"The broker counts {to_text(equity)} US dollars, but cash and positions come to {to_text(total)}: "
        "its answers disagree. Try again in a minute."
    )
    raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, text)


def targeted_symbols(targets: Targets) -> tuple[str, ...]:
    """Name the symbols a set of targets wants, without cash."""
    return tuple(symbol for symbol in targets.weights if symbol != CASH)


def _symbols(orders: Iterable[Order]) -> tuple[str, ...]:
    return tuple(sorted({order.symbol for order in orders}))
