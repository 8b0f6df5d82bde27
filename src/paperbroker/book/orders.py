"""Every order ever taken, found fast however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from sqlite3 import Connection
from typing import Final

from paperbroker.basics.money import ZERO
from paperbroker.basics.side import Side
from paperbroker.book.rows import Cell, Codec, columns_of, marks_for
from paperbroker.orders.order import Order

_CODEC: Final = Codec(Order)
_COLUMNS: Final = columns_of(_CODEC.names)
SCHEMA: Final = f"""CREATE TABLE IF NOT EXISTS orders
(seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, is_open INTEGER NOT NULL,
held_cash TEXT NOT NULL, held_shares TEXT NOT NULL, submitted_ns INTEGER NOT NULL, {_COLUMNS},
UNIQUE (account, client_order_id));
CREATE UNIQUE INDEX IF NOT EXISTS orders_by_id ON orders (account, id);
CREATE INDEX IF NOT EXISTS orders_open ON orders (account, side, symbol, is_open, held_cash, held_shares)
WHERE is_open = 1;
CREATE INDEX IF NOT EXISTS orders_by_time ON orders (account, submitted_ns, seq)"""

# Column names come from our own dataclass, values always travel as parameters.
_SELECT: Final = f"SELECT {_COLUMNS} FROM orders WHERE account = ?"  # noqa: S608
# Left to itself SQLite walks through every order of the account in the order of time.
_SELECT_OPEN: Final = (
    f"SELECT {_COLUMNS} FROM orders INDEXED BY orders_open WHERE account = ? AND is_open = 1"  # noqa: S608
)
_INSERT: Final = f"""INSERT INTO orders (account, submitted_ns, is_open, held_cash, held_shares, {_COLUMNS})
VALUES (?, ?, ?, ?, ?, {marks_for(_CODEC.names)})"""  # noqa: S608
_UPDATE: Final = f"""UPDATE orders SET is_open = ?, held_cash = ?, held_shares = ?,
{", ".join(f'"{name}" = ?' for name in _CODEC.names)} WHERE account = ? AND id = ?"""  # noqa: S608
_HELD_CASH: Final = "SELECT held_cash FROM orders WHERE account = ? AND is_open = 1 AND side = 'buy'"
_HELD_SHARES: Final = (
    "SELECT symbol, held_shares FROM orders WHERE account = ? AND is_open = 1 AND side = 'sell'"
)


@dataclass(frozen=True, slots=True)
class Holds:
    """What an account's open orders hold back: USD in all, shares by symbol."""

    cash: Decimal = ZERO
    shares: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuery:
    """Which orders are wanted: all bounds exclusive and in epoch nanoseconds, ids in place of a bound."""

    is_open: bool | None = None
    after_ns: int | None = None
    until_ns: int | None = None
    after_id: str | None = None
    before_id: str | None = None
    symbols: frozenset[str] = frozenset()
    side: str | None = None
    is_ascending: bool = False
    limit: int = 50


class OrderStore:
    """Remember orders by account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: str, order: Order) -> None:
        """Store a new order. Raises `sqlite3.IntegrityError` for a client id the account has used before."""
        self._connection.execute(_INSERT, (account, order.submitted_ns, *_state(order)))

    def put(self, account: str, order: Order) -> None:
        """Store the new state of an order."""
        self._connection.execute(_UPDATE, (*_state(order), account, str(order.id)))

    def by_id(self, account: str, order_id: str) -> Order | None:
        """Find an order by the broker's id."""
        return self._one("id", account, order_id)

    def by_client_id(self, account: str, client_order_id: str) -> Order | None:
        """Find an order by the client's id."""
        return self._one("client_order_id", account, client_order_id)

    def open_of(self, account: str, symbol: str | None = None, side: Side | None = None) -> tuple[Order, ...]:
        """List an account's open orders, oldest first: of one symbol and side or of all."""
        chosen = {"symbol": symbol, "side": side}
        wanted = {name: str(value) for name, value in chosen.items() if value is not None}
        conditions = "".join(f" AND {name} = ?" for name in wanted)
        statement = f"{_SELECT_OPEN}{conditions} ORDER BY seq"
        rows = self._connection.execute(statement, (account, *wanted.values())).fetchall()
        return tuple(map(_CODEC.decode, rows))

    def holds(self, account: str) -> Holds:
        """Sum what an account's open orders hold back."""
        shares = dict[str, Decimal]()
        for symbol, held in self._connection.execute(_HELD_SHARES, (account,)):
            shares[symbol] = shares.get(symbol, ZERO) + Decimal(held)
        return Holds(self.held_cash(account), shares)

    def held_cash(self, account: str) -> Decimal:
        """Sum the USD an account's open purchases hold back."""
        held = self._connection.execute(_HELD_CASH, (account,))
        return sum((Decimal(cell) for (cell,) in held), ZERO)

    def held_shares(self, account: str, symbol: str) -> Decimal:
        """Sum the shares an account's open sales of a symbol hold back."""
        held = self._connection.execute(f"{_HELD_SHARES} AND symbol = ?", (account, symbol))
        return sum((Decimal(cell) for _, cell in held), ZERO)

    def select(self, account: str, wanted: OrderQuery) -> tuple[Order, ...]:
        """List orders by submission time, newest first unless asked otherwise."""
        conditions, cells = _where(account, wanted)
        direction = "ASC" if wanted.is_ascending else "DESC"
        order_by = f"ORDER BY submitted_ns {direction}, seq {direction} LIMIT ?"
        start = _SELECT_OPEN if wanted.is_open else _SELECT
        statement = " AND ".join([start, *conditions]) + f" {order_by}"
        rows = self._connection.execute(statement, (account, *cells, wanted.limit)).fetchall()
        return tuple(map(_CODEC.decode, rows))

    def _one(self, column: str, account: str, value: str) -> Order | None:
        row = self._connection.execute(f"{_SELECT} AND {column} = ?", (account, value)).fetchone()
        return None if row is None else _CODEC.decode(row)


def _state(order: Order) -> tuple[Cell, ...]:
    held = (order.status.is_open, str(order.held_cash), str(order.held_shares))
    return (*held, *_CODEC.encode(order))


def _where(account: str, wanted: OrderQuery) -> tuple[list[str], list[Cell]]:
    chosen = list(_conditions(account, wanted))
    return [condition for condition, _ in chosen], [cell for _, cells in chosen for cell in cells]


def _conditions(account: str, wanted: OrderQuery) -> Iterator[tuple[str, list[Cell]]]:
    place = "(SELECT submitted_ns, seq FROM orders WHERE account = ? AND id = ?)"
    if wanted.is_open is False:
        yield "is_open = 0", []
    if wanted.after_ns is not None:
        yield "submitted_ns > ?", [wanted.after_ns]
    if wanted.until_ns is not None:
        yield "submitted_ns < ?", [wanted.until_ns]
    if wanted.after_id is not None:
        yield f"(submitted_ns, seq) > {place}", [account, wanted.after_id]
    if wanted.before_id is not None:
        yield f"(submitted_ns, seq) < {place}", [account, wanted.before_id]
    if wanted.side is not None:
        yield "side = ?", [wanted.side]
    if wanted.symbols:
        yield f"symbol IN ({marks_for(sorted(wanted.symbols))})", [*sorted(wanted.symbols)]
