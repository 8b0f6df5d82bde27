"""Put a changed order in the place of an open one."""

from __future__ import annotations

from dataclasses import replace

from paperbroker.book.account import Account
from paperbroker.desk.admitting import admit, taken
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.trading import find_order
from paperbroker.orders.life import rejected, replaced
from paperbroker.orders.order import Order, Status
from paperbroker.orders.replacement import replacement_of

_UNSEEN = frozenset([Status.ACCEPTED, Status.PENDING_NEW])


def replace_order(exchange: Exchange, account: Account, order_id: str, body: object) -> Order:
    """Take the order that is to stand in place of another, or raise `RefusedError`.

    Until the next look both stand and together hold the larger; the old one may still fill.
    """
    order = find_order(exchange, account, order_id)
    ticket = replacement_of(order, body, lambda: str(exchange.book.ids.next("client order")))
    admission = admit(exchange, account, ticket, instead_of=order)
    successor = replace(
        taken(exchange, admission),
        replaces=order.id,
        carried_qty=admission.carried_qty,
        pending_hold=order.held_cash + order.held_shares,
        course=order.course,
    )
    leaving = replace(
        order, status=Status.PENDING_REPLACE, replaced_by=successor.id, updated_at=exchange.clock.now()
    )
    return _stored(exchange, account, leaving, successor)


def settle(exchange: Exchange, account_key: str, order: Order) -> None:
    """Let the successor of an order that has ended stand by itself; where nothing is left, it is rejected."""
    successor = exchange.book.orders.by_id(account_key, str(order.replaced_by))
    if successor is None or not successor.status.is_open:
        return
    exchange.book.orders.put(account_key, _succeeded(exchange, order, successor))


def _stored(exchange: Exchange, account: Account, leaving: Order, successor: Order) -> Order:
    orders = exchange.book.orders
    if exchange.cancels.is_at_once:
        leaving, successor = replaced(leaving, exchange.clock), replace(successor, pending_hold=None)
    orders.put(account.key, leaving)
    orders.add(account.key, successor)
    return successor


def _succeeded(exchange: Exchange, order: Order, successor: Order) -> Order:
    carried = order.carried_qty + order.filled_qty
    if order.status is Status.FILLED or carried >= (successor.ticket.qty or carried):
        return rejected(successor, exchange.clock)
    return replace(
        successor,
        status=Status.NEW if successor.status in _UNSEEN else successor.status,
        carried_qty=carried,
        pending_hold=None,
        updated_at=exchange.clock.now(),
    )
