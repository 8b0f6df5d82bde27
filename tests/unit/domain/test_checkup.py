"""What a look leaves, and the proof that nobody was missed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from trimtab.domain.checkup import Completeness


@pytest.mark.parametrize(("missed", "is_complete"), [(0, True), (1, False), (None, False)])
def test_a_session_is_complete_when_nobody_was_missed(missed: int | None, is_complete: bool):  # noqa: FBT001 - a claim
    """However many were looked at; a number that nobody knows any more proves nothing."""
    counted = Completeness(
        day=date(2026, 1, 5),
        counted_at=datetime(2026, 1, 5, 22, tzinfo=UTC),
        checked_count=7,
        missed_count=missed,
    )

    assert is_complete is counted.is_complete
