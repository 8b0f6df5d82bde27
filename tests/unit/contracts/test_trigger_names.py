"""Requirement 000's names of triggers."""

from __future__ import annotations

from trimtab.contracts.trigger_names import OTHER_NAMES, trigger_name
from trimtab.domain.trigger import TriggerKind


def test_two_kinds_have_other_names():
    """Requirement 000's trigger types where 002 has its own."""
    names = {kind: trigger_name(kind) for kind in TriggerKind}

    assert ("TIME_BASED", "DRIFT_THRESHOLD") == (names[TriggerKind.CALENDAR], names[TriggerKind.THRESHOLD])
    assert [TriggerKind.CALENDAR, TriggerKind.THRESHOLD] == [
        kind for kind, name in names.items() if name != kind
    ]


def test_what_is_said_is_understood():
    """A name that is shown can be sent, and means the same kind."""
    assert list(TriggerKind) == [
        OTHER_NAMES.get(name) or TriggerKind(name) for name in map(trigger_name, TriggerKind)
    ]
