"""What a recent sign-in is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from trimtab.domain.errors import NotPermittedError
from trimtab.domain.sign_in import RECENT, is_recent, require_recent_sign_in
from worlds import NOON


@pytest.mark.parametrize(
    ("signed_in_at", "expected"),
    [
        (NOON, True),
        (NOON - RECENT, True),
        (NOON - RECENT - timedelta(microseconds=1), False),
        (NOON + RECENT, True),
        (NOON + RECENT + timedelta(microseconds=1), False),
        (None, False),
    ],
)
def test_five_minutes_are_recent(signed_in_at: datetime | None, *, expected: bool):
    """To the microsecond; a time that is unknown or far ahead is not."""
    assert expected is is_recent(signed_in_at, NOON)


def test_the_refusal_has_a_name():
    """A client knows by it that it has to sign in again."""
    with pytest.raises(NotPermittedError, match="deleting needs a sign-in within the last 5") as caught:
        require_recent_sign_in(None, NOON, "deleting")

    assert "RECENT_SIGN_IN_REQUIRED" == caught.value.code
