"""Take, find and cancel orders."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from paperbroker.basics.refusals import RefusedError, not_found, rule_broken
from paperbroker.book.account import Account
from paperbroker.desk.exchange import Exchange
from paperbroker.orders.order import Order, Status, Ticket
from paperbroker.orders.rules import Admission, asset_not_found, duplicate_client_id, first_refusal
from paperbroker.orders.submission import read_ticket


def submit(exchange: Exchange, account: Account, body: object) -> Order:
    """Take an order or raise `RefusedError`; a taken order waits for the next step."""
    ids = exchange.book.ids
    ticket = read_ticket(body, lambda: str(ids.next("client order")))
    if exchange.book.orders.by_client_id(account.key, ticket.client_order_id):
        raise RefusedError(duplicate_client_id())
    refusal = first_refusal(_admission(exchange, account, ticket))
    if refusal:
        raise RefusedError(refusal)
    order = _order(exchange, ticket)
    exchange.book.orders.add(account.key, order)
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
    """Cancel what is left of an order at once; raises `RefusedError` for one that has ended."""
    order = find_order(exchange, account, order_id)
    if not order.status.is_open:
        raise RefusedError(rule_broken(f'order is already in "{order.status}" state'))
    now = exchange.clock.now()
    exchange.book.orders.put(
        account.key, replace(order, status=Status.CANCELED, canceled_at=now, updated_at=now)
    )


def _reference_price(exchange: Exchange, ticket: Ticket) -> Decimal:
    if ticket.limit_price is not None:
        return ticket.limit_price
    if not exchange.clock.is_open:
        return exchange.market.prices[ticket.symbol]
    return exchange.market.quote(ticket.symbol).far_side(ticket.side)


def _admission(exchange: Exchange, account: Account, ticket: Ticket) -> Admission:
    asset = exchange.assets.get(ticket.symbol)
    if asset is None:
        raise RefusedError(asset_not_found(ticket.symbol))
    standing = exchange.standing(account)
    return Admission(
        ticket=ticket,
        asset=asset,
        reference_price=_reference_price(exchange, ticket),
        position_qty=standing.ledger.quantity(ticket.symbol),
        held_qty=standing.held_shares(ticket.symbol),
        buying_power=standing.buying_power,
        open_orders=standing.open_of(ticket.symbol),
        is_market_open=exchange.clock.is_open,
    )


def _order(exchange: Exchange, ticket: Ticket) -> Order:
    now = exchange.clock.now()
    return Order(
        id=exchange.book.ids.next("order"),
        ticket=ticket,
        reference_price=_reference_price(exchange, ticket),
        status=Status.PENDING_NEW if exchange.clock.is_open else Status.ACCEPTED,
        created_at=now,
        updated_at=now,
        expires_at=exchange.clock.upcoming()[1],
    )
