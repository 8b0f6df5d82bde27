"""The history of every account: executions and entries in one order of time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from sqlite3 import Connection
from typing import Any, Final

from paperbroker.basics.instants import nanoseconds
from paperbroker.book.rows import Cell, Codec, marks_for
from paperbroker.orders.activity import Activity, Entry, Fill

SCHEMA: Final = """CREATE TABLE IF NOT EXISTS activities
(seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, key TEXT NOT NULL, activity_type TEXT NOT NULL,
is_fill INTEGER NOT NULL, at_ns INTEGER NOT NULL, day TEXT NOT NULL, order_id TEXT, cash TEXT NOT NULL,
symbol TEXT, shares TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (account, key));
CREATE INDEX IF NOT EXISTS activities_by_time ON activities (account, at_ns, seq)"""

_FILLS: Final[Codec[Any]] = Codec(Fill)
_ENTRIES: Final[Codec[Any]] = Codec(Entry)
_COLUMNS: Final = (
    *("account", "key", "activity_type", "is_fill", "at_ns", "day"),
    *("order_id", "cash", "symbol", "shares", "content"),
)
_INSERT: Final = f"INSERT INTO activities ({', '.join(_COLUMNS)}) VALUES ({marks_for(_COLUMNS)})"  # noqa: S608 - our own names
_CHANGES: Final = """SELECT at_ns, activity_type, cash, symbol, shares FROM activities
WHERE account = ? AND at_ns > ? ORDER BY at_ns, seq"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityQuery:
    """Which activities are wanted; bounds are exclusive, `after_key` is the last row of the page before."""

    types: frozenset[str] = frozenset()
    other_than: frozenset[str] = frozenset()
    is_fill: bool | None = None
    day: date | None = None
    after_ns: int | None = None
    until_ns: int | None = None
    order_id: str | None = None
    after_key: str | None = None
    is_ascending: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one activity did: USD and shares into the account, at epoch nanoseconds."""

    at_ns: int
    activity_type: str
    cash: Decimal
    symbol: str | None
    shares: Decimal


class ActivityStore:
    """Remember activities by account; they are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: str, activity: Activity) -> None:
        """Store an activity."""
        self._connection.execute(_INSERT, _cells(account, activity))

    def knows(self, account: str, key: str) -> bool:
        """Tell whether an account has an activity of that id."""
        found = self._connection.execute(
            "SELECT 1 FROM activities WHERE account = ? AND key = ?", (account, key)
        )
        return found.fetchone() is not None

    def select(self, account: str, wanted: ActivityQuery) -> tuple[Activity, ...]:
        """List activities by time, newest first unless asked otherwise; those of one instant as booked."""
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

    def changes(self, account: str, after_ns: int) -> tuple[Change, ...]:
        """List what moved after an instant, oldest first."""
        rows = self._connection.execute(_CHANGES, (account, after_ns)).fetchall()
        return tuple(
            Change(at_ns, kind, Decimal(cash), symbol, Decimal(shares))
            for at_ns, kind, cash, symbol, shares in rows
        )


def _cells(account: str, activity: Activity) -> tuple[Cell, ...]:
    is_fill = isinstance(activity, Fill)
    content = json.dumps((_FILLS if is_fill else _ENTRIES).encode(activity))
    return (
        *(account, activity.key, activity.activity_type, is_fill, nanoseconds(activity.at)),
        *(activity.day.isoformat(), str(activity.order_id) if isinstance(activity, Fill) else None),
        *(str(activity.cash_change), activity.symbol, str(activity.share_change), content),
    )


def _conditions(account: str, wanted: ActivityQuery) -> Iterator[tuple[str, list[Cell]]]:
    compared_cells: tuple[tuple[str, Cell], ...] = (
        ("is_fill = ?", None if wanted.is_fill is None else int(wanted.is_fill)),
        ("day = ?", None if wanted.day is None else wanted.day.isoformat()),
        ("at_ns > ?", wanted.after_ns),
        ("at_ns < ?", wanted.until_ns),
        ("order_id = ?", wanted.order_id),
    )
    for test, cell in compared_cells:
        if cell is not None:
            yield test, [cell]
    for listed, test in ((wanted.types, "IN"), (wanted.other_than, "NOT IN")):
        if listed:
            yield f"activity_type {test} ({marks_for(sorted(listed))})", [*sorted(listed)]
    if wanted.after_key is not None:
        compared = ">" if wanted.is_ascending else "<"
        place = "(SELECT at_ns, seq FROM activities WHERE account = ? AND key = ?)"
        yield f"(at_ns, seq) {compared} {place}", [account, wanted.after_key]
