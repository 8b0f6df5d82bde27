"""Work that nobody can do, kept with the reason for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A task that was given up; `content` is what it said, as text, and holds no secret."""

    letter_id: str
    task: str
    content: str
    reason: str
    at: datetime
