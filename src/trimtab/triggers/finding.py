"""What a condition says: it fires, or it does not, and why."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.domain.reasons import Reason, ReasonCode


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a condition fires, and the reason with its numbers."""

    has_fired: bool
    reason: Reason


def fired(code: ReasonCode, text: str) -> Finding:
    """Say that a condition fires."""
    return Finding(has_fired=True, reason=Reason(code, text))


def not_fired(code: ReasonCode, text: str) -> Finding:
    """Say that a condition does not fire."""
    return Finding(has_fired=False, reason=Reason(code, text))
