"""Take, find and cancel orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from paperbroker.basics.refusals import Refusal, RefusedError, not_found, rule_broken
from paperbroker.book.account import Account
from paperbroker.desk.admitting import admit, taken
from paperbroker.desk.events import let_happen
from paperbroker.desk.exchange import Exchange
from paperbroker.orders.behaviour import CancelCourse
from paperbroker.orders.life import canceled
from paperbroker.orders.order import Order, Status
from paperbroker.orders.submission import read_ticket

_LEAVING = frozenset([Status.PENDING_CANCEL, Status.PENDING_REPLACE])


def submit(exchange: Exchange, account: Account, body: object) -> Order:
    """Take an order or raise `RefusedError`; a taken order waits for the next step."""
    ticket = read_ticket(body, lambda: str(exchange.book.ids.next("client order")))
    order = replace(
        taken(exchange, admit(exchange, account, ticket)),
        course=exchange.behaviours.take_behaviour(ticket.symbol),
    )
    exchange.book.orders.add(account.key, order)
    let_happen(exchange)
    return order


def find_order(exchange: Exchange, account: Account, order_id: str) -> Order:
    """Find an order by the broker's id; raises `RefusedError`."""
    order = exchange.book.orders.by_id(account.key, order_id)
    if order is None:
        raise RefusedError(not_found(f"order not found for {order_id}"))
    return order


def find_by_client_id(exchange: Exchange, account: Account, client_order_id: str) -> Order:
    """Find an order by the client's id; raises `RefusedError`."""
    order = exchange.book.orders.by_client_id(account.key, client_order_id)
    if order is None:
        raise RefusedError(not_found(f"order not found for {client_order_id}"))
    return order


def cancel(exchange: Exchange, account: Account, order_id: str) -> None:
    """Ask for the cancellation of what is left of an order; the next look confirms it.

    Raises `RefusedError` for an order that has ended or is on its way out.
    """
    order = find_order(exchange, account, order_id)
    if not order.status.is_open or order.status in _LEAVING:
        raise RefusedError(rule_broken(f'order is already in "{order.status}" state'))
    exchange.book.orders.put(account.key, _leaving(exchange, order))


def cancel_all(exchange: Exchange, account: Account) -> Iterator[tuple[Order, Refusal | None]]:
    """Ask for the cancellation of every open order, oldest first, with the refusal where there is one."""
    for order in exchange.book.orders.open_of(account.key):
        try:
            cancel(exchange, account, str(order.id))
            yield order, None
        except RefusedError as error:
            yield order, error.refusal


def _leaving(exchange: Exchange, order: Order) -> Order:
    if order.course.cancel is CancelCourse.LOST:
        return order
    if exchange.cancels.is_at_once and order.course.cancel is CancelCourse.CONFIRMED:
        return canceled(order, exchange.clock)
    return replace(order, status=Status.PENDING_CANCEL, updated_at=exchange.clock.now())
