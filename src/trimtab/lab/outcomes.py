"""What came of a policy on each path, its means with intervals, and differences on the same paths.

Three intervals are told apart. NORMAL: the mean of the paths plus or minus its standard error times 1.96.
PERCENTILE: the middle 95 % of the means of resampled paths (bootstrap). SPREAD: the middle 95 % of the paths
themselves, that is what one path may well see. The first two shrink with more paths, the third does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from trimtab.lab.book import Book
from trimtab.lab.prices import Floats

NORMAL_95: Final = 1.959963984540054
_EDGES: Final = (2.5, 97.5)
_RESAMPLES: Final = 400
_RESAMPLE_SEED: Final = 20_260_101


class IntervalKind(StrEnum):
    """How an interval was found."""

    NORMAL = "NORMAL"
    PERCENTILE = "PERCENTILE"
    SPREAD = "SPREAD"


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends are inside."""

    low: float
    high: float
    kind: IntervalKind

    def holds(self, value: float) -> bool:
        """Tell whether a value is inside."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """One number per path, in path order; fractions, and where they are rates, a year.

    `turnover` is one-way (half of what is traded over value), `events` counts the looks that traded.
    `tracking_error` and `volatility` are of returns before costs and taxes, `total_return` is after both and
    compounded. `worst_drift` is the largest distance of a weight from its target at a close. `weights` are
    means over days, holdings by paths.
    """

    turnover: Floats
    events: Floats
    cost: Floats
    tax: Floats
    tracking_error: Floats
    total_return: Floats
    volatility: Floats
    worst_drift: Floats
    weights: Floats

    @property
    def paths(self) -> int:
        """How many paths there are."""
        return len(self.turnover)

    def loss(self, aversion: float) -> Floats:
        """Add up what a policy costs a year: trading, taxes, and straying from the mix.

        Straying counts half the aversion times the squared tracking error, the certainty equivalent of §4.10.
        """
        strayed: Floats = self.cost + self.tax + aversion / 2 * self.tracking_error**2
        return strayed


_NAMES: Final = tuple(field.name for field in fields(Outcomes))


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over paths; with one path nothing is known of its error, and both intervals are None."""

    value: float
    normal: Interval | None
    percentile: Interval | None
    spread: Interval


def outcomes_of(book: Book, steps: int, steps_a_year: int) -> Iterator[Outcomes]:
    """Turn a book's sums over days into figures a year, policy by policy."""
    years, tally = steps / steps_a_year, book.tally
    yearly = np.sqrt(steps_a_year)
    whole = Outcomes(
        turnover=tally.turnover / years,
        events=tally.events / years,
        cost=tally.cost / years,
        tax=tally.tax / years,
        tracking_error=_deviation(tally.excess, tally.excess_squares, steps) * yearly,
        total_return=tally.growth ** (1 / years) - 1,
        volatility=_deviation(tally.returns, tally.squares, steps) * yearly,
        worst_drift=tally.worst,
        weights=tally.weights / steps,
    )
    for place in range(len(book.policies)):
        mine = slice(place * book.paths, (place + 1) * book.paths)
        yield Outcomes(**{name: getattr(whole, name)[..., mine].copy() for name in _NAMES})


def join(parts: Sequence[Outcomes]) -> Outcomes:
    """Put blocks together in their order."""
    return Outcomes(
        **{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in _NAMES}
    )


def mean_of(numbers: Floats) -> Mean:
    """Average over paths, with all three intervals; the resampling has dice of its own, always the same."""
    spread = _interval(numbers, IntervalKind.SPREAD)
    value = float(numbers.mean())
    if len(numbers) == 1:
        return Mean(value, None, None, spread)
    reach = NORMAL_95 * float(numbers.std(ddof=1)) / float(np.sqrt(len(numbers)))
    normal = Interval(value - reach, value + reach, IntervalKind.NORMAL)
    return Mean(value, normal, _interval(_resampled(numbers), IntervalKind.PERCENTILE), spread)


def paired_difference(ours: Floats, theirs: Floats) -> Mean:
    """Average the difference path by path: what both share cancels. Raises ValueError for unequal paths."""
    if ours.shape != theirs.shape:
        raise ValueError(f"paths: {ours.shape} and {theirs.shape} are not the same; run both on one source")
    return mean_of(ours - theirs)


def _interval(numbers: Floats, kind: IntervalKind) -> Interval:
    low, high = np.percentile(numbers, _EDGES)
    return Interval(float(low), float(high), kind)


def _resampled(numbers: Floats) -> Floats:
    means: Floats = numbers[_resamples(len(numbers))].mean(axis=1)
    return means


@lru_cache(maxsize=1)
def _resamples(count: int) -> npt.NDArray[np.int32]:
    """Draw paths with repetition; the same for all figures of as many paths."""
    dice = np.random.default_rng(_RESAMPLE_SEED)
    return dice.integers(0, count, (_RESAMPLES, count), dtype=np.int32)


def _deviation(total: Floats, squares: Floats, count: int) -> Floats:
    """Take the sample standard deviation from sums; rounding below zero is zero."""
    if count == 1:
        return np.zeros_like(total)
    spread: Floats = np.sqrt(np.maximum(squares - total * total / count, 0.0) / (count - 1))
    return spread
