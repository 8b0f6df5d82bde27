"""How often somebody may ask: a token bucket whose whole state is the moment when it is full again.

The generic cell rate algorithm (ITU-T I.371) keeps a bucket as one time, so it fills exactly, without
fractions of a token and without a clock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many requests at once, and one more after each interval."""

    capacity: int
    interval: timedelta

    @property
    def depth(self) -> timedelta:
        """How long an empty bucket takes to be full."""
        return self.capacity * self.interval


KEY_ALLOWANCE: Final = Allowance(30, timedelta(seconds=1))
USER_ALLOWANCE: Final = Allowance(60, timedelta(milliseconds=500))


@dataclass(frozen=True, slots=True)
class Purse:
    """A bucket by its name, and how it fills."""

    name: str
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class Take:
    """What became of one request: when the bucket is full, and how long to wait before the next try.

    `wait` is zero where the request was let through; otherwise nothing was taken.
    """

    full_at: datetime
    wait: timedelta


def take(full_at: datetime | None, allowance: Allowance, now: datetime) -> Take:
    """Take one token from a bucket that is full at a time; None is one that nobody has used.

    A time further away than an empty bucket needs was written by a clock that was ahead: it counts as empty,
    so that nobody is shut out for longer than one interval.
    """
    stands = min(max(full_at or now, now), now + allowance.depth)
    wait = stands + allowance.interval - (now + allowance.depth)
    if wait > timedelta(0):
        return Take(stands, wait)
    return Take(stands + allowance.interval, timedelta(0))


def whole_seconds(wait: timedelta) -> int:
    """Round a wait up to seconds, as `Retry-After` gives it (RFC 9110 §10.2.3)."""
    return max(1, -(-wait // timedelta(seconds=1)))
