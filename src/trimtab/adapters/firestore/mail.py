"""Letters as documents of the Trigger Email extension, which sends them and writes what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Create, Fields, Merge
from trimtab.contracts.messages.letters import write_letter
from trimtab.domain.message import FailedLetter, Letter

KEPT_FOR: Final = timedelta(days=30)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class FirestoreMailbox:
    """The mailbox; the extension looks at new documents, and at those whose state is RETRY."""

    def __init__(self, documents: Documents, home: str = "") -> None:
        self._documents = documents
        self._home = home

    def post(self, letter: Letter) -> frozenset[str]:
        """Create a letter's document, or read which events the one that is there holds."""
        path = paths.letter(letter.letter_id)
        try:
            self._documents.commit((Create(path, self._fields(letter)),))
        except UnclearCommitError as error:
            stored = self._documents.read(path)
            if stored is None:
                raise unavailable(f"it did not confirm {path}") from error
            return frozenset(_texts(stored.fields.get("event_ids")))
        return frozenset(event.event_id for event in letter.events)

    def failed(self, limit: int) -> tuple[FailedLetter, ...]:
        """Read letters the extension has marked as failed."""
        found = self._documents.find(paths.MAIL, "delivery.state", "==", "ERROR", limit)
        return tuple(_failed(document) for document in found)

    def retry(self, letter_id: str) -> None:
        """Set the state that makes the extension try again."""
        self._set_state(letter_id, "RETRY")

    def give_up(self, letter_id: str) -> None:
        """Set a state the extension does not know, and so leaves alone."""
        self._set_state(letter_id, "GIVEN_UP")

    def _set_state(self, letter_id: str, state: str) -> None:
        self._documents.store(Merge(paths.letter(letter_id), {"delivery": {"state": state}}))

    def _fields(self, letter: Letter) -> Fields:
        message = write_letter(letter, self._home)
        return {
            "to": [letter.address],
            "message": {"subject": message.subject, "text": message.text, "html": message.html},
            "uid": letter.uid,
            "event_ids": [event.event_id for event in letter.events],
            "created_at": letter.at,
            "expires_at": letter.at + KEPT_FOR,
        }


def _failed(document: Document) -> FailedLetter:
    told = document.fields.get("delivery")
    delivery: Mapping[str, object] = told if isinstance(told, Mapping) else {}
    attempts, ended = delivery.get("attempts"), delivery.get("endTime")
    return FailedLetter(
        letter_id=document.name,
        uid=str(document.fields.get("uid", "")),
        attempts=attempts if isinstance(attempts, int) else 0,
        failed_at=ended if isinstance(ended, datetime) else _NEVER,
        error=str(delivery.get("error") or "the mail service gave no reason"),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
