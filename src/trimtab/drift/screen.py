"""Screen many portfolios for drift at once, in exact 64-bit whole numbers.

A weight is a value over a total. So the distance of a value from its target, times SCALE, and the total times
the tolerance are compared as products, and no division decides anything. The products outgrow 64 bits: each
is kept as two digits to the base SCALE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SCALE: Final = 10**9
"""Steps of a weight of one: nine decimals."""

LARGEST_VALUE: Final = 9 * 10**15
"""Largest value and total, in the caller's unit: 90 trillion dollars in cents."""

LARGEST_DRIFT: Final = 9 * 10**9
"""Drifts above this many times the total are shown as this many."""

MOST_KEYS: Final = 1_000
"""Keys per portfolio whose values cannot overflow their sum."""

_AXES: Final = 2
_DIGITS: Final = 1_000
_PLACES: Final = (10**6, 10**3, 1)
_BLOCK: Final = 65_536
"""Numbers worked on at once: what the nearest caches of a processor hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """What a screening found, by portfolio.

    `is_breached` tells whether any key is out of its band. `max_drift` is the largest absolute drift of any
    key, targeted or not, in steps of a weight, cut down.
    """

    is_breached: Flags
    max_drift: Whole


@dataclass(frozen=True, slots=True, eq=False)
class _Product:
    """Numbers of two digits: `high` times SCALE plus `low`, which is at least 0 and below SCALE."""

    high: Whole
    low: Whole


def screen(values: Whole, targets: Whole, tolerance: Whole | int) -> Screening:
    """Find the portfolios with a key out of its band, exactly as `measure_drift` would.

    `values` has a row per portfolio and a column per key, cash included, in any unit that all share, such as
    cents. `targets`, of the same shape, and `tolerance`, one or one per place, are in steps of a weight. A
    place without key holds zeros. A portfolio worth nothing has actual weights of zero. Raises ValueError
    for numbers that are not 64-bit whole ones or beyond the limits above, and for shapes that do not fit.
    """
    bands = _bands(tolerance, values.shape)
    _check(values, targets, bands)
    found = Screening(
        is_breached=np.zeros(len(values), dtype=np.bool_), max_drift=np.zeros(len(values), dtype=np.int64)
    )
    for rows in _blocks(values.shape):
        breached, largest = _screen(values[rows], targets[rows], bands[rows])
        found.is_breached[rows], found.max_drift[rows] = breached, largest
    return found


def _bands(tolerance: Whole | int, shape: tuple[int, ...]) -> Whole:
    bands = np.asarray(tolerance)
    try:
        return np.broadcast_to(bands, shape)
    except ValueError as error:
        raise ValueError(f"tolerance: has shape {bands.shape}, must be one or fit {shape}") from error


def _check(values: Whole, targets: Whole, bands: Whole) -> None:
    for name, numbers in (("values", values), ("targets", targets), ("tolerance", bands)):
        if numbers.dtype != np.int64:
            raise ValueError(f"{name}: holds {numbers.dtype}, must hold int64; scale to whole numbers first")
    if values.ndim != _AXES or values.shape[1] > MOST_KEYS:
        raise ValueError(f"values: has shape {values.shape}, must be a table of at most {MOST_KEYS} columns")
    if targets.shape != values.shape:
        raise ValueError(f"targets: has shape {targets.shape}, must have that of values, {values.shape}")
    _check_range("values", values, -LARGEST_VALUE, LARGEST_VALUE)
    _check_range("values, summed", values.sum(axis=1), -LARGEST_VALUE, LARGEST_VALUE)
    _check_range("targets", targets, 0, SCALE)
    _check_range("tolerance", bands, 0, SCALE)


def _check_range(name: str, numbers: Whole, low: int, high: int) -> None:
    for found in (numbers.min(), numbers.max()) if numbers.size else ():
        if not low <= found <= high:
            raise ValueError(f"{name}: {found} must be between {low} and {high}")


def _blocks(shape: tuple[int, ...]) -> Iterator[slice]:
    portfolios, keys = shape
    rows = _BLOCK // max(keys, 1)
    return (slice(start, start + rows) for start in range(0, portfolios, rows))


def _screen(values: Whole, targets: Whole, bands: Whole) -> tuple[Flags, Whole]:
    totals = values.sum(axis=1, keepdims=True)
    held = values * np.sign(totals)
    wholes = np.maximum(np.abs(totals), 1)
    distances = _distances(held, targets, wholes)
    breached: Flags = np.logical_or.reduce(_exceeds(distances, _product(bands, wholes)), axis=1)
    return breached, _quotient(_largest(distances), wholes[:, 0])


def _product(weights: Whole, wholes: Whole) -> _Product:
    """Multiply weights by totals; each partial product fits 64 bits."""
    carried, low = np.divmod(weights * (wholes % SCALE), SCALE)
    return _Product(high=weights * (wholes // SCALE) + carried, low=low)


def _distances(held: Whole, targets: Whole, wholes: Whole) -> _Product:
    """Take the absolute distance of each value from what its target wants, both times SCALE."""
    wanted = _product(targets, wholes)
    excess = held - wanted.high
    borrows = (excess > 0) & (wanted.low > 0)
    return _Product(
        high=np.where(borrows, excess - 1, np.abs(excess)),
        low=np.where(borrows, SCALE - wanted.low, wanted.low),
    )


def _exceeds(numbers: _Product, others: _Product) -> Flags:
    is_level = (numbers.high == others.high) & (numbers.low > others.low)
    above: Flags = (numbers.high > others.high) | is_level
    return above


def _largest(numbers: _Product) -> _Product:
    """Pick the largest number of each row."""
    high = numbers.high.max(axis=1, initial=0)
    low = np.where(numbers.high == high[:, np.newaxis], numbers.low, 0).max(axis=1, initial=0)
    return _Product(high=high, low=low)


def _quotient(numbers: _Product, wholes: Whole) -> Whole:
    """Divide by hand, three decimal digits at a time, so that no remainder outgrows 64 bits."""
    quotient, remainder = np.divmod(numbers.high, wholes)
    quotient = np.minimum(quotient, LARGEST_DRIFT)
    for place in _PLACES:
        digits = numbers.low // place % _DIGITS
        step, remainder = np.divmod(remainder * _DIGITS + digits, wholes)
        quotient = quotient * _DIGITS + step
    return quotient
