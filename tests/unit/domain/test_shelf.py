"""The product shelf."""

from __future__ import annotations

from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus

ENTRY = ShelfEntry(symbol="SPY", status=ShelfStatus.APPROVED)
SHELF = Shelf(version="s1", entries=(ENTRY,))


def test_an_instrument_on_the_shelf_is_found():
    """Its entry says what may be done with it."""
    assert ENTRY == SHELF.entry("SPY")


def test_an_instrument_that_is_not_on_the_shelf_has_no_entry():
    """Missing is not the same as approved."""
    assert SHELF.entry("TLT") is None
