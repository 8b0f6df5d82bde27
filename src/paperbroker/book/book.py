"""Everything the broker remembers, in one SQLite file or in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection, DatabaseError, connect
from typing import Final
from uuid import UUID

from paperbroker.book import accounts, actions, activities, assets, counters, lots, orders, prices, settings
from paperbroker.book.ledger import Ledger

_TABLES: Final = (accounts, actions, activities, assets, counters, lots, orders, prices, settings)
_SCHEMA: Final = ";\n".join(module.SCHEMA for module in _TABLES)
# The cache of 64 MB keeps the indexes of a million orders at hand.
_PRAGMAS: Final = """PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY"""
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
        self.actions = actions.ActionStore(self._connection)
        self.activities = activities.ActivityStore(self._connection)
        self.assets = assets.AssetStore(self._connection)
        self.ids = counters.CounterStore(self._connection, seed)
        self.lots = lots.LotStore(self._connection)
        self.orders = orders.OrderStore(self._connection)
        self.prices = prices.PriceStore(self._connection)
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
    try:
        connection = connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        _require_own(connection, path)
        connection.executescript(f"{_PRAGMAS}; {_SCHEMA}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    except DatabaseError as error:
        raise BookError(f"{path} is no book of this broker, or cannot be opened: {error}") from error
    return connection


def _require_own(connection: Connection, path: Path | None) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if version == _VERSION or not (version or tables):
        return
    connection.close()
    if version:
        raise BookError(f"{path} was written by another version of this broker; name a new file")
    raise BookError(f"{path} is no book of this broker; name a new file")
