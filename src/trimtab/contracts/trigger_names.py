"""What requirement 000 calls kinds of rules that 002 names otherwise (domain rule 16)."""

from __future__ import annotations

from typing import Final

from trimtab.domain.trigger import TriggerKind

OTHER_NAMES: Final = {"TIME_BASED": TriggerKind.CALENDAR, "DRIFT_THRESHOLD": TriggerKind.THRESHOLD}
"""Requirement 000's words; both are read, and events speak them."""

_WORDS: Final = {kind: word for word, kind in OTHER_NAMES.items()}


def trigger_name(kind: TriggerKind) -> str:
    """Name a kind of rule as requirement 000 does."""
    return _WORDS.get(kind, kind.value)
