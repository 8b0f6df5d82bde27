"""Let an order in: gather what the rules look at, and make the order they take."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.money import ZERO
from paperbroker.basics.refusals import RefusedError
from paperbroker.basics.side import Side
from paperbroker.book.account import Account
from paperbroker.book.book import Book
from paperbroker.book.ledger import count_shares
from paperbroker.desk.exchange import Exchange
from paperbroker.market.market import Market
from paperbroker.orders.admission import Admission, Permissions
from paperbroker.orders.hours import ends_at, trades_now
from paperbroker.orders.order import Order, Status, Ticket
from paperbroker.orders.rules import duplicate_client_id, first_refusal
from paperbroker.orders.standing_rules import asset_not_found

_OPEN_STATUS, _CLOSING_STATUS = "ACTIVE", "ACCOUNT_CLOSED_PENDING"
_LAST_DIGITS = 999


def admit(exchange: Exchange, account: Account, ticket: Ticket, instead_of: Order | None = None) -> Admission:
    """Judge a ticket; raises `RefusedError` with the first rule that objects.

    One that is to stand `instead_of` an open order is judged as if that order were not there.
    """
    if exchange.book.orders.by_client_id(account.key, ticket.client_order_id):
        raise RefusedError(duplicate_client_id())
    admission = _admission(exchange, account, ticket, instead_of)
    refusal = first_refusal(admission)
    if refusal:
        raise RefusedError(refusal)
    return admission


def taken(exchange: Exchange, admission: Admission) -> Order:
    """Make the order of an admitted ticket; it waits for the next step."""
    clock, ticket = exchange.clock, admission.ticket
    number, order_id = exchange.book.ids.numbered("order")
    now = clock.now()
    return Order(
        id=order_id,
        asset_id=admission.asset.id,
        ticket=ticket,
        reference_price=admission.reference_price,
        status=Status.PENDING_NEW if trades_now(ticket, clock) else Status.ACCEPTED,
        created_at=now,
        updated_at=now,
        expires_at=ends_at(ticket, clock),
        # Never zero, so that a time cut to microseconds always lies before the order.
        nanosecond=1 + (number - 1) % _LAST_DIGITS,
    )


def permissions_of(account: Account) -> Permissions:
    """Tell what an account may do; one that is being closed may only sell."""
    return Permissions(
        barred_because=_barred_because(account),
        closes_only=account.status == _CLOSING_STATUS,
        may_trade_fractions=account.configurations.fractional_trading,
        may_buy_partnerships=account.configurations.ptp_no_exception_entry,
    )


def _barred_because(account: Account) -> str | None:
    if account.status not in {_OPEN_STATUS, _CLOSING_STATUS}:
        return f"account is not active, its status is {account.status}"
    if account.restrictions.account_blocked:
        return "account is blocked"
    if account.restrictions.trading_blocked:
        return "trading is blocked for this account"
    if account.configurations.suspend_trade:
        return "new orders are rejected by user request"
    return None


def _admission(exchange: Exchange, account: Account, ticket: Ticket, instead_of: Order | None) -> Admission:
    book, market, symbol = exchange.book, exchange.market, ticket.symbol
    asset = market.assets.get(symbol)
    if asset is None:
        raise RefusedError(asset_not_found(symbol))
    known = book.accounts.by_key(account.key) or account
    return Admission(
        ticket=ticket,
        asset=asset,
        permissions=permissions_of(known),
        reference_price=_reference_price(market, ticket),
        position_qty=_position_qty(book, account, ticket),
        held_qty=book.orders.held_shares(account.key, symbol)
        - (instead_of.held_shares if instead_of else ZERO),
        buying_power=known.cash
        - book.orders.held_cash(account.key)
        + (instead_of.held_cash if instead_of else ZERO),
        open_orders=tuple(o for o in _facing(book, account, ticket, market.clock) if o != instead_of),
        is_market_open=market.clock.is_open,
        carried_qty=instead_of.carried_qty + instead_of.filled_qty if instead_of else ZERO,
    )


def _position_qty(book: Book, account: Account, ticket: Ticket) -> Decimal:
    # Only sales are judged by it, and a position may have thousands of lots.
    return count_shares(book.lots.of(account.key, ticket.symbol)) if ticket.side is Side.SELL else ZERO


def _facing(book: Book, account: Account, ticket: Ticket, clock: MarketClock) -> Iterator[Order]:
    """List the open orders a rule may object to: the other side's, and other sales while closed."""
    other = Side.BUY if ticket.side is Side.SELL else Side.SELL
    yield from book.orders.open_of(account.key, ticket.symbol, other)
    if ticket.side is Side.SELL and not clock.is_open:
        yield from book.orders.open_of(account.key, ticket.symbol, Side.SELL)


def _reference_price(market: Market, ticket: Ticket) -> Decimal:
    if ticket.limit_price is not None:
        return ticket.limit_price
    if not market.clock.is_open:
        return market.price(ticket.symbol)
    return market.quote(ticket.symbol).far_side(ticket.side) or market.price(ticket.symbol)
