"""How many requests the broker still allows an account, by its own headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final

Now = Callable[[], datetime]
"""A clock that tells the time in UTC."""

ORDER_RESERVE: Final = 10
"""Requests of each minute that reads leave to orders."""

TOO_MANY: Final = 429

_LONGEST_CLOSURE: Final = timedelta(minutes=5)
_NUMBER: Final = re.compile(r"[0-9]{1,11}", re.ASCII)


class RateBudget:
    """The allowance of one account at one host; all that speak for the account share it, threads included."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._lock = Lock()
        self._remaining = 0
        self._resets_at: datetime | None = None

    def take(self) -> datetime | None:
        """Take one read out of the allowance; when it is spent, tell from when on to ask again.

        Reads are refused before the last requests are gone: those are for orders, which need not ask.
        """
        with self._lock:
            if self._resets_at is None or self._now() >= self._resets_at:
                return None
            if self._remaining <= ORDER_RESERVE:
                return self._resets_at
            self._remaining -= 1
            return None

    def note(self, status: int, headers: Mapping[str, str]) -> None:
        """Learn the allowance from an answer; one without readable headers teaches nothing."""
        remaining, resets_at = _number(headers, "Remaining"), self.reset_in(headers)
        if resets_at is None or (remaining is None and status != TOO_MANY):
            return
        with self._lock:
            self._remaining = 0 if status == TOO_MANY or remaining is None else remaining
            self._resets_at = resets_at

    def reset_in(self, headers: Mapping[str, str]) -> datetime | None:
        """Read when the allowance is full again, never later than in five minutes."""
        seconds = _number(headers, "Reset")
        if seconds is None:
            return None
        return min(datetime.fromtimestamp(seconds, UTC), self._now() + _LONGEST_CLOSURE)


def utc_now() -> datetime:
    """Tell the machine's time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Allowances:
    """What one account may still ask of the trading host and of the price host."""

    trading: RateBudget
    prices: RateBudget

    @classmethod
    def fresh(cls, now: Now = utc_now) -> Allowances:
        """Start without knowing any limit."""
        return cls(RateBudget(now), RateBudget(now))


def _number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(f"X-RateLimit-{name}", "").strip()
    return int(text) if _NUMBER.fullmatch(text) else None
