"""The history of every account: executions and entries in one order of time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any, Final

from paperbroker.basics.instants import nanoseconds
from paperbroker.book.rows import Cell, Codec, marks_for
from paperbroker.orders.activity import Activity, Entry, Fill

SCHEMA: Final = """CREATE TABLE IF NOT EXISTS activities
(seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, key TEXT NOT NULL, activity_type TEXT NOT NULL,
is_fill INTEGER NOT NULL, at_ns INTEGER NOT NULL, day TEXT NOT NULL, order_id TEXT, content TEXT NOT NULL,
UNIQUE (account, key));
CREATE INDEX IF NOT EXISTS activities_by_time ON activities (account, at_ns, seq)"""

_FILLS: Final[Codec[Any]] = Codec(Fill)
_ENTRIES: Final[Codec[Any]] = Codec(Entry)
_INSERT: Final = """INSERT INTO activities
(account, key, activity_type, is_fill, at_ns, day, order_id, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityQuery:
    """Which activities are wanted; bounds are exclusive, `after_key` is the last row of the page before."""

    types: frozenset[str] = frozenset()
    is_fill: bool | None = None
    day: date | None = None
    after_ns: int | None = None
    until_ns: int | None = None
    order_id: str | None = None
    after_key: str | None = None
    is_ascending: bool = False
    limit: int | None = None


class ActivityStore:
    """Remember activities by account; they are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: str, activity: Activity) -> None:
        """Store an activity."""
        is_fill = isinstance(activity, Fill)
        codec = _FILLS if is_fill else _ENTRIES
        at_ns = nanoseconds(activity.at, activity.id.int % 1000)
        day = activity.at.date() if isinstance(activity, Fill) else activity.day
        order_id = str(activity.order_id) if isinstance(activity, Fill) else None
        found = (account, activity.key, activity.activity_type, is_fill, at_ns, day.isoformat(), order_id)
        self._connection.execute(_INSERT, (*found, json.dumps(codec.encode(activity))))

    def knows(self, account: str, key: str) -> bool:
        """Tell whether an account has an activity of that id."""
        found = self._connection.execute(
            "SELECT 1 FROM activities WHERE account = ? AND key = ?", (account, key)
        )
        return found.fetchone() is not None

    def select(self, account: str, wanted: ActivityQuery) -> tuple[Activity, ...]:
        """List activities by time, newest first unless asked otherwise."""
        chosen = list(_conditions(account, wanted))
        conditions = " AND ".join(["account = ?", *(condition for condition, _ in chosen)])
        direction = "ASC" if wanted.is_ascending else "DESC"
        order_by = f"ORDER BY at_ns {direction}, seq {direction} LIMIT ?"
        cells = [account, *(cell for _, cells in chosen for cell in cells), wanted.limit or -1]
        # No value is in the statement; all travel as parameters.
        statement = f"SELECT is_fill, content FROM activities WHERE {conditions} {order_by}"  # noqa: S608
        rows = self._connection.execute(statement, cells).fetchall()
        return tuple(
            (_FILLS if is_fill else _ENTRIES).decode(json.loads(content)) for is_fill, content in rows
        )


def _conditions(account: str, wanted: ActivityQuery) -> Iterator[tuple[str, list[Cell]]]:
    if wanted.types:
        yield f"activity_type IN ({marks_for(sorted(wanted.types))})", [*sorted(wanted.types)]
    if wanted.is_fill is not None:
        yield "is_fill = ?", [int(wanted.is_fill)]
    if wanted.day is not None:
        yield "day = ?", [wanted.day.isoformat()]
    if wanted.after_ns is not None:
        yield "at_ns > ?", [wanted.after_ns]
    if wanted.until_ns is not None:
        yield "at_ns < ?", [wanted.until_ns]
    if wanted.order_id is not None:
        yield "order_id = ?", [wanted.order_id]
    if wanted.after_key is not None:
        compared = ">" if wanted.is_ascending else "<"
        place = "(SELECT at_ns, seq FROM activities WHERE account = ? AND key = ?)"
        yield f"(at_ns, seq) {compared} {place}", [account, wanted.after_key]
