"""Let time pass for an account: each of its open orders goes one step further."""

from __future__ import annotations

from dataclasses import replace

from paperbroker.basics.money import ONE, SHARE_STEP
from paperbroker.book.account import Account
from paperbroker.desk.exchange import Exchange
from paperbroker.orders.activity import Fill
from paperbroker.orders.life import Tick, advance


def advance_orders(exchange: Exchange, account: Account) -> None:
    """Take each open order of an account one step further, oldest first."""
    for order in exchange.book.orders.open_of(account.key):
        stepped, fill = advance(order, _tick(exchange, order.ticket.symbol))
        if stepped is not order:
            exchange.book.orders.put(account.key, stepped)
        if fill:
            post(exchange, account.key, fill)


def post(exchange: Exchange, account_key: str, fill: Fill) -> None:
    """Book one fill: cash, lots, history."""
    book = exchange.book
    ledger = book.ledger(account_key).post(fill)
    book.lots.put(account_key, fill.symbol, ledger.lots.get(fill.symbol, ()))
    account = book.accounts.by_key(account_key)
    if account:
        book.accounts.put(replace(account, cash=ledger.cash))
    book.activities.add(account_key, fill)


def _tick(exchange: Exchange, symbol: str) -> Tick:
    return Tick(
        clock=exchange.clock,
        quote=exchange.market.quote(symbol),
        fills=exchange.fills,
        share_step=SHARE_STEP if exchange.assets[symbol].is_fractionable else ONE,
        next_fill_id=lambda: exchange.book.ids.next("fill"),
    )
