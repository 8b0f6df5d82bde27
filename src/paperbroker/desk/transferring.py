"""Move shares into an account from another broker, or out of it to one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.basics.money import QUANTITY_LIMIT, SHARE_STEP, ZERO, plain
from paperbroker.book.ledger import in_order, take
from paperbroker.desk.entries import book_entry
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.known import find_account, require_asset
from paperbroker.desk.opening import OpeningLot, made_lot, read_lot, transfer_in
from paperbroker.orders.activity import Entry, EntryType


@dataclass(frozen=True, slots=True)
class Departure:
    """Shares that leave an account, the oldest first."""

    qty: Decimal


@dataclass(frozen=True, slots=True)
class ShareMove:
    """Shares of a symbol that come into an account or leave it."""

    account_key: str
    symbol: str
    moved: OpeningLot | Departure


def read_transfer(body: object) -> ShareMove:
    """Read the body of a transfer: a negative `qty` leaves, a positive one comes with its `price`."""
    fields = Fields.of(body).only(["key", "symbol", "qty", "price", "acquired_at"])
    leaves = fields.number("qty") < ZERO
    return ShareMove(
        fields.text("key"), fields.text("symbol"), _departure(fields) if leaves else read_lot(fields)
    )


def transfer(exchange: Exchange, move: ShareMove) -> Entry:
    """Book shares that come or leave; they are never bought or sold by it.

    Raises `SettingError`, and then changes nothing, for an unknown account or symbol, a day of purchase to
    come, and more shares than open sales leave free.
    """
    find_account(exchange, move.account_key)
    require_asset(exchange, "symbol", move.symbol)
    if isinstance(move.moved, Departure):
        return _send(exchange, move, move.moved)
    return _receive(exchange, move, move.moved)


def _departure(fields: Fields) -> Departure:
    qty = -fields.number("qty")
    if qty >= QUANTITY_LIMIT or qty % SHARE_STEP:
        raise fields.error("qty", f"must have at most nine decimals and nine digits before, not {-qty}")
    return Departure(qty)


def _send(exchange: Exchange, move: ShareMove, moved: Departure) -> Entry:
    standing = exchange.standing(find_account(exchange, move.account_key))
    free = standing.ledger.quantity(move.symbol) - standing.held_shares(move.symbol)
    if moved.qty > free:
        raise SettingError("qty", f"must not be more than the {plain(free)} that are free")
    lots = exchange.book.lots
    lots.put(move.account_key, move.symbol, take(lots.of(move.account_key, move.symbol), moved.qty))
    return book_entry(
        exchange, move.account_key, EntryType.ASSET_TRANSFER, symbol=move.symbol, qty=-moved.qty
    )


def _receive(exchange: Exchange, move: ShareMove, moved: OpeningLot) -> Entry:
    book, now = exchange.book, exchange.clock.now()
    lot = made_lot(moved, now)
    if lot.acquired_at > now:
        raise SettingError("acquired_at", f"must not lie after {now.isoformat()}")
    entry = transfer_in(book, move.symbol, lot, now)
    held = book.lots.of(move.account_key, move.symbol)
    book.lots.put(move.account_key, move.symbol, in_order((*held, lot)))
    book.activities.add(move.account_key, entry)
    return entry
