"""What a person has said about real money."""

from __future__ import annotations

import pytest

from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.live_consent import LiveConsent, SetLiveTrading
from worlds import NOON

YES = LiveConsent(uid="anna", account_key="acct_1", account_label="4f2a", is_given=True, changed_at=NOON)


def test_a_consent_is_stored_and_read_back():
    """Equal in every field."""
    assert YES == from_document(LiveConsent, to_document(YES))


def test_neither_word_is_presumed():
    """Whoever makes one says yes or no: a forgotten field is no consent."""
    with pytest.raises(TypeError, match="is_given"):
        SetLiveTrading(uid="anna", signed_in_at=NOON)  # type: ignore[call-arg]  # what is tested
