"""Studies, one document a question, which its owner watches while it is answered."""

from __future__ import annotations

from trimtab.adapters.firestore import paths, study_paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.writes import Change, Create
from trimtab.contracts.codec import to_document
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.study import Study
from trimtab.ports import Identifiers
from trimtab.ports.studies import StudyRecord


class FirestoreStudies:
    """The store of studies; a record's revision is its document's update time."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def load(self, portfolio: PortfolioRef, study_id: str) -> StudyRecord | None:
        """Read a study; what cannot name one is none."""
        if not paths.is_id(study_id):
            return None
        stored = self._documents.read(study_paths.study(portfolio, study_id))
        return StudyRecord(stored.read_as(Study), stored.revision) if stored else None

    def save(self, study: Study, over: StudyRecord | None) -> StudyRecord | None:
        """Create the document, or change it if nobody has since it was read."""
        path, nonce = study_paths.study(study.portfolio, study.study_id), self._identifiers.fresh()
        fields = {**to_document(study), "nonce": nonce}
        write = Change(path, fields, over.revision) if over else Create(path, fields)
        revision = self._documents.exchange(write, "the study")
        return StudyRecord(study, revision) if revision else None
