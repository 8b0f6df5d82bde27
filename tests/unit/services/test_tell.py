"""Telling an event, a look, and a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, OWNER
from telling_builders import Post, body_of, finding, look, post, run_ended
from trimtab.adapters.memory.telling import MemoryAlerts
from trimtab.domain.alert import Alert, AlertLevel, AlertTurn, Finding, Observation
from trimtab.domain.delivery import Delivery, DeliveryState
from trimtab.domain.portfolio import PortfolioRef
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


class Overtaken(MemoryAlerts):
    """Alerts of which somebody else reads the same, and is first to keep a turn."""

    def __init__(self, made: Post, seen: Observation) -> None:
        super().__init__(made.deliveries)
        self._made, self._seen = made, seen

    def current(self, portfolio: PortfolioRef, findings: Sequence[Finding]) -> tuple[Alert, ...]:
        """Let the other one look between reading and keeping."""
        before = super().current(portfolio, findings)
        if self._seen is not LOOKED:
            seen, self._seen = self._seen, LOOKED
            observe(portfolio, seen, replace(self._made.telling, alerts=self))
        return before


LOOKED = look()


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_two_who_find_the_same_open_one_episode(seconds: int):
    """Whoever is second tells nothing: what is told of alerts is what is kept of them (F-005)."""
    made = post()
    alerts = Overtaken(made, look(finding(), at=LATER + timedelta(seconds=seconds)))
    observe(OWNER, look(finding(), at=LATER), replace(made.telling, alerts=alerts))
    told = {each.event.subject for each in made.deliveries.kept.values()}

    assert 1 == len(alerts.alerts)
    assert {each.alert_id for each in alerts.alerts.values()} == told


def test_of_two_who_see_different_turns_the_second_is_silent():
    """One finds it worse while another finds it mended: the next look puts it right."""
    made = post()
    observe(OWNER, look(finding()), made.telling)
    alerts = Overtaken(made, look(at=LATER))
    alerts.alerts.update(made.alerts.alerts)
    observe(OWNER, look(finding(level=AlertLevel.CRITICAL), at=LATER), replace(made.telling, alerts=alerts))
    turns = {body_of(each.event).turn for each in made.deliveries.kept.values()}

    assert ({AlertTurn.OPENED, AlertTurn.RESOLVED}, 2) == (
        turns,
        len({each.event.event_id for each in made.deliveries.kept.values()}),
    )


class Dying(MemoryAlerts):
    """Alerts of a worker that dies when it keeps one."""

    def turn(self, alert: Alert, deliveries: Sequence[Delivery]) -> None:
        """Die."""
        raise KeyboardInterrupt(f"{alert.alert_id} {len(deliveries)}")


def test_who_dies_before_a_turn_is_kept_has_told_nothing():
    """Neither is there without the other; should the next look find it mended, there was nothing to tell."""
    made = post()
    with pytest.raises(KeyboardInterrupt):
        observe(OWNER, look(finding()), replace(made.telling, alerts=Dying(made.deliveries)))

    assert ({}, {}) == (made.deliveries.kept, made.alerts.alerts)


def test_a_look_notes_what_is_barely_mended():
    """The next one finds the note, and nobody is told."""
    made = post()
    barely = replace(look(at=LATER), wavering=frozenset({"SPY"}))
    observe(OWNER, look(finding()), made.telling)
    observe(OWNER, barely, made.telling)

    assert [LATER] == [each.calm_since for each in made.alerts.alerts.values()]
    assert 1 == len({each.event.event_id for each in made.deliveries.kept.values()})
