"""The lines of the audit of access."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from trimtab.domain.access_event import AccessEvent, AccessKind


def test_a_line_belongs_to_its_day_in_utc():
    """Wherever its time was read."""
    late = datetime(2026, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    event = AccessEvent(event_id="e", uid="anna", kind=AccessKind.KEY_USED, at=late)

    assert date(2026, 1, 6) == event.day == late.astimezone(UTC).date()
