"""The request allowance per key and minute."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

_WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a minute; `resets_at` is in epoch seconds, a negative remainder means refused."""

    limit: int
    remaining: int
    resets_at: int

    @property
    def headers(self) -> dict[str, str]:
        """The three rate headers."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.remaining, 0)),
            "X-RateLimit-Reset": str(self.resets_at),
        }


class RateMeter:
    """Count requests per key in whole minutes of real time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._window = 0
        self._spent: Counter[str] = Counter()

    def spend(self, key: str, now: datetime) -> Allowance:
        """Count one request of a key."""
        window = int(now.timestamp()) // _WINDOW_SECONDS
        if window != self._window:
            self._window = window
            self._spent.clear()
        self._spent[key] += 1
        return Allowance(self._limit, self._limit - self._spent[key], (window + 1) * _WINDOW_SECONDS)
