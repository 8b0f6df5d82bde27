"""The broker's own settings: JSON values by name."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Final

SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
)


class SettingStore:
    """Remember what the control routes decided."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: object = None) -> object:
        """Read a value, or the default when none was ever put."""
        row = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return default if row is None else json.loads(row[0])

    def put(self, name: str, value: object) -> None:
        """Store a value that JSON can hold."""
        self._connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))
