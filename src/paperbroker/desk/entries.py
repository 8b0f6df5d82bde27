"""Book what moves cash or shares without an execution."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from paperbroker.basics.money import CENT, ZERO
from paperbroker.basics.sessions import NEW_YORK
from paperbroker.desk.exchange import Exchange
from paperbroker.orders.activity import Entry, EntrySubType, EntryType


class EntryDetails(TypedDict, total=False):
    """The fields of `Entry` that not every booking has."""

    activity_sub_type: EntrySubType
    net_amount: Decimal
    symbol: str
    qty: Decimal
    per_share_amount: Decimal
    group_id: UUID
    description: str


def book_entry(
    exchange: Exchange, account_key: str, activity_type: EntryType, **details: Unpack[EntryDetails]
) -> Entry:
    """Book an entry of now, and move the account's cash by its `net_amount`.

    `details` are further fields of `Entry`. Raises `KeyError` for an unknown account.
    """
    book, now = exchange.book, exchange.clock.now()
    day = now.astimezone(NEW_YORK).date()
    entry = Entry(id=book.ids.next("entry"), activity_type=activity_type, day=day, at=now, **details)
    account = book.accounts.by_key(account_key)
    if account is None:
        raise KeyError(account_key)
    if entry.net_amount != ZERO:
        book.accounts.put(replace(account, cash=account.cash + entry.net_amount))
    book.activities.add(account_key, entry)
    return entry


def pay_in_lieu(exchange: Exchange, account_key: str, symbol: str, qty: Decimal) -> None:
    """Book that a fraction of a share is paid out at the last price; its lots are the caller's business."""
    price = exchange.market.price(symbol)
    book_entry(
        exchange,
        account_key,
        EntryType.CASH_IN_LIEU,
        symbol=symbol,
        qty=-qty,
        per_share_amount=price,
        net_amount=to_cents(qty * price),
    )


def to_cents(amount: Decimal) -> Decimal:
    """Round USD to the cent, half-even."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
