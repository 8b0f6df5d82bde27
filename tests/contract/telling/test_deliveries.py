"""What every record of deliveries promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.cloud.firestore import Client

from builders import NOON, OWNER
from contract.stores.test_lost_answers import Answerless, Mute
from contract.telling.conftest import Kept, on_firestore
from telling_builders import REDELIVERY, alert_turn, delivery, run_ended, trial, triggered
from trimtab.adapters.firestore.deliveries import FirestoreDeliveries
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.domain.delivery import Delivery, DeliveryState
from trimtab.domain.errors import UnavailableError
from trimtab.domain.event import Event
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel

LATER = NOON + timedelta(hours=1)
HOOK, MAIL = delivery(Channel.WEBHOOK), delivery(Channel.MAIL, digest_id="dg_1")


def ended(each: Delivery, state: DeliveryState) -> Delivery:
    return replace(each, state=state, due_at=None, ended_at=NOON, attempts=3, error="404")


@pytest.mark.parametrize("event", [alert_turn(), run_ended(), triggered(), trial()])
def test_a_delivery_comes_back(kept: Kept, event: Event):
    """With its whole event, of whatever kind."""
    made = delivery(Channel.MAIL, event, digest_id="dg_1")
    kept.deliveries.add([made])

    assert (made,) == kept.deliveries.due(NOON, 10)


def test_adding_again_changes_nothing(kept: Kept):
    """What has been delivered is not sent back to its beginning, and what is new is added (F-150)."""
    kept.deliveries.add([HOOK])
    kept.deliveries.update(ended(HOOK, DeliveryState.DELIVERED))
    kept.deliveries.add([HOOK, MAIL])

    assert (MAIL,) == kept.deliveries.due(LATER, 10)


def test_nothing_to_add_is_nothing(kept: Kept):
    """An event that goes nowhere leaves no trace."""
    kept.deliveries.add([])

    assert () == kept.deliveries.due(LATER, 10)


def test_what_was_put_off_waits(kept: Kept):
    """It comes back at its new time, with the attempts counted."""
    kept.deliveries.add([HOOK])
    later = replace(HOOK, attempts=1, due_at=LATER, error="503")
    kept.deliveries.update(later)

    assert [(), (later,)] == [kept.deliveries.due(at, 10) for at in (NOON, LATER)]


def test_the_longest_waiting_come_first(kept: Kept):
    """No more than asked for (F-151)."""
    early = delivery(Channel.PUBSUB, trial())
    kept.deliveries.add([replace(HOOK, due_at=LATER), early, MAIL])
    kept.deliveries.update(replace(early, due_at=NOON - timedelta(hours=1)))

    assert [early.delivery_id, MAIL.delivery_id] == [
        each.delivery_id for each in kept.deliveries.due(LATER, 2)
    ]


def test_what_has_ended_is_not_due(kept: Kept):
    """Delivered or dead."""
    for each, state in ((HOOK, DeliveryState.DELIVERED), (MAIL, DeliveryState.DEAD)):
        kept.deliveries.add([each])
        kept.deliveries.update(ended(each, state))

    assert () == kept.deliveries.due(LATER, 10)


def test_the_dead_are_found_by_whose_they_were(kept: Kept):
    """With the error that ended them; those of others are not shown."""
    dead = ended(HOOK, DeliveryState.DEAD)
    other = replace(alert_turn(), portfolio=PortfolioRef("ben"), event_id="other")
    strange = ended(delivery(Channel.WEBHOOK, other), DeliveryState.DEAD)
    for each in (dead, strange, ended(MAIL, DeliveryState.DELIVERED)):
        kept.deliveries.add([each])
        kept.deliveries.update(each)

    assert (dead,) == kept.deliveries.dead(OWNER.uid, 10)
    assert {dead, strange} == set(kept.deliveries.dead(None, 10))


def test_revived_deliveries_are_due_again(kept: Kept):
    """Those that are named, and no other; a second decision in the same moment is another one."""
    for each in (HOOK, MAIL):
        kept.deliveries.add([each])
        kept.deliveries.update(ended(each, DeliveryState.DEAD))
    kept.deliveries.revive([HOOK], REDELIVERY)
    kept.deliveries.revive([], replace(REDELIVERY, by="ada"))

    assert (HOOK,) == kept.deliveries.due(NOON, 10)
    assert (MAIL.delivery_id,) == tuple(each.delivery_id for each in kept.deliveries.dead(OWNER.uid, 10))


@pytest.mark.emulator
def test_who_revived_deliveries_is_in_the_audit(documents: Documents):
    """In the same place as all that is decided by hand."""
    on_firestore(documents).deliveries.revive([HOOK], REDELIVERY)

    assert (REDELIVERY,) == FirestoreRuns(documents, RandomIdentifiers(), MemoryLog()).decisions_of(
        NOON.date()
    )


@pytest.mark.emulator
def test_a_stored_redelivery_counts_though_its_answer_was_lost(client: Client, documents: Documents):
    """Its decision is there, and so are the deliveries; without it nothing was done."""
    on_firestore(Answerless(client)).deliveries.revive([HOOK], REDELIVERY)
    with pytest.raises(UnavailableError):
        on_firestore(Mute(client)).deliveries.revive([MAIL], replace(REDELIVERY, by="ada"))

    assert (HOOK,) == on_firestore(documents).deliveries.due(NOON, 10)


def test_who_is_put_back_in_line_is_dead_no_more(kept: Kept):
    """It is due again, and off the list."""
    kept.deliveries.add([HOOK])
    for each in (ended(HOOK, DeliveryState.DEAD), HOOK):
        kept.deliveries.update(each)

    assert ((HOOK,), ()) == (kept.deliveries.due(NOON, 10), kept.deliveries.dead(OWNER.uid, 10))


def test_a_digest_knows_its_own(kept: Kept):
    """In the order of the events; those given up and those of another digest are not among them."""
    late = delivery(Channel.MAIL, replace(trial(), at=LATER), digest_id="dg_1")
    dead = ended(delivery(Channel.MAIL, run_ended(), digest_id="dg_1"), DeliveryState.DEAD)
    other = delivery(Channel.MAIL, triggered(), digest_id="dg_2")
    kept.deliveries.add([late, dead, other, MAIL])

    assert (MAIL, late) == kept.deliveries.of_digest("dg_1", 10)


def test_a_digest_is_read_so_far_at_most(kept: Kept):
    """Nobody reads thousands for one letter."""
    kept.deliveries.add([delivery(Channel.MAIL, alert_turn(alert_id=f"al_{n}"), "dg_1") for n in range(5)])

    assert 3 == len(kept.deliveries.of_digest("dg_1", 3))


@pytest.mark.emulator
def test_what_cannot_be_read_is_buried_once_and_the_others_go_on(client: Client, documents: Documents):
    """It is due no more, stays where it is, and its digest and the list of the dead pass over it (F-010)."""
    log = MemoryLog()
    deliveries = FirestoreDeliveries(documents, log)
    deliveries.add([MAIL, delivery(Channel.MAIL, trial(), "dg_1")])
    bad = client.document(f"deliveries/{MAIL.delivery_id}")
    bad.update({"channel": "CARRIER_PIGEON", "state": "DEAD", "dead_of": OWNER.uid})
    found = [[each.event for each in deliveries.due(NOON, 10)] for _ in range(2)]
    (buried,) = client.collection("deadLetters").stream()

    assert [[trial()]] * 2 == found
    assert ([trial()], ()) == (
        [each.event for each in deliveries.of_digest("dg_1", 10)],
        deliveries.dead(OWNER.uid, 10),
    )
    assert ("deliveries", bad.path, NOON) == tuple(buried.get(name) for name in ("task", "content", "at"))
    assert (["task given up"], None) == ([line.message for line in log.lines], bad.get().get("due_at"))


@pytest.mark.emulator
def test_what_was_delivered_expires_and_what_is_dead_does_not(client: Client, documents: Documents):
    """The policy of expiry reads one field; nobody loses sight of what never arrived."""
    deliveries = on_firestore(documents).deliveries
    for each, state in ((HOOK, DeliveryState.DELIVERED), (MAIL, DeliveryState.DEAD)):
        deliveries.update(ended(each, state))
    expiries = [
        client.document(f"deliveries/{each.delivery_id}").get().get("expires_at") for each in (HOOK, MAIL)
    ]

    assert [NOON + timedelta(days=30), None] == expiries
