from __future__ import annotations

from paperbroker.basics.ids import account_id, asset_id


def test_assets_and_accounts_have_ids_of_their_own() -> None:
    """An account named like a symbol is not that asset."""
    assert asset_id("SPY") != account_id("SPY")
