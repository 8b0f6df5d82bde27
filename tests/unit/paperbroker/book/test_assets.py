from __future__ import annotations

import sqlite3

import pytest

from paperbroker.book import assets
from paperbroker.book.assets import AssetStore
from paperbroker.market.assets import DEFAULT_ASSETS, Asset

FB = Asset(symbol="FB", name="Meta Platforms", cusip="30303M102", asset_class="ipo", is_tradable=False)
SPY = DEFAULT_ASSETS["SPY"]


@pytest.fixture
def store() -> AssetStore:
    connection = sqlite3.connect(":memory:")
    connection.execute(assets.SCHEMA)
    made = AssetStore(connection)
    made.put([SPY, FB])
    return made


def test_assets_come_back_as_they_were_put(store: AssetStore) -> None:
    """By symbol, in symbol order, every field."""
    assert {"FB": FB, "SPY": SPY} == dict(store)
    assert [FB, SPY] == list(store.values())
    assert 2 == len(store)


def test_an_unknown_symbol_is_a_key_error(store: AssetStore) -> None:
    """As with any mapping."""
    with pytest.raises(KeyError):
        store["NOPE"]


def test_a_rename_keeps_the_id_and_remembers_the_name(store: AssetStore) -> None:
    """The old symbol is gone, the new one is the same asset."""
    renamed = store.rename("FB", "META")

    assert (FB.id, ("FB",), "META") == (renamed.id, renamed.former_symbols, renamed.symbol)
    assert {"META": renamed, "SPY": SPY} == dict(store)


def test_a_rename_to_a_symbol_in_use_is_refused(store: AssetStore) -> None:
    """Symbols are unique among current names."""
    with pytest.raises(sqlite3.IntegrityError):
        store.rename("FB", "SPY")


def test_putting_an_asset_again_replaces_it(store: AssetStore) -> None:
    """One row per id."""
    changed = Asset(symbol="SPY", name="Another name")
    store.put([changed])

    assert {"FB": FB, "SPY": changed} == dict(store)
