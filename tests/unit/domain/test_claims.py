"""Who has a key."""

from __future__ import annotations

from builders import NOON
from trimtab.domain.claims import Claimed, KeyBusy


def test_claims_are_told_apart_by_their_revision():
    """A claim that was taken over is not the claim that took it."""
    assert Claimed("1") != Claimed("2")


def test_a_busy_key_tells_for_which_question_and_how_long():
    """Both decide what a latecomer is told."""
    assert KeyBusy("hash", NOON) == KeyBusy(request_hash="hash", leased_until=NOON)
