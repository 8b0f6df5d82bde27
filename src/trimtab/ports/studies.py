"""Studies of the policy lab, and the queue that works them off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.study import DueStudy, Study


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """A study as read at one revision, which is the store's own word."""

    study: Study
    revision: str


class Studies(Protocol):
    """Where studies are kept. Every method raises UnavailableError for no answer."""

    def load(self, portfolio: PortfolioRef, study_id: str) -> StudyRecord | None:
        """Read a study, or None where nobody has asked."""
        ...

    def save(self, study: Study, over: StudyRecord | None) -> StudyRecord | None:
        """Store a study in the place of the one it was made from, None being the first.

        Returns None when somebody else has stored one since.
        """
        ...


class StudyQueue(Protocol):
    """Studies to be made soon, at least once."""

    def study_policy(self, due: DueStudy) -> None:
        """Ask for a study; one asked for twice may be made once. Raises UnavailableError when not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Studying:
    """Every port that a study needs beside those of all services."""

    studies: Studies
    queue: StudyQueue
