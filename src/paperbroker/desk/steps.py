"""Let time pass for an account: each of its open orders goes one step further."""

from __future__ import annotations

from dataclasses import replace

from paperbroker.basics.money import ONE, SHARE_STEP
from paperbroker.book.account import Account
from paperbroker.book.ledger import Ledger
from paperbroker.desk.events import let_happen
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.replacing import settle
from paperbroker.market.market import Market
from paperbroker.orders.activity import Fill
from paperbroker.orders.life import Tick, advance
from paperbroker.orders.order import Order, Status


def advance_orders(exchange: Exchange, account: Account) -> None:
    """Take each open order of an account one step further, oldest first."""
    let_happen(exchange)
    open_orders = exchange.book.orders.open_of(account.key)
    if not open_orders:
        return
    market = exchange.market
    ticks = {symbol: _tick(exchange, market, symbol) for symbol in {o.ticket.symbol for o in open_orders}}
    for order in open_orders:
        _advance(exchange, account.key, order, ticks[order.ticket.symbol])


def post(exchange: Exchange, account_key: str, fill: Fill) -> None:
    """Book one fill: cash, lots, history."""
    book = exchange.book
    account = book.accounts.by_key(account_key)
    if account is None:
        raise KeyError(account_key)
    held = Ledger(account.cash, {fill.symbol: book.lots.of(account_key, fill.symbol)})
    ledger = held.post(fill)
    book.lots.put(account_key, fill.symbol, ledger.lots.get(fill.symbol, ()))
    book.accounts.put(replace(account, cash=ledger.cash))
    book.activities.add(account_key, fill)


def _advance(exchange: Exchange, account_key: str, order: Order, tick: Tick) -> None:
    stepped, fill = advance(order, tick)
    if stepped is not order:
        exchange.book.orders.put(account_key, stepped)
    if fill:
        post(exchange, account_key, fill)
    if order.status is Status.PENDING_REPLACE and not stepped.status.is_open:
        settle(exchange, account_key, stepped)


def _tick(exchange: Exchange, market: Market, symbol: str) -> Tick:
    return Tick(
        clock=market.clock,
        quote=market.quote(symbol),
        last=market.price(symbol),
        fills=exchange.fills,
        share_step=SHARE_STEP if market.assets[symbol].is_fractionable else ONE,
        next_fill_id=lambda: exchange.book.ids.next("fill"),
        is_halted=market.is_halted(symbol),
        fill_wins=exchange.cancels.fill_wins,
    )
