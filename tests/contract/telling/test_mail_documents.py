"""Documents of the Trigger Email extension, as it reads and writes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from google.cloud.firestore import Client

from builders import NOON, OWNER
from contract.telling.conftest import on_firestore
from contract.telling.test_mailbox import letter
from telling_builders import MAIL, alert_turn
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError
from trimtab.adapters.firestore.mail import FirestoreMailbox
from trimtab.contracts.messages.letters import write_letter
from trimtab.domain.message import LetterState

pytestmark = pytest.mark.emulator

LETTER = letter(alert_turn())
LATER = NOON + timedelta(minutes=2)


def fields(client: Client) -> dict[str, Any]:
    return client.document("mail/l1").get().to_dict() or {}


def fail(client: Client, **changes: Any) -> None:
    """Write what the extension writes of a letter it could not send."""
    told = {"state": "ERROR", "attempts": 3, "error": "Error: 550", "endTime": LATER, **changes}
    client.document("mail/l1").update({"delivery": told})


def test_a_letter_is_a_document_for_the_extension(client: Client, documents: Documents):
    """Address, subject, text and HTML where it looks for them, and our own fields beside."""
    home = "https://trimtab.example.com/"
    FirestoreMailbox(documents, home).post(LETTER)
    mail = write_letter(LETTER, home)

    assert {
        "to": [MAIL],
        "message": {"subject": mail.subject, "text": mail.text, "html": mail.html},
        "uid": OWNER.uid,
        "event_ids": [alert_turn().event_id],
        "created_at": NOON,
        "look_at": NOON,
        "expires_at": NOON + timedelta(days=30),
    } == fields(client)


def test_a_failure_is_found_with_its_reason(client: Client, documents: Documents):
    """And given up or retried under its id."""
    mailbox = on_firestore(documents).mailbox
    mailbox.post(LETTER)
    fail(client)

    (failed,) = mailbox.to_look_at(NOON, 10)
    assert ("l1", OWNER.uid, LetterState.FAILED, 3, LATER, "Error: 550") == (
        failed.letter_id,
        failed.uid,
        failed.state,
        failed.attempts,
        failed.ended_at,
        failed.error,
    )


def test_a_failure_that_says_little_is_found_too(client: Client, documents: Documents):
    """Without attempts, time and error it was never tried, and counts from when it was posted."""
    mailbox = on_firestore(documents).mailbox
    mailbox.post(LETTER)
    client.document("mail/l1").update({"delivery": {"state": "ERROR"}})

    (failed,) = mailbox.to_look_at(NOON, 10)
    assert (LetterState.FAILED, 0, None) == (failed.state, failed.attempts, failed.ended_at)
    assert "gave no reason" in failed.error


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        ("PENDING", LetterState.WAITING),
        ("PROCESSING", LetterState.WAITING),
        ("RETRY", LetterState.WAITING),
        ("SUCCESS", LetterState.SENT),
        ("ERROR", LetterState.FAILED),
    ],
)
def test_the_extensions_words_are_understood(
    client: Client, documents: Documents, state: str, seen: LetterState
):
    """Only success says that a letter was sent."""
    mailbox = on_firestore(documents).mailbox
    mailbox.post(LETTER)
    fail(client, state=state)

    assert [seen] == [each.state for each in mailbox.to_look_at(NOON, 10)]


def test_a_retry_is_the_state_the_extension_waits_for(client: Client, documents: Documents):
    """Everything else it has written stays."""
    mailbox = on_firestore(documents).mailbox
    mailbox.post(LETTER)
    fail(client)
    mailbox.retry("l1", LATER)

    assert ("RETRY", 3) == (fields(client)["delivery"]["state"], fields(client)["delivery"]["attempts"])
    assert LATER == fields(client)["look_at"]


def test_who_is_given_up_is_left_alone(client: Client, documents: Documents):
    """The extension knows no such state, and we do not find it again."""
    mailbox = on_firestore(documents).mailbox
    mailbox.post(LETTER)
    fail(client)
    mailbox.give_up("l1")

    assert ("GIVEN_UP", ()) == (fields(client)["delivery"]["state"], mailbox.to_look_at(LATER, 10))


def test_a_letter_whose_confirmation_is_lost_is_there(documents: Documents, monkeypatch: pytest.MonkeyPatch):
    """The store took it and its answer did not come: the look finds it, and writes no second one (F-150)."""
    mailbox = on_firestore(documents).mailbox
    commit = documents.commit

    def lose(writes: Any) -> str:
        commit(writes)
        raise UnclearCommitError

    monkeypatch.setattr(documents, "commit", lose)

    assert frozenset({alert_turn().event_id}) == mailbox.post(LETTER)
