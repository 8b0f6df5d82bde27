"""From the end of a run to the document by which the mail service is asked to send a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.cloud.firestore import Client

from contract.telling.conftest import on_firestore
from trimtab.adapters.firestore.documents import Documents
from trimtab.domain.preferences import Preferences
from trimtab.services.run_notices import RunNotices
from trimtab.services.sweep import sweep
from worlds import ANNA, world

pytestmark = pytest.mark.emulator


def test_a_run_that_has_ended_is_one_document_of_mail(client: Client, documents: Documents):
    """A sweep tells it, and however often it sweeps there is one (requirement 004)."""
    here, kept = world(), on_firestore(documents)
    kept.preferences.save(ANNA.uid, Preferences(address="anna@example.com", digest_hour=None))
    telling = replace(
        here.services.telling,
        deliveries=kept.deliveries,
        preferences=kept.preferences,
        mailbox=kept.mailbox,
    )
    services = replace(here.services, telling=telling, notifier=RunNotices(telling))
    here.save(SPY="60", TLT="40")
    ended = here.finish(here.execute(here.check())).run
    before = list(client.collection("mail").stream())
    for _ in range(3):
        sweep(services)
        here.clock.advance(timedelta(minutes=1))
    (letter,) = client.collection("mail").stream()

    assert ([], ["anna@example.com"]) == (before, letter.get("to"))
    assert letter.id.endswith("-mail")
    assert ended.run_id in letter.get("message")["text"] or ended.message in letter.get("message")["text"]
