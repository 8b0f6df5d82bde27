"""One step of an atomic batch, as a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Create:
    """Store a document that must not exist yet."""

    path: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Change:
    """Replace these fields of a document that must still be at a revision."""

    path: str
    fields: Fields
    revision: str


@dataclass(frozen=True, slots=True)
class Put:
    """Store a whole document, whatever was there."""

    path: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Merge:
    """Set these fields of a document and leave its others alone."""

    path: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a document, whether or not it is there."""

    path: str


Write = Create | Change | Put | Merge | Delete

MOST_WRITES: Final = 100
"""So many writes go in one batch at most (reliability §1)."""


def in_batches(writes: Sequence[Write]) -> Iterator[tuple[Write, ...]]:
    """Cut writes into batches in their order; each is stored whole or not at all."""
    for start in range(0, len(writes), MOST_WRITES):
        yield tuple(writes[start : start + MOST_WRITES])
