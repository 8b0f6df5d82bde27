"""How long the broker may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO

Monotonic = Callable[[], int]
"""A clock that only goes forward, in nanoseconds."""

_NANOSECONDS: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to connect, to answer one call, and for all the reads of one broker object together.

    A read that failed quickly is tried again after about `pause_seconds`, then twice that, in `tries` tries
    at most, and only while there is time for a whole call.
    """

    connect_seconds: Decimal = Decimal(2)
    answer_seconds: Decimal = Decimal(5)
    budget_seconds: Decimal = Decimal(8)
    pause_seconds: Decimal = Decimal("0.1")
    tries: int = 3


class Stopwatch:
    """Counts seconds down from the moment it is made."""

    def __init__(self, seconds: Decimal, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + int(seconds * _NANOSECONDS)

    def left(self) -> Decimal:
        """Tell the seconds left, never below zero."""
        return max(Decimal(self._end - self._monotonic()) / _NANOSECONDS, ZERO)
