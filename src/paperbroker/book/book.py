"""Everything the broker remembers, in one SQLite file or in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Final
from uuid import UUID

from paperbroker.book import accounts, activities, counters, lots, orders, settings
from paperbroker.book.ledger import Ledger

_TABLES: Final = (accounts, activities, counters, lots, orders, settings)
_SCHEMA: Final = ";\n".join(module.SCHEMA for module in _TABLES)
_VERSION: Final = int.from_bytes(sha256(_SCHEMA.encode()).digest()[:3])


class BookError(Exception):
    """Raised for a file that is not a book of this version of the broker."""


class Book:
    """One store per kind of thing; callers take turns, and wrap what belongs together in `transaction`.

    Without a path the book lives in memory. A file survives the end of the process at any moment.
    Raises `BookError` for a file made by another version.
    """

    def __init__(self, path: Path | None, seed: UUID) -> None:
        self._connection = _open(path)
        self.accounts = accounts.AccountStore(self._connection)
        self.activities = activities.ActivityStore(self._connection)
        self.ids = counters.CounterStore(self._connection, seed)
        self.lots = lots.LotStore(self._connection)
        self.orders = orders.OrderStore(self._connection)
        self.settings = settings.SettingStore(self._connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes made inside, or none when an exception leaves."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def ledger(self, account: str) -> Ledger:
        """Read an account's cash and lots. Raises `KeyError` for an unknown key."""
        known = self.accounts.by_key(account)
        if known is None:
            raise KeyError(account)
        return Ledger(known.cash, self.lots.all_of(account))

    def clear(self) -> None:
        """Forget everything."""
        for (name,) in self._connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).fetchall():
            self._connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 - the name is the schema's own

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


def _open(path: Path | None) -> Connection:
    connection = connect(path or ":memory:", isolation_level=None, check_same_thread=False)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, _VERSION}:
        connection.close()
        raise BookError(f"{path} was written by another version of this broker; name a new file")
    connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_SCHEMA}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    return connection
