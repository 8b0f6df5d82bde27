"""What only somebody who has just shown who they are may do: a stolen session must not be enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.errors import NotPermittedError
from trimtab.domain.reasons import ReasonCode

RECENT: Final = timedelta(minutes=5)
"""Reliability reference §3: recent sign-in for link, live, limits; here for keys, deletion and resuming."""


def is_recent(signed_in_at: datetime | None, now: datetime) -> bool:
    """Tell whether a person has signed in within five minutes, or by a clock that is as much ahead."""
    return signed_in_at is not None and abs(now - signed_in_at) <= RECENT


def require_recent_sign_in(signed_in_at: datetime | None, now: datetime, purpose: str) -> None:
    """Let pass whoever has just signed in. Raises NotPermittedError otherwise, naming what it was for."""
    if not is_recent(signed_in_at, now):
        raise not_recent(purpose)


def not_recent(purpose: str) -> NotPermittedError:
    """Make the refusal of a sign-in that is too long ago."""
    minutes = RECENT // timedelta(minutes=1)
    text = f"Sign in again: {purpose} needs a sign-in within the last {minutes} minutes."
    return NotPermittedError(ReasonCode.RECENT_SIGN_IN_REQUIRED, text, minutes=str(minutes))
