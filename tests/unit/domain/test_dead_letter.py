"""Work that nobody can do."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from builders import NOON
from trimtab.domain.dead_letter import DeadLetter


def test_a_letter_is_not_rewritten():
    """What was given up is evidence."""
    letter = DeadLetter(letter_id="l1", task="advance-run", content="{}", reason="no run_id", at=NOON)

    with pytest.raises(FrozenInstanceError):
        letter.reason = "another"  # type: ignore[misc]  # the point of the test
