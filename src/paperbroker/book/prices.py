"""Every price that was ever set, by listing and instant, so that any past price can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from sqlite3 import Connection
from typing import Final

from paperbroker.basics.instants import from_nanoseconds, nanoseconds
from paperbroker.market.marks import ALWAYS, Mark

SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS prices"
    " (listing TEXT NOT NULL, at INTEGER NOT NULL, price TEXT NOT NULL, PRIMARY KEY (listing, at))"
    " WITHOUT ROWID"
)


class PriceStore:
    """Marks by listing, instants in nanoseconds since 1970."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, prices: Mapping[str, Decimal]) -> None:
        """Remember prices that were there from the start."""
        self.put(prices, ALWAYS)

    def put(self, prices: Mapping[str, Decimal], at: datetime) -> None:
        """Remember prices set at an instant; a second one for the same instant replaces the first."""
        when = nanoseconds(at)
        rows = [(listing, when, str(price)) for listing, price in prices.items()]
        self._connection.executemany("INSERT OR REPLACE INTO prices VALUES (?, ?, ?)", rows)

    def rewind(self, at: datetime) -> None:
        """Go back in time: of what was set later, the last price of each listing counts as set now."""
        later = self._connection.execute(
            "SELECT listing, price, max(at) FROM prices WHERE at > ? GROUP BY listing", (nanoseconds(at),)
        ).fetchall()
        self._connection.execute("DELETE FROM prices WHERE at > ?", (nanoseconds(at),))
        self.put({listing: Decimal(price) for listing, price, _ in later}, at)

    def latest(self, listing: str, at: datetime) -> Mark | None:
        """Find the mark in force at an instant."""
        row = self._connection.execute(
            "SELECT price, at FROM prices WHERE listing = ? AND at <= ? ORDER BY at DESC LIMIT 1",
            (listing, nanoseconds(at)),
        ).fetchone()
        return row and _mark(*row)

    def between(self, listing: str, after: datetime, until: datetime) -> Sequence[Mark]:
        """List the marks set after an instant and up to another, in order."""
        rows = self._connection.execute(
            "SELECT price, at FROM prices WHERE listing = ? AND at > ? AND at <= ? ORDER BY at",
            (listing, nanoseconds(after), nanoseconds(until)),
        )
        return [_mark(*row) for row in rows]


def _mark(price: str, at: int) -> Mark:
    return Mark(Decimal(price), from_nanoseconds(at))
