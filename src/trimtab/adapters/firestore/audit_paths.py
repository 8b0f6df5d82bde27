"""Where it is kept who has turned a switch and who has decided something: by day, and closed to everybody."""

from __future__ import annotations

from datetime import date
from typing import Final

from trimtab.domain.access_event import AccessEvent
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.decision import Decision

ACCESS_EVENTS: Final = "access_events"


def mode_changes(day: date) -> str:
    """Give the collection of the turns of switches on a day (UTC)."""
    return f"audit/{day.isoformat()}/mode_changes"


def decisions(day: date) -> str:
    """Give the collection of what was decided by hand on a day (UTC)."""
    return f"audit/{day.isoformat()}/decisions"


def decision(made: Decision) -> str:
    """Give the document of one decision, named after what it says."""
    return f"{decisions(made.day)}/{canonical_hash(made)[:24]}"


def access_events(day: date) -> str:
    """Give the collection of who was let in on a day (UTC), and what became of accounts."""
    return f"audit/{day.isoformat()}/{ACCESS_EVENTS}"


def access_event(event: AccessEvent) -> str:
    """Give the document of one line of it."""
    return f"{access_events(event.day)}/{event.event_id}"
