"""Documents of work that this version cannot read: each is buried, once, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents
from trimtab.adapters.firestore.writes import Merge, Put
from trimtab.contracts.codec import Stored, to_document
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.dead_letter import DeadLetter
from trimtab.domain.errors import UnavailableError
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import EventLog


class Reader:
    """Reads work that is due; what cannot be read is due no more, and stays where it is (F-010)."""

    def __init__(self, documents: Documents, log: EventLog) -> None:
        self._documents = documents
        self._log = log

    def read(self, kind: type[Stored], found: Sequence[Document], now: datetime) -> tuple[Stored, ...]:
        """Read documents. Raises UnavailableError when one cannot be buried; it is then found again."""
        return tuple(self._each(kind, found, now))

    def _each(self, kind: type[Stored], found: Sequence[Document], now: datetime) -> Iterator[Stored]:
        for document in found:
            try:
                yield document.read_as(kind)
            except UnavailableError as error:
                self._bury(document, error.message, now)

    def _bury(self, document: Document, reason: str, now: datetime) -> None:
        task = document.path.partition("/")[0]
        letter = DeadLetter(
            letter_id=canonical_hash((task, document.path))[:32],
            task=task,
            content=document.path,
            reason=reason,
            at=now,
        )
        self._documents.store(
            Put(paths.dead_letter(letter.letter_id), to_document(letter)),
            Merge(document.path, {"due_at": None}),
        )
        self._log.write(LogLevel.ERROR, "task given up", task=task, letter_id=letter.letter_id)


def readable(kind: type[Stored], found: Sequence[Document]) -> Iterator[Stored]:
    """Read documents, and pass over what cannot be read."""
    for document in found:
        try:
            yield document.read_as(kind)
        except UnavailableError:
            continue
