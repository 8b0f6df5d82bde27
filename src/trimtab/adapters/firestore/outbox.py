"""Notices until they were delivered, and letters nobody could deliver."""

from __future__ import annotations

from datetime import datetime

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.unreadable import Reader
from trimtab.adapters.firestore.writes import Put
from trimtab.contracts.codec import to_document
from trimtab.domain.dead_letter import DeadLetter
from trimtab.domain.notice import Notice
from trimtab.ports import EventLog


class FirestoreOutbox:
    """The outbox; what was delivered or given up has no `due_at`, so that only work is found."""

    def __init__(self, documents: Documents, log: EventLog) -> None:
        self._documents = documents
        self._reader = Reader(documents, log)

    def due(self, now: datetime, limit: int) -> tuple[Notice, ...]:
        """List pending notices whose time has come, the longest waiting first."""
        found = self._documents.find(paths.OUTBOX, "due_at", "<=", now, limit)
        return self._reader.read(Notice, found, now)

    def update(self, notice: Notice) -> None:
        """Store how far a notice has come. Raises UnavailableError when the store does not confirm it."""
        self._documents.store(Put(paths.notice(notice.notice_id), to_document(notice)))


class FirestoreDeadLetters:
    """Dead letters, each a document of its own."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def bury(self, letter: DeadLetter) -> None:
        """Keep a letter. Raises UnavailableError when the store does not confirm it."""
        self._documents.store(Put(paths.dead_letter(letter.letter_id), to_document(letter)))
