"""Every order ever taken, found fast however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final
from uuid import UUID

from paperbroker.book.rows import Cell, Codec, columns_of, marks_for
from paperbroker.orders.order import Order

_CODEC: Final = Codec(Order)
_COLUMNS: Final = columns_of(_CODEC.names)
SCHEMA: Final = f"""CREATE TABLE IF NOT EXISTS orders
(seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, is_open INTEGER NOT NULL,
submitted_ns INTEGER NOT NULL, {_COLUMNS}, UNIQUE (account, client_order_id));
CREATE UNIQUE INDEX IF NOT EXISTS orders_by_id ON orders (account, id);
CREATE INDEX IF NOT EXISTS orders_open ON orders (account, seq) WHERE is_open = 1;
CREATE INDEX IF NOT EXISTS orders_by_time ON orders (account, submitted_ns, seq)"""

# Column names come from our own dataclass, values always travel as parameters.
_SELECT: Final = f"SELECT {_COLUMNS} FROM orders WHERE account = ?"  # noqa: S608
_INSERT: Final = f"""INSERT INTO orders (account, is_open, submitted_ns, {_COLUMNS})
VALUES (?, ?, ?, {marks_for(_CODEC.names)})"""  # noqa: S608
_UPDATE: Final = f"""UPDATE orders SET is_open = ?, {", ".join(f'"{name}" = ?' for name in _CODEC.names)}
WHERE account = ? AND id = ?"""  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuery:
    """Which orders are wanted: all bounds exclusive and in epoch nanoseconds, ids in place of a bound."""

    is_open: bool | None = None
    after_ns: int | None = None
    until_ns: int | None = None
    after_id: UUID | None = None
    before_id: UUID | None = None
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
        self._connection.execute(
            _INSERT, (account, order.status.is_open, order.submitted_ns, *_CODEC.encode(order))
        )

    def put(self, account: str, order: Order) -> None:
        """Store the new state of an order."""
        cells = (order.status.is_open, *_CODEC.encode(order), account, str(order.id))
        self._connection.execute(_UPDATE, cells)

    def by_id(self, account: str, order_id: str) -> Order | None:
        """Find an order by the broker's id."""
        return self._one("id", account, order_id)

    def by_client_id(self, account: str, client_order_id: str) -> Order | None:
        """Find an order by the client's id."""
        return self._one("client_order_id", account, client_order_id)

    def open_of(self, account: str, symbol: str | None = None) -> tuple[Order, ...]:
        """List an account's open orders, oldest first, of one symbol or of all."""
        rows = self._connection.execute(f"{_SELECT} AND is_open = 1 ORDER BY seq", (account,)).fetchall()
        orders = map(_CODEC.decode, rows)
        return tuple(order for order in orders if symbol in {None, order.ticket.symbol})

    def select(self, account: str, wanted: OrderQuery) -> tuple[Order, ...]:
        """List orders by submission time, newest first unless asked otherwise."""
        conditions, cells = _where(account, wanted)
        direction = "ASC" if wanted.is_ascending else "DESC"
        order_by = f"ORDER BY submitted_ns {direction}, seq {direction} LIMIT ?"
        statement = " AND ".join([_SELECT, *conditions]) + f" {order_by}"
        rows = self._connection.execute(statement, (account, *cells, wanted.limit)).fetchall()
        return tuple(map(_CODEC.decode, rows))

    def _one(self, column: str, account: str, value: str) -> Order | None:
        row = self._connection.execute(f"{_SELECT} AND {column} = ?", (account, value)).fetchone()
        return None if row is None else _CODEC.decode(row)


def _where(account: str, wanted: OrderQuery) -> tuple[list[str], list[Cell]]:
    chosen = list(_conditions(account, wanted))
    return [condition for condition, _ in chosen], [cell for _, cells in chosen for cell in cells]


def _conditions(account: str, wanted: OrderQuery) -> Iterator[tuple[str, list[Cell]]]:
    seq_of = "(SELECT seq FROM orders WHERE account = ? AND id = ?)"
    if wanted.is_open is not None:
        yield f"is_open = {int(wanted.is_open)}", []
    if wanted.after_ns is not None:
        yield "submitted_ns > ?", [wanted.after_ns]
    if wanted.until_ns is not None:
        yield "submitted_ns < ?", [wanted.until_ns]
    if wanted.after_id is not None:
        yield f"seq > {seq_of}", [account, str(wanted.after_id)]
    if wanted.before_id is not None:
        yield f"seq < {seq_of}", [account, str(wanted.before_id)]
    if wanted.side is not None:
        yield "side = ?", [wanted.side]
    if wanted.symbols:
        yield f"symbol IN ({marks_for(sorted(wanted.symbols))})", [*sorted(wanted.symbols)]
