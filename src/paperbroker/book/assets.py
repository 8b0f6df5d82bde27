"""The assets the broker knows; symbols are unique among current names, former names are remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, ValuesView
from dataclasses import asdict
from sqlite3 import Connection
from typing import Final

from paperbroker.market.assets import Asset

SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS assets"
    " (id TEXT PRIMARY KEY, symbol TEXT NOT NULL UNIQUE, cusip TEXT UNIQUE, asset TEXT NOT NULL)"
    " WITHOUT ROWID"
)


class AssetStore(Mapping[str, Asset]):
    """Assets by their current symbol, in symbol order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getitem__(self, symbol: str) -> Asset:
        row = self._connection.execute("SELECT asset FROM assets WHERE symbol = ?", (symbol,)).fetchone()
        if row is None:
            raise KeyError(symbol)
        return _read(row[0])

    def __iter__(self) -> Iterator[str]:
        rows = self._connection.execute("SELECT symbol FROM assets ORDER BY symbol").fetchall()
        return (symbol for (symbol,) in rows)

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM assets").fetchone()
        return int(count)

    def values(self) -> ValuesView[Asset]:
        """List every asset in symbol order, with one query."""
        rows = self._connection.execute("SELECT symbol, asset FROM assets ORDER BY symbol")
        return {symbol: _read(document) for symbol, document in rows}.values()

    def put(self, assets: Iterable[Asset]) -> None:
        """Remember assets; one that is known by its id is replaced.

        Raises `sqlite3.IntegrityError` for a symbol or CUSIP that belongs to another asset.
        """
        rows = [(str(one.id), one.symbol, one.cusip, json.dumps(asdict(one))) for one in assets]
        self._connection.executemany(
            "INSERT INTO assets VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET symbol = excluded.symbol, cusip = excluded.cusip, asset = excluded.asset",
            rows,
        )

    def rename(self, old: str, new: str) -> Asset:
        """Give an asset another symbol; its id stays.

        Raises `KeyError` for an unknown symbol, `sqlite3.IntegrityError` for a new one that is taken.
        """
        renamed = self[old].renamed(new)
        self.put([renamed])
        return renamed


def _read(document: str) -> Asset:
    fields = json.loads(document)
    return Asset(**{**fields, "former_symbols": tuple(fields["former_symbols"])})
