from __future__ import annotations

from uuid import UUID

from paperbroker.basics.ids import IdSource, account_id, asset_id


def test_equal_seeds_give_equal_ids() -> None:
    """Two sources with one seed issue the same sequence."""
    first, second = IdSource(UUID(int=1)), IdSource(UUID(int=1))

    assert [first.next("order") for _ in range(3)] == [second.next("order") for _ in range(3)]


def test_ids_of_other_kinds_do_not_shift_a_sequence() -> None:
    """Requests in between leave order ids as they would have been."""
    busy, quiet = IdSource(UUID(int=1)), IdSource(UUID(int=1))
    busy.next("request")

    assert busy.next("order") == quiet.next("order")


def test_assets_and_accounts_have_ids_of_their_own() -> None:
    """An account named like a symbol is not that asset."""
    assert asset_id("SPY") != account_id("SPY")
