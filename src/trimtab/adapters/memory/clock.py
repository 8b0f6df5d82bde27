"""Time and names under the test's control."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count


class ManualClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """Tell the virtual time."""
        return self._now

    def advance(self, span: timedelta) -> None:
        """Move the time by a span."""
        self._now += span


class SequentialIdentifiers:
    """Names in a known order, 20 characters each: id000000000000000001 and so on."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def fresh(self) -> str:
        """Make the next name."""
        return f"id{next(self._numbers):018d}"
