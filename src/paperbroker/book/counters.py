"""Identifiers that are unique for the life of a book, and reproducible from its seed."""

from __future__ import annotations

from sqlite3 import Connection
from typing import Final
from uuid import UUID, uuid5

SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS counters (kind TEXT PRIMARY KEY, issued INTEGER NOT NULL) WITHOUT ROWID"
)

_NEXT: Final = """INSERT INTO counters VALUES (?, 1)
ON CONFLICT (kind) DO UPDATE SET issued = issued + 1 RETURNING issued"""


class CounterStore:
    """Hand out ids by kind; equal seeds give equal sequences, also over a restart."""

    def __init__(self, connection: Connection, seed: UUID) -> None:
        self._connection = connection
        self._seed = seed

    def next(self, kind: str) -> UUID:
        """Issue the next id of a kind such as "order" or "fill"."""
        return self.numbered(kind)[1]

    def numbered(self, kind: str) -> tuple[int, UUID]:
        """Issue the next id of a kind with its number, counted from one."""
        (issued,) = self._connection.execute(_NEXT, (kind,)).fetchone()
        return issued, uuid5(self._seed, f"{kind}:{issued}")
