"""Splits, dividends, changes of name and mergers, in the order they were applied."""

from __future__ import annotations

import json
from collections.abc import Mapping
from sqlite3 import Connection
from types import MappingProxyType
from typing import Any, Final

from paperbroker.book.rows import Codec
from paperbroker.market.actions import Action, CashDividend, Merger, NameChange, Split

SCHEMA: Final = """CREATE TABLE IF NOT EXISTS actions
(seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, content TEXT NOT NULL)"""

_CODECS: Final[Mapping[str, Codec[Any]]] = MappingProxyType(
    {kind.__name__: Codec(kind) for kind in (Split, CashDividend, NameChange, Merger)}
)


class ActionStore:
    """Remember corporate actions; they are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, action: Action) -> None:
        """Store an action."""
        kind = type(action).__name__
        content = json.dumps(_CODECS[kind].encode(action))
        self._connection.execute("INSERT INTO actions (kind, content) VALUES (?, ?)", (kind, content))

    def all(self) -> tuple[Action, ...]:
        """List every action, the first applied first."""
        rows = self._connection.execute("SELECT kind, content FROM actions ORDER BY seq").fetchall()
        return tuple(_CODECS[kind].decode(json.loads(content)) for kind, content in rows)
