"""Studies as a dictionary and their queue as a list; one contract suite covers them and the real ones."""

from __future__ import annotations

from itertools import count
from threading import Lock

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.study import DueStudy, Study
from trimtab.ports.studies import StudyRecord


class MemoryStudies:
    """The fake of where studies are kept; `told` is every state that was stored, in order."""

    def __init__(self) -> None:
        self.records: dict[tuple[PortfolioRef, str], StudyRecord] = {}
        self.told: list[Study] = []
        self._revisions = count(1)
        self._lock = Lock()

    def load(self, portfolio: PortfolioRef, study_id: str) -> StudyRecord | None:
        """Return the latest."""
        return self.records.get((portfolio, study_id))

    def save(self, study: Study, over: StudyRecord | None) -> StudyRecord | None:
        """Keep a study unless another one has been kept since."""
        key = (study.portfolio, study.study_id)
        with self._lock:
            latest = self.records.get(key)
            if (latest and latest.revision) != (over and over.revision):
                return None
            record = self.records[key] = StudyRecord(study, str(next(self._revisions)))
            self.told.append(study)
            return record


class MemoryStudyQueue:
    """Keeps what it is asked for, each asking once, as a queue does that knows names."""

    def __init__(self) -> None:
        self.asked: list[DueStudy] = []

    def study_policy(self, due: DueStudy) -> None:
        """Take a study."""
        if due not in self.asked:
            self.asked.append(due)
