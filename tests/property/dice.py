"""Choices read from bytes: one draw of Hypothesis makes a whole portfolio, and zeros make the plainest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

Choice = TypeVar("Choice")


@dataclass(slots=True)
class Dice:
    """Bytes, read one after the other; when they are used up, only first choices are left."""

    rolled: bytes
    position: int = 0

    def below(self, count: int) -> int:
        """Choose a number from zero up to, not including, a count below 2^32."""
        size = max((count - 1).bit_length() + 7, 8) // 8
        taken = self.rolled[self.position : self.position + size]
        self.position += size
        return int.from_bytes(taken, "big") % count

    def pick(self, options: Sequence[Choice]) -> Choice:
        """Choose one of some options; the first is the plainest."""
        return options[self.below(len(options))]

    def once_in(self, count: int) -> bool:
        """Say yes once in so many times."""
        return self.below(count) == count - 1

    def amount(self, most: int, places: int) -> Decimal:
        """Choose a decimal of so many places from zero to an amount."""
        return Decimal(self.below(most * 10**places + 1)).scaleb(-places)


def rolls(make: Callable[[Dice], Choice], size: int = 640) -> st.SearchStrategy[Choice]:
    """Make a strategy of what is read from bytes."""
    return st.binary(min_size=size, max_size=size).map(lambda rolled: make(Dice(rolled)))
