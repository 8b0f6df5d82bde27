"""Search for the first step of one number at which a decision changes, by asking again at other values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Generic, TypeVar

Decision = TypeVar("Decision")

_STRIDE_GROWTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One number that may change: where it stands, its step, which way, how far, and where it may flip.

    `sign` is 1 or -1; values are multiples of the step between `start` and `last`.
    """

    start: Decimal
    step: Decimal
    sign: int
    last: Decimal
    guesses: tuple[Decimal, ...] = ()

    @property
    def first_count(self) -> int:
        """The first multiple of the step beyond the start."""
        return self._count(self.start) + self.sign

    @property
    def room(self) -> int:
        """How many steps there are from the first multiple to the last one; negative for none."""
        return self.sign * (self._count(self.last) - self.first_count)

    def value(self, offset: int) -> Decimal:
        """Return the value so many steps beyond the first multiple; one before it is the start itself."""
        return self.start if offset < 0 else self.step * (self.first_count + self.sign * offset)

    def _count(self, value: Decimal) -> int:
        rounding = ROUND_FLOOR if self.sign == 1 else ROUND_CEILING
        return int((value / self.step).to_integral_value(rounding))


class Asked(Generic[Decision]):
    """The answers to one question at several values; each value is asked once, and only so many in all."""

    def __init__(self, ask: Callable[[Decimal], Decision], most: int, known: dict[Decimal, Decision]) -> None:
        self._ask = ask
        self._answers = dict(known)
        self.left = most

    def __call__(self, value: Decimal) -> Decision:
        """Answer for a value. Raises SpentError when too many values were asked."""
        if value not in self._answers:
            if not self.left:
                raise SpentError
            self.left -= 1
            self._answers[value] = self._ask(value)
        return self._answers[value]


class SpentError(Exception):
    """The number of questions is used up."""


def find_flip(axis: Axis, asked: Asked[Decision]) -> Decimal | None:
    """Return a value at which the decision differs from the start's, while a step before it does not.

    Guesses are tried first, the nearest before the others; without luck strides grow until the decision
    changes, and the last stride is halved. None where nothing flips or too much would have to be asked.
    """
    try:
        offset = _guessed(axis, asked)
        return axis.value(_enclosed(axis, asked) if offset is None else offset)
    except (SpentError, LookupError):
        return None


def _guessed(axis: Axis, asked: Asked[Decision]) -> int | None:
    base = asked(axis.start)
    for offset in _offsets(axis):
        if asked(axis.value(offset)) != base and asked(axis.value(offset - 1)) == base:
            return offset
    return None


def _offsets(axis: Axis) -> Iterator[int]:
    counts = [int((guess / axis.step).to_integral_value(ROUND_FLOOR)) for guess in axis.guesses]
    near = {each for count in counts for each in (count - 1, count, count + 1)}
    offsets = (axis.sign * (each - axis.first_count) for each in near)
    return (offset for offset in sorted(offsets) if 0 <= offset <= axis.room)


def _enclosed(axis: Axis, asked: Asked[Decision]) -> int:
    """Enclose a change between two offsets and halve. Raises LookupError where there is none to be seen."""
    base, same, other = asked(axis.start), -1, 0
    while same < axis.room and asked(axis.value(other)) == base:
        same, other = other, min(other * _STRIDE_GROWTH + 1, axis.room)
    if same >= axis.room:
        raise LookupError("the decision stays the same as far as was looked")
    while other - same > 1:
        middle = (same + other) // 2
        if asked(axis.value(middle)) == base:
            same = middle
        else:
            other = middle
    return other
