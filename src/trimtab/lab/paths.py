"""Where returns come from: history itself, history in shuffled blocks, or dice with its figures.

Work is cut into blocks of paths. Each block has dice of its own, so whoever runs it, in whatever order, gets
the same numbers to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from trimtab.lab.errors import BadSettingError, EmptyHistoryError
from trimtab.lab.prices import Floats

BLOCK_PATHS: Final = 1_000
"""Paths with common dice."""

_ASYMMETRY: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Block:
    """Some paths that are run together; the number, counted from zero, picks their dice."""

    number: int
    paths: int

    def dice(self, seed: int) -> np.random.Generator:
        """Make the block's dice; equal seed and number give equal throws."""
        return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(self.number,)))


class Source(Protocol):
    """What makes paths: growth factors of each day, holdings by paths, each day's once and in order."""

    def days(self, block: Block, count: int) -> Iterator[Floats]:
        """Yield so many days of a block."""
        ...


def split(paths: int) -> tuple[Block, ...]:
    """Cut paths into blocks, the last one with what is left. Raises BadSettingError for no path."""
    if paths < 1:
        raise BadSettingError("paths", paths, "must be 1 or more")
    starts = range(0, paths, BLOCK_PATHS)
    return tuple(Block(number, min(BLOCK_PATHS, paths - start)) for number, start in enumerate(starts))


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The days as they were: one path. `growth` is days by holdings."""

    growth: Floats

    def days(self, block: Block, count: int) -> Iterator[Floats]:
        """Yield the first days; all paths of the block are the same one."""
        if count > len(self.growth):
            raise BadSettingError("days", count, f"are more than the {len(self.growth)} there are")
        return (np.repeat(day[:, np.newaxis], block.paths, axis=1) for day in self.growth[:count])


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """History in shuffled pieces that last `mean_run` days on average and wrap round at its end.

    Pieces have geometric lengths, so that the shuffled series is stationary (Politis and Romano 1994). Days
    stay whole: what moved together moves together. `growth` is days by holdings.
    """

    growth: Floats
    seed: int
    mean_run: float = 21.0

    def __post_init__(self) -> None:
        """Refuse a history without days, and pieces shorter than a day."""
        if not len(self.growth):
            raise EmptyHistoryError("growth", 0, "days; a path needs one to draw from")
        if not self.mean_run >= 1:
            raise BadSettingError("mean_run", self.mean_run, "must be 1 day or more")

    def days(self, block: Block, count: int) -> Iterator[Floats]:
        """Draw days for a block: each path goes on with history, or begins a new run somewhere in it."""
        dice, known = block.dice(self.seed), len(self.growth)
        by_holding = np.ascontiguousarray(self.growth.T)
        drawn = dice.integers(0, known, block.paths)
        for _ in range(count):
            yield np.take(by_holding, drawn, axis=1)
            is_start = dice.random(block.paths) < 1 / self.mean_run
            drawn = np.where(is_start, dice.integers(0, known, block.paths), (drawn + 1) % known)


@dataclass(frozen=True, slots=True, eq=False)
class Lognormal:
    """Correlated log returns that are normal and know nothing of each other from day to day.

    `drift` and `volatility` of the logarithm by step, one for each holding; `correlation` is square. Raises
    BadSettingError for one that no returns could have.
    """

    drift: Floats
    volatility: Floats
    correlation: Floats
    seed: int

    def __post_init__(self) -> None:
        """Refuse shapes that do not fit and correlations that are none."""
        count = len(self.drift)
        if self.volatility.shape != (count,) or self.correlation.shape != (count, count):
            raise BadSettingError("correlation", self.correlation.shape, f"must be {count} by {count}")
        numbers = (self.drift, self.volatility, self.correlation)
        if not all(np.isfinite(each).all() for each in numbers) or (self.volatility < 0).any():
            raise BadSettingError("volatility", self.volatility.tolist(), "must be finite, 0 or more")
        if np.abs(self.correlation - self.correlation.T).max(initial=0) > _ASYMMETRY:
            raise BadSettingError("correlation", self.correlation.tolist(), "must be symmetric")
        _root(self.correlation)

    @classmethod
    def like(cls, growth: Floats, seed: int) -> Lognormal:
        """Take the figures of a history, days by holdings."""
        logs = np.log(growth)
        if (logs.std(axis=0) == 0).any():
            raise BadSettingError("growth", 0, "is the volatility of a holding; its correlation is unknown")
        correlation = np.atleast_2d(np.corrcoef(logs, rowvar=False))
        correlation = (correlation + correlation.T) / 2
        np.fill_diagonal(correlation, 1.0)
        return cls(logs.mean(axis=0), logs.std(axis=0, ddof=1), correlation, seed)

    def days(self, block: Block, count: int) -> Iterator[Floats]:
        """Throw the dice of a block, day by day."""
        dice, mix = block.dice(self.seed), self.volatility[:, np.newaxis] * _root(self.correlation)
        drift = self.drift[:, np.newaxis]
        for _ in range(count):
            throws = dice.standard_normal((len(drift), block.paths))
            # Not `@`: a product of BLAS depends on the processor's kernel.
            yield np.exp(drift + np.einsum("ij,jp->ip", mix, throws))


def _root(correlation: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.cholesky(correlation), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise BadSettingError(
            "correlation", correlation.tolist(), "must be positive definite; no returns move like that"
        ) from error
