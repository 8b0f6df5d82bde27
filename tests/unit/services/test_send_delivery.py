"""One delivery by its channel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import NOON, OWNER
from telling_builders import HOOK, LAPTOP, MAIL, Post, alert_turn, delivery, post, run_ended
from trimtab.domain.alert import AlertLevel
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.message import Device
from trimtab.domain.preferences import Channel, Preferences
from trimtab.services.send_delivery import send

DIGEST = "dg_1"


def letters(made: Post) -> dict[str, list[str]]:
    return {name: [event.event_id for event in each.events] for name, each in made.mailbox.letters.items()}


def test_the_inbox_gets_an_entry():
    """With the words people read."""
    made = post()
    send((delivery(Channel.INBOX),), made.telling)

    (entry,) = made.inbox.latest(OWNER, 10)
    assert ("Drift: SPY", AlertLevel.WARNING) == (entry.title, entry.level)


def test_a_letter_goes_to_the_address():
    """Named after the delivery, so that a repeat is no second letter (F-150)."""
    made, mail = post(), delivery(Channel.MAIL)
    for _ in range(2):
        send((mail,), made.telling)

    assert {mail.delivery_id: [mail.event.event_id]} == letters(made)
    assert MAIL == made.mailbox.letters[mail.delivery_id].address


def test_a_digest_is_one_letter():
    """Whichever of its deliveries comes first posts it for all."""
    made = post()
    both = [delivery(Channel.MAIL, event, DIGEST) for event in (alert_turn(), run_ended())]
    made.deliveries.add(both)
    for each in both:
        send((each,), made.telling)

    assert [DIGEST] == list(letters(made))
    assert {each.event.event_id for each in both} == set(letters(made)[DIGEST])


def test_who_comes_after_the_digest_goes_alone():
    """The digest was posted without it: nothing is lost, and nothing told twice."""
    made = post()
    early, late = (delivery(Channel.MAIL, event, DIGEST) for event in (alert_turn(), run_ended()))
    for each in (early, late):
        made.deliveries.add([each])
        send((each,), made.telling)

    assert {DIGEST: [early.event.event_id], late.delivery_id: [late.event.event_id]} == letters(made)


def test_every_device_gets_a_note_and_those_that_are_gone_are_forgotten():
    """A browser that took its leave is not asked again."""
    made = post()
    for device in (LAPTOP, Device("phone", NOON)):
        made.devices.keep(OWNER.uid, device)
    made.receivers.gone = {"phone"}
    send((delivery(Channel.PUSH),), made.telling)

    assert [(alert_turn().event_id, "laptop")] == made.receivers.pushed
    assert (LAPTOP,) == made.devices.of(OWNER.uid)


def test_without_a_device_there_is_nothing_to_push():
    """Nobody is asked, and nothing fails."""
    made = post()
    made.receivers.is_down = True
    send((delivery(Channel.PUSH),), made.telling)

    assert [] == made.receivers.pushed


def test_a_webhook_is_called_with_the_persons_secret():
    """The same one at each call."""
    made = post()
    for _ in range(2):
        send((delivery(Channel.WEBHOOK),), made.telling)

    assert [(alert_turn(), HOOK, made.secrets.of(OWNER.uid))] * 2 == made.receivers.called


def test_the_topic_gets_the_event():
    """As it is."""
    made = post()
    send((delivery(Channel.PUBSUB),), made.telling)

    assert [alert_turn()] == made.receivers.published


@pytest.mark.parametrize("channel", [Channel.PUSH, Channel.WEBHOOK, Channel.PUBSUB])
def test_trouble_is_handed_on(channel: Channel):
    """Whoever drains decides what to do about it."""
    made = post()
    made.devices.keep(OWNER.uid, LAPTOP)
    made.receivers.is_down = True

    with pytest.raises(UnavailableError):
        send((delivery(channel),), made.telling)


@pytest.mark.parametrize("channel", [Channel.MAIL, Channel.WEBHOOK, Channel.PUBSUB])
def test_what_has_no_receiver_any_more_is_refused(channel: Channel):
    """Address, URL or topic were taken away since."""
    made = post(Preferences())

    with pytest.raises(RefusedError, match="any more"):
        send((delivery(channel),), replace(made.telling, publisher=None))


def test_what_a_full_digest_leaves_out_goes_in_another_letter():
    """All of it in one, named after its first; whoever repeats it posts nothing more."""
    made = post()
    early, *late = (delivery(Channel.MAIL, alert_turn(alert_id=f"al_{n}"), DIGEST) for n in range(4))
    made.deliveries.add([early])
    send((early,), made.telling)
    made.deliveries.add(late)
    for _ in range(2):
        send((early, *late), made.telling)

    assert {DIGEST: 1, late[0].delivery_id: 3} == {name: len(held) for name, held in letters(made).items()}
