"""What every outbox promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.cloud.firestore import Client

from contract.stores import samples
from contract.stores.conftest import Stores, on_firestore
from trimtab.adapters.firestore.documents import Documents
from trimtab.domain.dead_letter import DeadLetter
from trimtab.domain.notice import Notice, NoticeStatus

LATER = samples.NOON + timedelta(hours=1)


def ended(stores: Stores, *names: str) -> tuple[Notice, ...]:
    """End a run of each name on an account of its own, and return their notices."""
    notices: list[Notice] = []
    for name in names:
        run = samples.run(name, account_key=f"acct_{name}")
        record = samples.reserve(stores.runs, run, samples.key(name))
        last = samples.ending(stores.runs, record)
        stores.runs.save(record, last)
        notices.extend(last.notices)
    return tuple(notices)


def test_the_end_of_a_run_leaves_a_notice(stores: Stores):
    """It is due as soon as the run has ended, and not before."""
    (notice,) = ended(stores, "run1")

    assert [(), (notice,)] == [stores.outbox.due(at, 10) for at in (samples.NOON, LATER)]


def test_a_delivered_notice_is_not_due_again(stores: Stores):
    """Nor is one that was given up."""
    for notice, status in zip(
        ended(stores, "run1", "run2"), (NoticeStatus.DELIVERED, NoticeStatus.UNDELIVERABLE), strict=True
    ):
        stores.outbox.update(replace(notice, status=status, due_at=None))

    assert () == stores.outbox.due(LATER, 10)


def test_a_notice_that_was_put_off_waits(stores: Stores):
    """It comes back at its new time, with the attempts counted."""
    (notice,) = ended(stores, "run1")
    later = replace(notice, attempts=1, due_at=LATER)
    stores.outbox.update(later)

    assert [(), (later,)] == [stores.outbox.due(at, 10) for at in (LATER - timedelta(seconds=1), LATER)]


def test_the_longest_waiting_come_first(stores: Stores):
    """No more than asked for, in the order of their times (F-151)."""
    first, second, third = ended(stores, "run1", "run2", "run3")
    stores.outbox.update(replace(first, due_at=LATER))
    stores.outbox.update(replace(third, due_at=samples.NOON))

    assert ["run3", "run2"] == [notice.run.run_id for notice in stores.outbox.due(LATER, 2)]
    assert second.run.run_id == "run2"


def test_a_dead_letter_is_kept_once(stores: Stores):
    """The same letter may come again."""
    letter = DeadLetter(letter_id="l1", task="advance-run", content="{}", reason="no run_id", at=samples.NOON)

    assert [None, None] == [stores.dead_letters.bury(letter) for _ in range(2)]  # type: ignore[func-returns-value]


@pytest.mark.emulator
def test_a_notice_that_cannot_be_read_is_buried_and_the_others_go_on(client: Client, documents: Documents):
    """One document of another version keeps nobody's news back (F-010)."""
    stores = on_firestore(documents)
    bad, good = ended(stores, "run1", "run2")
    client.document(f"outbox/{bad.notice_id}").update({"state": "TELEPORTED"})
    found = [stores.outbox.due(LATER, 10) for _ in range(2)]
    (buried,) = client.collection("deadLetters").stream()

    assert [(good,)] * 2 == found
    assert f"outbox/{bad.notice_id}" == buried.get("content")
