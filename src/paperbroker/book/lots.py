"""Lots of every account, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import takewhile
from operator import eq
from sqlite3 import Connection
from typing import Any, Final

from paperbroker.book.ledger import Lot
from paperbroker.book.rows import Cell, Codec, columns_of, marks_for

_CODEC: Final = Codec(Lot)
_COLUMNS: Final = columns_of(_CODEC.names)
SCHEMA: Final = f"""CREATE TABLE IF NOT EXISTS lots
(seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, symbol TEXT NOT NULL, {_COLUMNS});
CREATE INDEX IF NOT EXISTS lots_held ON lots (account, symbol, seq);
CREATE INDEX IF NOT EXISTS lots_by_symbol ON lots (symbol, account)"""

# Column names come from our own dataclass, values always travel as parameters.
_SELECT: Final = f"SELECT symbol, {_COLUMNS} FROM lots WHERE account = ?"  # noqa: S608
_ROWS: Final = f"SELECT seq, {_COLUMNS} FROM lots WHERE account = ? AND symbol = ? ORDER BY seq"  # noqa: S608
_ADD: Final = f"""INSERT INTO lots (seq, account, symbol, {_COLUMNS})
VALUES (?, ?, ?, {marks_for(_CODEC.names)})"""  # noqa: S608


class LotStore:
    """Remember which shares were bought when and for how much."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account: str, symbol: str) -> tuple[Lot, ...]:
        """List an account's lots of one symbol."""
        return tuple(_read(*cells) for _, *cells in self._rows(account, symbol))

    def all_of(self, account: str) -> dict[str, tuple[Lot, ...]]:
        """List an account's lots by symbol, in symbol order."""
        held: dict[str, list[Lot]] = {}
        for symbol, *cells in self._connection.execute(f"{_SELECT} ORDER BY symbol, seq", (account,)):
            held.setdefault(symbol, []).append(_read(*cells))
        return {symbol: tuple(lots) for symbol, lots in held.items()}

    def put(self, account: str, symbol: str, lots: Iterable[Lot]) -> None:
        """Replace an account's lots of one symbol; the rows of lots that stay are not written again."""
        old, new = self._rows(account, symbol), [_CODEC.encode(lot) for lot in lots]
        head = _common([cells for _, *cells in old], new)
        tail = (
            0 if len(new) > len(old) else _common([cells for _, *cells in old[head:][::-1]], new[head:][::-1])
        )
        gone, fresh = old[head : len(old) - tail], new[head : len(new) - tail]
        # Rows before the tail take the places of those that go; without a tail they come last anyhow.
        places = [row[0] for row in gone[len(gone) - len(fresh) :]] if tail else [None] * len(fresh)
        self._connection.executemany("DELETE FROM lots WHERE seq = ?", [(row[0],) for row in gone])
        rows = [(place, account, symbol, *cells) for place, cells in zip(places, fresh, strict=True)]
        self._connection.executemany(_ADD, rows)

    def holders(self, symbol: str) -> tuple[str, ...]:
        """List the keys of the accounts that hold a symbol."""
        rows = self._connection.execute(
            "SELECT DISTINCT account FROM lots WHERE symbol = ? ORDER BY account", (symbol,)
        )
        return tuple(row[0] for row in rows)

    def _rows(self, account: str, symbol: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(_ROWS, (account, symbol)).fetchall()


def _read(qty: str, price: str, acquired_at: str, rest: str) -> Lot:
    # What the codec does, several times faster: every look at an account reads all its lots.
    return Lot(Decimal(qty), Decimal(price), datetime.fromisoformat(acquired_at), Decimal(rest))


def _common(left: Sequence[Sequence[Cell]], right: Sequence[Sequence[Cell]]) -> int:
    pairs = (eq(list(one), list(other)) for one, other in zip(left, right, strict=False))
    return sum(takewhile(bool, pairs))
