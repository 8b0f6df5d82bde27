"""Run policies over paths: each day's returns are drawn once and serve them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from trimtab.domain.policy import Destination
from trimtab.lab.book import Book, Day, Watch, pass_day
from trimtab.lab.errors import BadSettingError
from trimtab.lab.outcomes import Outcomes, join, outcomes_of
from trimtab.lab.paths import Block, Source, split
from trimtab.lab.policies import LabPolicy, TargetMix

SESSIONS_A_YEAR: Final = 252

Progress = Callable[[int, int], None]
"""Told how many steps of how many are done."""

_TOLD_EVERY: Final = 63
_TABLE: Final = 2**17
"""Numbers in one table of values; smaller ones spend their time on calls, larger ones on memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """What is tried: policies for one mix of targets, on so many steps of each path.

    `looks` replaces the policies' cadences by days of one's own, one flag per step for each policy, for paths
    that have dates.
    """

    mix: TargetMix
    policies: tuple[LabPolicy, ...]
    source: Source
    steps: int
    steps_a_year: int = SESSIONS_A_YEAR
    looks: tuple[tuple[bool, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a trial of nothing."""
        if not self.policies:
            raise BadSettingError("policies", 0, "are none; name one at least")
        if self.steps < 1:
            raise BadSettingError("steps", self.steps, "must be 1 or more")
        if self.looks and [len(days) for days in self.looks] != [self.steps] * len(self.policies):
            raise BadSettingError("looks", len(self.looks), f"must tell {self.steps} steps of each policy")

    def is_look(self, policy: int, step: int) -> bool:
        """Tell whether a policy, by its place, looks on a step."""
        if self.looks:
            return self.looks[policy][step]
        every = self.policies[policy].every
        return every is not None and (step + 1) % every == 0


def run(trial: Trial, paths: int, progress: Progress | None = None) -> tuple[Outcomes, ...]:
    """Run all policies over the same paths, block by block; outcomes in the order of the policies.

    Equal trials give equal outcomes to the last bit, and so do blocks that are run apart and joined.
    """
    blocks = split(paths)
    parts = [run_block(trial, block, _shifted(progress, at, len(blocks))) for at, block in enumerate(blocks)]
    return tuple(join(of_policy) for of_policy in zip(*parts, strict=True))


def run_block(trial: Trial, block: Block, progress: Progress | None = None) -> tuple[Outcomes, ...]:
    """Run one block."""
    books: list[Book] = []
    for step, books in enumerate(walk(trial, block), 1):  # noqa: B007 - the last day's books are the answer
        if progress and (step % _TOLD_EVERY == 0 or step == trial.steps):
            progress(step, trial.steps)
    found = [each for book in books for each in outcomes_of(book, trial.steps, trial.steps_a_year)]
    places = [place for of_book in _places(trial, block) for place in of_book]
    return tuple(found[places.index(place)] for place in range(len(found)))


def walk(trial: Trial, block: Block, watch: Watch | None = None) -> Iterator[list[Book]]:
    """Let the days of a block pass one by one; yields the books after each, always the same ones.

    Each policy is in one of them, those that trade to the edge apart. `watch` is told of all trades, columns
    counted in each book by itself.
    """
    of_books, weights = _places(trial, block), np.array(trial.mix.weights)
    books = [
        Book.open([trial.policies[place] for place in places], trial.mix, block.paths, watch)
        for places in of_books
    ]
    for number, growth in enumerate(trial.source.days(block, trial.steps)):
        mix_return = np.einsum("a,ap->p", weights, growth - 1)
        is_year_end = (number + 1) % trial.steps_a_year == 0
        for places, book in zip(of_books, books, strict=True):
            looks = np.array([trial.is_look(place, number) for place in places])
            pass_day(book, Day(number, growth, mix_return, looks, is_year_end))
        yield books


def _places(trial: Trial, block: Block) -> list[list[int]]:
    """Put policies into books, by their places: as many as its tables stay small for."""
    size = max(_TABLE // (len(trial.mix.symbols) * block.paths), 1)
    is_edge = [policy.destination is Destination.BAND_EDGE for policy in trial.policies]
    kinds = ([at for at, edge in enumerate(is_edge) if edge is kind] for kind in (False, True))
    return [kind[at : at + size] for kind in kinds for at in range(0, len(kind), size)]


def _shifted(progress: Progress | None, block: int, blocks: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, whole: progress(block * whole + done, blocks * whole)
