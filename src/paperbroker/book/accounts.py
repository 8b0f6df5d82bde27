"""Brokerage accounts by key."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Final

from paperbroker.book.account import Account
from paperbroker.book.rows import Codec, columns_of, marks_for

_CODEC: Final = Codec(Account)
_COLUMNS: Final = columns_of(_CODEC.names)
SCHEMA: Final = (
    f"CREATE TABLE IF NOT EXISTS accounts ({_COLUMNS}, PRIMARY KEY (key), UNIQUE (token)) WITHOUT ROWID"
)

# Column names come from our own dataclass, values always travel as parameters.
_SELECT: Final = f"SELECT {_COLUMNS} FROM accounts"  # noqa: S608
_PUT: Final = f"INSERT OR REPLACE INTO accounts ({_COLUMNS}) VALUES ({marks_for(_CODEC.names)})"  # noqa: S608


class AccountStore:
    """Remember accounts as they stand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, account: Account) -> None:
        """Store a new account or the new state of one."""
        self._connection.execute(_PUT, _CODEC.encode(account))

    def by_key(self, key: str) -> Account | None:
        """Find an account by the id of its API key."""
        return self._one("key", key)

    def by_token(self, token: str) -> Account | None:
        """Find an account by its bearer token."""
        return self._one("token", token)

    def __iter__(self) -> Iterator[Account]:
        """List every account, by key."""
        rows = self._connection.execute(f"{_SELECT} ORDER BY key").fetchall()
        return map(_CODEC.decode, rows)

    def _one(self, column: str, value: str) -> Account | None:
        row = self._connection.execute(f"{_SELECT} WHERE {column} = ?", (value,)).fetchone()
        return None if row is None else _CODEC.decode(row)
