"""Letters as documents of the Trigger Email extension, which sends them and writes what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Create, Fields, Merge
from trimtab.contracts.messages.letters import write_letter
from trimtab.domain.message import Letter, LetterState, PostedLetter

KEPT_FOR: Final = timedelta(days=30)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STATES: Final = {"SUCCESS": LetterState.SENT, "ERROR": LetterState.FAILED}
"""In the extension's words; in every other state it is still at work, or has not begun."""


class FirestoreMailbox:
    """The mailbox; the extension looks at new documents, and at those whose state is RETRY.

    `look_at` is when the sweep looks at a letter next, so that those it waits for hide no other.
    """

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

    def to_look_at(self, now: datetime, limit: int) -> tuple[PostedLetter, ...]:
        """Read letters by the time of their next look, with what the extension has written of them."""
        found = self._documents.find(paths.MAIL, "look_at", "<=", now, limit)
        return tuple(_posted(document) for document in found)

    def look_again(self, letter_id: str, at: datetime | None) -> None:
        """Set the time of the next look."""
        self._set(letter_id, {"look_at": at})

    def retry(self, letter_id: str, look_at: datetime) -> None:
        """Set the state that makes the extension try again."""
        self._set(letter_id, {"delivery": {"state": "RETRY"}, "look_at": look_at})

    def give_up(self, letter_id: str) -> None:
        """Set a state the extension does not know, and so leaves alone."""
        self._set(letter_id, {"delivery": {"state": "GIVEN_UP"}, "look_at": None})

    def _set(self, letter_id: str, fields: Fields) -> None:
        self._documents.store(Merge(paths.letter(letter_id), fields))

    def _fields(self, letter: Letter) -> Fields:
        message = write_letter(letter, self._home)
        return {
            "to": [letter.address],
            "message": {"subject": message.subject, "text": message.text, "html": message.html},
            "uid": letter.uid,
            "event_ids": [event.event_id for event in letter.events],
            "created_at": letter.at,
            "look_at": letter.at,
            "expires_at": letter.at + KEPT_FOR,
        }


def _posted(document: Document) -> PostedLetter:
    told, posted = document.fields.get("delivery"), document.fields.get("created_at")
    delivery: Mapping[str, object] = told if isinstance(told, Mapping) else {}
    attempts, ended = delivery.get("attempts"), delivery.get("endTime")
    return PostedLetter(
        letter_id=document.name,
        uid=str(document.fields.get("uid", "")),
        posted_at=posted if isinstance(posted, datetime) else _NEVER,
        state=_STATES.get(str(delivery.get("state")), LetterState.WAITING),
        attempts=attempts if isinstance(attempts, int) else 0,
        ended_at=ended if isinstance(ended, datetime) else None,
        error=str(delivery.get("error") or "the mail service gave no reason"),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
