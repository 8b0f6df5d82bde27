"""Open accounts: what they start with, and the entries that say how it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from paperbroker.basics.fields import Fields
from paperbroker.basics.instants import from_nanoseconds, parse_instant
from paperbroker.basics.money import PRICE_LIMIT, QUANTITY_LIMIT, SHARE_STEP
from paperbroker.basics.sessions import NEW_YORK
from paperbroker.book.account import STATUSES, Account, Restrictions
from paperbroker.book.book import Book
from paperbroker.book.ledger import Lot
from paperbroker.orders.activity import Entry, EntryType

_NOON = time(12)
_BLOCKS = ("trading_blocked", "transfers_blocked", "account_blocked")


@dataclass(frozen=True, slots=True)
class OpeningLot:
    """Shares an account starts with; without a time of their own they were bought when it was opened."""

    qty: Decimal
    price: Decimal
    acquired_at: datetime | None = None


OpeningLots = Mapping[str, tuple[OpeningLot, ...]]


def read_positions(fields: Fields) -> dict[str, tuple[OpeningLot, ...]]:
    """Read lots by symbol, oldest first: `qty` and `avg_entry_price`, or `lots`."""
    return {symbol: _position(fields.child(symbol)) for symbol in fields.values}


def read_restrictions(fields: Fields) -> Restrictions:
    """Read what the broker has taken from the owner; absent means nothing."""
    fields.only(_BLOCKS)
    return Restrictions(**{name: fields.flag(name, default=False) for name in _BLOCKS})


def read_status(fields: Fields) -> str:
    """Read an account's `status`; absent means ACTIVE."""
    status = fields.text("status", "ACTIVE")
    if status not in STATUSES:
        raise fields.error("status", f"must be one of {', '.join(sorted(STATUSES))}, not {status!r}")
    return status


def open_account(book: Book, account: Account, lots: OpeningLots) -> None:
    """Store a new account with its lots; its cash is booked as JNLC and each lot as ACATS."""
    book.accounts.put(account)
    for symbol, opening in lots.items():
        book.lots.put(account.key, symbol, [made_lot(lot, account.opened_at) for lot in opening])
    for entry in _entries(book, account, lots):
        book.activities.add(account.key, entry)


def read_lot(fields: Fields) -> OpeningLot:
    """Read `qty`, `price` and, unless the shares are bought now, `acquired_at`."""
    qty, price = read_fine(fields, "qty", QUANTITY_LIMIT), read_fine(fields, "price", PRICE_LIMIT)
    if fields.values.get("acquired_at") is None:
        return OpeningLot(qty, price)
    return OpeningLot(qty, price, fields.parsed("acquired_at", _acquired_at, '"2024-03-01"'))


def read_fine(fields: Fields, name: str, limit: Decimal) -> Decimal:
    """Read a positive decimal of at most nine decimals."""
    value = fields.amount(name, limit)
    if value % SHARE_STEP:
        raise fields.error(name, f"must have at most nine decimals, not {value}")
    return value


def transfer_in(book: Book, symbol: str, lot: Lot, now: datetime) -> Entry:
    """Make the entry of shares that come in from elsewhere, dated by the day they were bought."""
    return Entry(
        id=book.ids.next("entry"),
        activity_type=EntryType.ASSET_TRANSFER,
        day=_day(lot.acquired_at),
        at=now,
        symbol=symbol,
        qty=lot.qty,
        per_share_amount=lot.price,
    )


def _position(fields: Fields) -> tuple[OpeningLot, ...]:
    if "lots" not in fields.values:
        return (_whole_position(fields),)
    listed = fields.only(["lots"]).objects("lots")
    lots = [read_lot(lot.only(["qty", "price", "acquired_at"])) for lot in listed]
    if not lots:
        raise fields.error("lots", "must hold at least one lot; leave the symbol out for none")
    return tuple(sorted(lots, key=lambda lot: (lot.acquired_at is None, lot.acquired_at)))


def _whole_position(fields: Fields) -> OpeningLot:
    fields.only(["qty", "avg_entry_price", "lots"])
    return OpeningLot(
        read_fine(fields, "qty", QUANTITY_LIMIT), read_fine(fields, "avg_entry_price", PRICE_LIMIT)
    )


def _acquired_at(text: str) -> datetime:
    # A plain day is a day in New York; noon there is the same day in UTC.
    if len(text) == len("2024-03-01"):
        return datetime.combine(date.fromisoformat(text), _NOON, NEW_YORK).astimezone(UTC)
    return from_nanoseconds(parse_instant(text))


def made_lot(lot: OpeningLot, now: datetime) -> Lot:
    """Make the lot; without a time of its own it is bought now."""
    return Lot(lot.qty, lot.price, lot.acquired_at or now)


def _entries(book: Book, account: Account, lots: OpeningLots) -> Iterator[Entry]:
    now = account.opened_at
    if account.cash:
        yield Entry(
            id=book.ids.next("entry"),
            activity_type=EntryType.CASH_JOURNAL,
            day=_day(now),
            at=now,
            net_amount=account.cash,
        )
    for symbol, lot in ((symbol, lot) for symbol, held in lots.items() for lot in held):
        yield transfer_in(book, symbol, made_lot(lot, now), now)


def _day(at: datetime) -> date:
    return at.astimezone(NEW_YORK).date()
