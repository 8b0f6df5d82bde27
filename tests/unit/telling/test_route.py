"""What goes where and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON
from telling_builders import HOOK, MAIL, REACHABLE, alert_turn, run_ended, trial, triggered
from trimtab.domain.alert import AlertKind, AlertLevel, AlertTurn
from trimtab.domain.delivery import Delivery
from trimtab.domain.event import Event
from trimtab.domain.preferences import Channel, ChannelRule, Preferences, QuietHours
from trimtab.domain.run import RunState
from trimtab.telling.route import route

MACHINES = {Channel.WEBHOOK, Channel.PUBSUB}
NIGHT = NOON.replace(hour=5)  # midnight in New York
QUIET = replace(REACHABLE, quiet=QuietHours(22 * 60, 7 * 60))
MORNING = NOON.replace(hour=12)
DIGEST = NOON.replace(hour=13)


def routed(
    event: Event, wishes: Preferences = REACHABLE, *, at_night: bool = False
) -> dict[Channel, Delivery]:
    made = route(event, wishes, NIGHT if at_night else NOON, is_published=True)
    return {each.channel: each for each in made}


def test_everything_is_in_the_inbox_and_with_the_machines():
    """Each event is, whatever the preferences say of its kind."""
    none = replace(REACHABLE, rules=())
    events = (triggered(), run_ended(), alert_turn(), trial())

    assert [{Channel.INBOX, *MACHINES}] * 3 == [set(routed(each, none)) for each in events[:3]]
    assert set(Channel) == set(routed(trial(), none))


@pytest.mark.parametrize(
    ("level", "channels"),
    [
        (AlertLevel.INFO, {Channel.MAIL}),
        (AlertLevel.WARNING, {Channel.MAIL}),
        (AlertLevel.CRITICAL, {Channel.MAIL, Channel.PUSH}),
    ],
)
def test_defaults_tell_by_level(level: AlertLevel, channels: set[Channel]):
    """Mail for everything, a push for the worst."""
    assert {Channel.INBOX, *channels, *MACHINES} == set(routed(alert_turn(level=level)))


def test_without_addresses_nothing_leaves_for_them():
    """Neither mail nor webhook, and no topic where the deployment has none."""
    bare = route(alert_turn(), Preferences(), NOON, is_published=False)

    assert [Channel.INBOX] == [each.channel for each in bare]


def test_a_rule_for_the_kind_comes_first():
    """Drift by push only, all else as before."""
    push = ChannelRule(kind=AlertKind.DRIFT, channels=(Channel.PUSH,))
    wishes = replace(REACHABLE, rules=(push, *REACHABLE.rules))

    assert {Channel.INBOX, Channel.PUSH, *MACHINES} == set(routed(alert_turn(), wishes))
    assert Channel.MAIL in routed(run_ended(RunState.PARTIAL), wishes)


def test_a_rule_holds_from_its_level_on():
    """Below it nothing is sent."""
    wishes = replace(REACHABLE, rules=(ChannelRule(least=AlertLevel.CRITICAL, channels=(Channel.MAIL,)),))
    sent = [Channel.MAIL in routed(alert_turn(level=level), wishes) for level in AlertLevel]

    assert [False, False, True] == sent


def test_quiet_hours_hold_mail_and_push_back():
    """Until seven in the morning; the inbox and machines are not people."""
    held = routed(alert_turn(level=AlertLevel.CRITICAL), QUIET, at_night=True)

    assert {Channel.MAIL, Channel.PUSH} == {each for each in held if held[each].due_at == MORNING}
    assert {Channel.INBOX, *MACHINES} == {each for each in held if held[each].due_at == NIGHT}


@pytest.mark.parametrize(
    "event",
    [
        run_ended(RunState.NEEDS_OPERATOR),
        alert_turn(kind=AlertKind.KILL_SWITCH, level=AlertLevel.CRITICAL),
    ],
)
def test_safety_wakes_people(event: Event):
    """A parked run and a kill switch ignore quiet hours, digest and rules that ask for no mail."""
    silent = replace(QUIET, rules=())

    assert NIGHT == routed(event, silent, at_night=True)[Channel.MAIL].due_at
    assert NIGHT == routed(event, QUIET, at_night=True)[Channel.PUSH].due_at


def test_small_news_waits_for_the_digest():
    """One mail at eight for all of a day's."""
    first = routed(run_ended(), at_night=True)[Channel.MAIL]
    second = routed(alert_turn(AlertTurn.RESOLVED), at_night=True)[Channel.MAIL]

    assert (DIGEST, DIGEST) == (first.due_at, second.due_at)
    assert first.digest_id == second.digest_id is not None


def test_tomorrows_digest_is_another():
    """Its id follows from its time and whose it is."""
    today, tomorrow = (
        route(run_ended(), REACHABLE, NIGHT + timedelta(days=days), is_published=False)[-2] for days in (0, 1)
    )

    assert today.digest_id != tomorrow.digest_id


def test_without_a_digest_hour_small_news_is_mailed_at_once():
    """Nothing is collected for a digest that never comes."""
    now = routed(run_ended(), replace(REACHABLE, digest_hour=None))[Channel.MAIL]

    assert (NOON, None) == (now.due_at, now.digest_id)


def test_deciding_twice_decides_the_same():
    """Ids follow from event and channel, so that nothing is sent twice (F-150)."""
    ids = [
        {each.delivery_id for each in routed(alert_turn(), at_night=late).values()} for late in (True, False)
    ]

    assert ids[0] == ids[1]
    assert f"{alert_turn().event_id}-mail" in ids[0]


def test_people_are_told_by_one_event_of_two():
    """An alert about a run, and a trigger, reach the inbox and machines only."""
    for told in (alert_turn(kind=AlertKind.RUN, level=AlertLevel.CRITICAL), triggered()):
        assert {Channel.INBOX, *MACHINES} == set(routed(told))


def test_a_delivery_knows_its_level():
    """A push is shown by it."""
    assert {AlertLevel.WARNING} == {each.level for each in routed(alert_turn()).values()}
    assert (MAIL, HOOK) == (REACHABLE.address, REACHABLE.webhook_url)


@pytest.mark.parametrize("turn", AlertTurn)
@pytest.mark.parametrize("channel", [Channel.MAIL, Channel.PUSH])
def test_that_a_channel_fails_is_not_told_by_it(turn: AlertTurn, channel: Channel):
    """Each letter about letters would be another that fails (F-154)."""
    loud = replace(REACHABLE, rules=(ChannelRule(channels=(Channel.MAIL, Channel.PUSH)),))
    event = alert_turn(turn, kind=AlertKind.DELIVERY, key=channel.value)

    assert {*Channel} - {channel} == set(routed(event, loud))
