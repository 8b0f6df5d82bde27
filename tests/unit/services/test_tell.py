"""Telling an event, a look, and a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders import NOON, OWNER
from telling_builders import body_of, finding, look, post, run_ended
from trimtab.domain.alert import AlertLevel, AlertTurn
from trimtab.domain.delivery import DeliveryState
from trimtab.domain.preferences import Channel
from trimtab.services.tell import observe, send_trial, tell

LATER = NOON + timedelta(hours=1)


def test_an_event_becomes_a_delivery_for_each_channel():
    """Each has a record of its own."""
    made = post()
    tell(run_ended(), made.telling)

    assert {Channel.INBOX, Channel.MAIL, Channel.WEBHOOK, Channel.PUBSUB} == {
        each.channel for each in made.deliveries.kept.values()
    }


def test_an_event_told_again_changes_nothing():
    """A delivery that has gone its way is not sent back to its beginning (F-150)."""
    made = post()
    tell(run_ended(), made.telling)
    done = {
        name: replace(each, state=DeliveryState.DELIVERED, due_at=None)
        for name, each in made.deliveries.kept.items()
    }
    made.deliveries.kept.update(done)
    tell(run_ended(), made.telling)

    assert done == made.deliveries.kept


def test_a_deployment_without_a_topic_publishes_nothing():
    """There is nobody to send it to."""
    made = post()
    tell(run_ended(), replace(made.telling, publisher=None))

    assert Channel.PUBSUB not in {each.channel for each in made.deliveries.kept.values()}


def test_a_look_keeps_alerts_and_tells_their_turns():
    """Opened at noon, worse an hour later; a third look finds the same and tells nothing."""
    made = post()
    looks = (
        look(finding()),
        look(finding(level=AlertLevel.CRITICAL), at=LATER),
        look(finding(), at=LATER + timedelta(hours=1)),
    )
    told = [[change.turn for change in observe(OWNER, each, made.telling)] for each in looks]

    assert [[AlertTurn.OPENED], [AlertTurn.WORSENED], []] == told
    assert 2 == len({each.event.event_id for each in made.deliveries.kept.values()})
    assert [(AlertLevel.CRITICAL, 2)] == [(each.level, each.sequence) for each in made.alerts.alerts.values()]


def test_a_turn_is_told_as_an_event_of_the_alert():
    """Its subject is the episode."""
    made = post()
    (change,) = observe(OWNER, look(finding()), made.telling)

    assert {change.alert.alert_id} == {each.event.subject for each in made.deliveries.kept.values()}
    assert change == body_of(next(iter(made.deliveries.kept.values())).event)


def test_a_test_message_is_sent_once_a_minute():
    """A second click in the same minute adds nothing; the next minute's does."""
    made = post()
    (first, next_at), (again, _) = (send_trial(OWNER.uid, made.telling) for _ in range(2))
    made.clock.advance(next_at - NOON)
    other, _ = send_trial(OWNER.uid, made.telling)

    assert (first, NOON + timedelta(minutes=1)) == (again, next_at)
    assert other.event_id != first.event_id
    assert 2 * len(Channel) == len(made.deliveries.kept)


def test_test_messages_of_two_people_are_not_the_same():
    """One person's does not use up the other's minute."""
    made = post()
    events = [send_trial(uid, made.telling)[0].event_id for uid in ("owner", "ben")]

    assert 2 == len(set(events))
