"""Lots of every account, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection
from typing import Final

from paperbroker.book.ledger import Lot
from paperbroker.book.rows import Codec, columns_of, marks_for

_CODEC: Final = Codec(Lot)
_COLUMNS: Final = columns_of(_CODEC.names)
SCHEMA: Final = f"""CREATE TABLE IF NOT EXISTS lots
(seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, symbol TEXT NOT NULL, {_COLUMNS});
CREATE INDEX IF NOT EXISTS lots_held ON lots (account, symbol, seq)"""

# Column names come from our own dataclass, values always travel as parameters.
_SELECT: Final = f"SELECT symbol, {_COLUMNS} FROM lots WHERE account = ?"  # noqa: S608
_ADD: Final = f"INSERT INTO lots (account, symbol, {_COLUMNS}) VALUES (?, ?, {marks_for(_CODEC.names)})"  # noqa: S608


class LotStore:
    """Remember which shares were bought when and for how much."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account: str, symbol: str) -> tuple[Lot, ...]:
        """List an account's lots of one symbol."""
        rows = self._connection.execute(f"{_SELECT} AND symbol = ? ORDER BY seq", (account, symbol))
        return tuple(_CODEC.decode(row[1:]) for row in rows)

    def all_of(self, account: str) -> dict[str, tuple[Lot, ...]]:
        """List an account's lots by symbol, in symbol order."""
        held: dict[str, tuple[Lot, ...]] = {}
        for symbol, *cells in self._connection.execute(f"{_SELECT} ORDER BY symbol, seq", (account,)):
            held[symbol] = (*held.get(symbol, ()), _CODEC.decode(cells))
        return held

    def put(self, account: str, symbol: str, lots: Iterable[Lot]) -> None:
        """Replace an account's lots of one symbol."""
        self._connection.execute("DELETE FROM lots WHERE account = ? AND symbol = ?", (account, symbol))
        self._connection.executemany(_ADD, [(account, symbol, *_CODEC.encode(lot)) for lot in lots])

    def holders(self, symbol: str) -> tuple[str, ...]:
        """List the keys of the accounts that hold a symbol."""
        rows = self._connection.execute(
            "SELECT DISTINCT account FROM lots WHERE symbol = ? ORDER BY account", (symbol,)
        )
        return tuple(row[0] for row in rows)
