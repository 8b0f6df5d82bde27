"""Telling, whatever happens: nothing is lost, nothing doubled, nobody woken."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, OWNER
from telling_builders import HOOK, LAPTOP, MAIL, alert_turn, finding, look, post, run_ended, trial, triggered
from trimtab.domain.alert import Alert, AlertChange, AlertKind, AlertLevel, AlertTurn, Observation
from trimtab.domain.delivery import DeliveryState
from trimtab.domain.event import Event
from trimtab.domain.preferences import MINUTES_A_DAY, Channel, ChannelRule, Preferences, QuietHours
from trimtab.domain.run import RunState
from trimtab.services.deliver import deliver_due
from trimtab.services.tell import observe, tell
from trimtab.telling.episodes import update_alerts
from trimtab.telling.hours import after_quiet, is_quiet, next_digest
from trimtab.telling.route import route
from trimtab.telling.weigh import weigh

ZONES = st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
MINUTES = st.integers(0, MINUTES_A_DAY - 1)
QUIETS = (
    st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: QuietHours(*pair))
)
CHANGES = st.sampled_from(["2026-03-08T07:00", "2026-11-01T06:00", "2026-03-29T01:00", "2026-04-04T15:00"])
"""Changes of the clock in three zones."""
INSTANTS = st.one_of(
    st.integers(0, 365 * MINUTES_A_DAY).map(lambda minutes: ("2026-01-01T00:00", minutes)),
    st.tuples(CHANGES, st.integers(-1500, 1500)),
).map(lambda pair: datetime.fromisoformat(f"{pair[0]}+00:00") + timedelta(minutes=pair[1]))
LEVELS = st.sampled_from(AlertLevel)
KINDS = st.sampled_from(AlertKind)
RULES = st.builds(
    ChannelRule,
    kind=st.none() | KINDS,
    least=LEVELS,
    channels=st.lists(st.sampled_from([Channel.MAIL, Channel.PUSH]), unique=True).map(tuple),
    is_digested=st.booleans(),
)
WISHES = st.builds(
    Preferences,
    address=st.sampled_from([None, MAIL]),
    webhook_url=st.sampled_from([None, HOOK]),
    zone=ZONES,
    quiet=st.none() | QUIETS,
    digest_hour=st.none() | st.integers(0, 23),
    rules=st.lists(RULES, max_size=4).map(tuple),
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(run_ended, st.sampled_from(RunState)),
    st.builds(alert_turn, st.sampled_from(AlertTurn), kind=KINDS, level=LEVELS),
    st.builds(triggered),
    st.builds(trial),
)


@given(now=INSTANTS, quiet=QUIETS, zone=ZONES)
def test_nobody_is_told_in_quiet_hours(now: datetime, quiet: QuietHours, zone: str):
    """Whatever the clock does, the instant is not quiet, not past, and at most a day and the change away."""
    then = after_quiet(now, quiet, zone)

    assert not is_quiet(then, quiet, zone)
    assert now <= then <= now + timedelta(hours=26)


@given(now=INSTANTS, quiet=QUIETS, zone=ZONES)
def test_nobody_waits_longer_than_it_is_quiet(now: datetime, quiet: QuietHours, zone: str):
    """Each minute on the way is quiet; only where the clock skips the end does it come as much later."""
    then = after_quiet(now, quiet, zone)
    on_the_way = [now + timedelta(minutes=n) for n in range((then - now) // timedelta(minutes=1))]
    awake = [minute for minute in on_the_way if not is_quiet(minute, quiet, zone)]

    assert not awake or (len(awake) <= 60 and _is_skipped(then, quiet.ends, zone))


def _is_skipped(then: datetime, ends: int, zone: str) -> bool:
    local = then.astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute != ends


@given(now=INSTANTS, hour=st.integers(0, 23), zone=ZONES)
def test_there_is_a_digest_each_day(now: datetime, hour: int, zone: str):
    """The next one is within a day and the change, and no two fall on one day."""
    first = next_digest(now, hour, zone)
    second = next_digest(first, hour, zone)
    days = {at.astimezone(ZoneInfo(zone)).date() for at in (first, second)}

    assert now < first <= now + timedelta(hours=25)
    assert 2 == len(days)


@given(event=EVENTS, wishes=WISHES, now=INSTANTS, is_published=st.booleans())
def test_every_channel_has_the_event_once(
    event: Event, wishes: Preferences, now: datetime, *, is_published: bool
):
    """The inbox always, each other one at most once, and the same again when it is decided anew."""
    made = route(event, wishes, now, is_published=is_published)
    again = route(event, wishes, now + timedelta(days=1), is_published=is_published)

    assert {1} == set(Counter(each.channel for each in made).values())
    assert Channel.INBOX in {each.channel for each in made}
    assert {each.delivery_id for each in made} == {each.delivery_id for each in again}


@given(event=EVENTS, wishes=WISHES, now=INSTANTS)
def test_only_people_wait_and_never_for_safety(event: Event, wishes: Preferences, now: datetime):
    """Machines, the inbox and what concerns safety are due now; mail and push never in quiet hours."""
    for each in route(event, wishes, now, is_published=True):
        waits = each.channel in {Channel.MAIL, Channel.PUSH} and not weigh(event).cannot_wait
        is_awake = wishes.quiet is None or not is_quiet(each.due_at or now, wishes.quiet, wishes.zone)
        assert (is_awake or each.digest_id) if waits else each.due_at == now


KEYS = st.sampled_from(["SPY", "TLT"])
LOOKS = st.lists(
    st.tuples(st.integers(0, 30), st.lists(st.builds(finding, KEYS, LEVELS), max_size=3)), max_size=12
).map(lambda rows: [look(*found, at=NOON + timedelta(hours=hour)) for hour, found in rows])


@given(looks=LOOKS)
def test_an_alert_is_told_once_a_turn(looks: list[Observation]):
    """However looks come, repeated or late: one open alert for each key, and no turn is told twice."""
    made = post(Preferences(rules=()))
    told: list[AlertChange] = []
    for seen in looks:
        for _ in range(2):
            told.extend(observe(OWNER, seen, made.telling))
    kept = list(made.alerts.alerts.values())

    assert {1} >= set(Counter(each.key for each in kept if each.is_open).values())
    turns = Counter(change.alert.alert_id for change in told)
    assert {each.alert_id: each.sequence for each in kept} == turns
    assert len(told) == len(made.deliveries.kept) // 2  # the inbox and the topic


@given(looks=LOOKS)
def test_a_look_repeated_changes_nothing(looks: list[Observation]):
    """Of two equal looks the second finds everything as it is."""
    alerts: tuple[Alert, ...] = ()
    for seen in looks:
        first = update_alerts(OWNER, alerts, seen)
        assert () == update_alerts(OWNER, first.alerts, seen).changes
        alerts = first.alerts


@given(
    events=st.lists(EVENTS, min_size=1, max_size=4, unique_by=lambda event: event.event_id),
    wishes=WISHES,
    outage=st.integers(0, 60),
)
def test_nothing_is_lost_and_nothing_told_twice(events: list[Event], wishes: Preferences, outage: int):
    """Receivers are away for hours: each event reaches each of its channels once, or is dead in sight."""
    made = post(wishes)
    made.devices.keep(OWNER.uid, LAPTOP)
    made.receivers.is_down = True
    for told in events:
        tell(replace(told, portfolio=OWNER), made.telling)
    while due := sorted(each.due_at for each in made.deliveries.kept.values() if each.due_at):
        made.clock.advance(max(due[0] - made.clock.now(), timedelta()))
        made.receivers.is_down = made.clock.now() < NOON + timedelta(hours=outage)
        deliver_due(made.telling)
    kept = made.deliveries.kept.values()
    delivered = {each.delivery_id for each in kept if each.state is DeliveryState.DELIVERED}
    dead = {each.delivery_id for each in made.deliveries.dead(OWNER.uid, 1000)}
    mailed = Counter(event.event_id for each in made.mailbox.letters.values() for event in each.events)
    called = Counter(event.event_id for event, _, _ in made.receivers.called)

    assert set(made.deliveries.kept) == delivered | dead
    assert {1} >= set(mailed.values()) | set(called.values())
    assert {f"{each}-mail" for each in mailed} == {each for each in delivered if each.endswith("-mail")}
    assert {f"{each}-webhook" for each in called} == {each for each in delivered if each.endswith("-webhook")}
