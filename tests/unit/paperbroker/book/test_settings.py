from __future__ import annotations

from sqlite3 import connect

from paperbroker.book import settings
from paperbroker.book.settings import SettingStore


def test_values_are_read_as_they_were_put() -> None:
    """The last one counts; what was never put is the default."""
    connection = connect(":memory:", isolation_level=None)
    connection.executescript(settings.SCHEMA)
    store = SettingStore(connection)
    store.put("clock", {"open": True})
    store.put("clock", {"open": None, "symbols": ["SPY"]})

    assert ({"open": None, "symbols": ["SPY"]}, "none") == (store.get("clock"), store.get("spread", "none"))
