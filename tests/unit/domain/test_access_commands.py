"""What is asked about keys and data."""

from __future__ import annotations

from access_worlds import SHOWN, key_of
from trimtab.domain.access_commands import ApiKeyCreated, DeleteAccount


def test_a_new_key_is_not_printed():
    """Its text stands in the answer alone."""
    assert SHOWN.secret not in repr(ApiKeyCreated(key=key_of(), text=SHOWN.text))


def test_nothing_is_cancelled_unless_it_is_asked():
    """Deleting an account does not stop a run by itself."""
    assert not DeleteAccount(uid="anna", signed_in_at=None).cancels_runs
