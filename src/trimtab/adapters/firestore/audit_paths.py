"""Where it is kept who has turned a switch and who has decided something: by day, and closed to everybody."""

from __future__ import annotations

from datetime import date

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.decision import Decision


def mode_changes(day: date) -> str:
    """Give the collection of the turns of switches on a day (UTC)."""
    return f"audit/{day.isoformat()}/mode_changes"


def decisions(day: date) -> str:
    """Give the collection of what was decided by hand on a day (UTC)."""
    return f"audit/{day.isoformat()}/decisions"


def decision(made: Decision) -> str:
    """Give the document of one decision, named after what it says."""
    return f"{decisions(made.day)}/{canonical_hash(made)[:24]}"
