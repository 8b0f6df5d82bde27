"""Draining what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from builders import NOON, OWNER
from telling_builders import REACHABLE, REDELIVERY, Post, alert_turn, delivery, post, run_ended
from trimtab.adapters.memory.telling import MemoryAlerts
from trimtab.domain.alert import Alert, AlertKind, AlertLevel
from trimtab.domain.delivery import MOST_ATTEMPTS, Delivery, DeliveryState
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.event import Event
from trimtab.domain.message import InboxEntry
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel, ChannelRule
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.telemetry import LogLevel
from trimtab.services.deliver import CALLS_A_DRAIN, DRAIN_TIME, Drained, deliver_due, redeliver
from trimtab.services.tell import tell

MACHINES_ONLY = replace(REACHABLE, rules=())
WHOLE_TIME = timedelta(days=3)


def waiting(event: Event | None = None) -> Post:
    made = post(MACHINES_ONLY)
    tell(event or alert_turn(), made.telling)
    return made


def drain_until_quiet(made: Post, until: datetime | None = None) -> list[datetime]:
    """Drain whenever something is due, and tell when that was."""
    times = []
    while (due := due_times(made)) and (until is None or due[0] <= until):
        made.clock.advance(max(due[0] - made.clock.now(), timedelta()))
        times.append(made.clock.now())
        deliver_due(made.telling)
    return times


def due_times(made: Post) -> list[datetime]:
    return sorted(each.due_at for each in made.deliveries.kept.values() if each.due_at)


def states(made: Post, event: Event | None = None) -> dict[Channel, DeliveryState]:
    told = event or alert_turn()
    return {each.channel: each.state for each in made.deliveries.kept.values() if each.event == told}


def test_what_is_due_is_delivered_and_marked():
    """Each channel has the event once, and a second drain finds nothing."""
    made = waiting()

    assert [3, 0] == [deliver_due(made.telling).delivered for _ in range(2)]
    assert {DeliveryState.DELIVERED} == set(states(made).values())
    assert (1, 1) == (len(made.receivers.called), len(made.receivers.published))


def test_one_in_trouble_keeps_no_other_back():
    """The inbox has its entry although all machines are down."""
    made = waiting()
    made.receivers.is_down = True

    assert Drained(delivered=1, put_off=2, dead=0) == deliver_due(made.telling)


def test_a_receiver_that_is_away_gets_it_later():
    """Pauses double, and after its return it has the event once (F-151)."""
    made = waiting()
    made.receivers.is_down = True
    times = drain_until_quiet(made, until=NOON + timedelta(hours=20))
    made.receivers.is_down = False
    drain_until_quiet(made)
    pauses = [(after - before) // timedelta(minutes=1) for before, after in pairwise(times)]

    assert [2**n for n in range(len(pauses))] == pauses
    assert (1, {DeliveryState.DELIVERED}) == (len(made.receivers.called), set(states(made).values()))


def test_what_is_tried_too_often_is_dead_and_visible():
    """In the list of the dead with its last error, in the log, and as an alert of its own (F-151)."""
    made = waiting()
    made.receivers.is_down = True
    drain_until_quiet(made)
    dead = [each for each in made.deliveries.dead(OWNER.uid, 10) if each.channel is Channel.WEBHOOK]

    assert (MOST_ATTEMPTS, "The receiver does not answer.") == (dead[0].attempts, dead[0].error)
    assert {LogLevel.ERROR} == {line.level for line in made.log.lines if line.message == "delivery given up"}
    assert [(AlertKind.DELIVERY, "WEBHOOK")] == [
        (each.kind, each.key) for each in made.alerts.alerts.values()
    ]


class ForgetfulAlerts(MemoryAlerts):
    """A store of alerts that is away once."""

    def turn(self, alert: Alert, deliveries: Sequence[Delivery]) -> None:
        """Fail the first time."""
        if not self.has_failed:
            self.has_failed = True
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "The alerts are not stored.")
        super().turn(alert, deliveries)

    has_failed = False


def test_an_alert_that_cannot_be_kept_keeps_its_delivery_alive():
    """It is tried again, and dead once the alert is there; the others have had their turn (F-150)."""
    made = waiting()
    alerts = ForgetfulAlerts(made.deliveries)
    telling = replace(made.telling, alerts=alerts, webhooks=GoneWebhooks())
    first = deliver_due(telling)
    before = states(made)[Channel.WEBHOOK]
    made.clock.advance(timedelta(minutes=1))
    deliver_due(telling)
    told = {each.event.event_id for each in made.deliveries.kept.values()} - {alert_turn().event_id}

    assert Drained(delivered=2, put_off=1, dead=0) == first
    assert (DeliveryState.PENDING, DeliveryState.DEAD) == (before, states(made)[Channel.WEBHOOK])
    assert (1, 1) == (len(told), len(alerts.alerts))


class Tarpit:
    """A webhook that takes all the time there is and never answers, as its owner pleases."""

    def __init__(self, made: Post) -> None:
        self._clock = made.clock
        self.calls: list[str] = []

    def post(self, event: Event, url: str, secret: str) -> None:
        """Hang."""
        self._clock.advance(timedelta(seconds=10))
        self.calls.append(event.portfolio.uid)
        raise UnavailableError(ReasonCode.RECEIVER_UNAVAILABLE, f"{url} hangs", of=secret)


def hook_events(uid: str, count: int) -> list[Delivery]:
    """So many events for one person's webhook, each on its last attempt."""
    turns = (alert_turn(alert_id=f"{uid}{number}", portfolio=PortfolioRef(uid)) for number in range(count))
    return [replace(delivery(Channel.WEBHOOK, each), attempts=MOST_ATTEMPTS - 1) for each in turns]


def tarpits(*people: str) -> tuple[Post, Tarpit]:
    """Everybody has ten events for a webhook that hangs, and one of them a letter that is due after those."""
    made = post()
    for uid in people:
        made.preferences.save(uid, REACHABLE)
        made.deliveries.add(hook_events(uid, 10))
    letter = delivery(Channel.MAIL, alert_turn(alert_id="letter"))
    made.clock.advance(timedelta(seconds=1))
    made.deliveries.add([replace(letter, due_at=made.clock.now())])
    return made, Tarpit(made)


def test_a_webhook_that_hangs_holds_nobody_up():
    """A letter that is due later leaves before it is called, and a drain ends in time."""
    made, tarpit = tarpits("ada", "ben", "cem")
    began = made.clock.now()
    deliver_due(replace(made.telling, webhooks=tarpit))

    assert 1 == len(made.mailbox.letters)
    assert made.clock.now() - began <= DRAIN_TIME + timedelta(seconds=10)
    assert {"ada", "ben", "cem"} == set(tarpit.calls[:3])


def test_a_webhook_that_hangs_is_called_a_few_times_a_drain():
    """What has no turn waits behind those that do, without an attempt."""
    made, tarpit = tarpits("ada")
    deliver_due(replace(made.telling, webhooks=tarpit))
    rest = [each for each in made.deliveries.kept.values() if each.state is DeliveryState.PENDING]
    behind = {each.attempts for each in rest if each.due_at and each.due_at > made.clock.now()}

    assert CALLS_A_DRAIN == len(tarpit.calls)
    assert {MOST_ATTEMPTS - 1} == behind


class KilledAtSecond(Tarpit):
    """The platform ends the function in its second call."""

    def post(self, event: Event, url: str, secret: str) -> None:
        """Hang, or be killed."""
        if self.calls:
            raise KeyboardInterrupt
        super().post(event, url, secret)


def test_what_has_died_is_marked_at_once():
    """Whoever is killed in the next call has kept what came before, with its alert."""
    made, _ = tarpits("ada")
    with pytest.raises(KeyboardInterrupt):
        deliver_due(replace(made.telling, webhooks=KilledAtSecond(made)))

    assert 1 == len(made.deliveries.dead("ada", 10))
    assert ["WEBHOOK"] == [each.key for each in made.alerts.alerts.values()]


def test_a_digest_is_read_once():
    """However many deliveries wait for it: they leave together, and its events are in one letter."""
    made = post()
    events = [alert_turn(alert_id=f"al_{number}") for number in range(50)]
    made.deliveries.add([delivery(Channel.MAIL, each, "dg") for each in events])
    kept = Beside(made)
    drained = deliver_due(replace(made.telling, deliveries=kept))

    assert (50, 1, ["dg"]) == (drained.delivered, kept.reads, list(made.mailbox.letters))
    assert 50 == len(made.mailbox.letters["dg"].events)


def test_a_dead_channel_starts_no_loop():
    """The message that the webhook is dead dies there itself, and nothing more is said (F-154)."""
    made = waiting()
    made.receivers.is_down = True
    drain_until_quiet(made)

    assert 2 == len({each.event.event_id for each in made.deliveries.kept.values()})


def test_dead_deliveries_can_be_put_back():
    """With all their attempts, once the receiver is mended; the alert is resolved by the first."""
    made = waiting()
    made.receivers.is_down = True
    drain_until_quiet(made)
    made.receivers.is_down = False
    count = redeliver(REDELIVERY, made.telling)
    drain_until_quiet(made)

    assert (4, ()) == (count, made.deliveries.dead(OWNER.uid, 10))
    assert [False] == [each.is_open for each in made.alerts.alerts.values()]
    assert [REDELIVERY] == made.deliveries.decisions


def test_where_nothing_is_dead_nothing_is_decided():
    """What was not done is not written down as done."""
    made = waiting()

    assert (0, []) == (redeliver(REDELIVERY, made.telling), made.deliveries.decisions)


class GoneWebhooks:
    """A webhook that says it is gone for good."""

    def post(self, event: Event, url: str, secret: str) -> None:
        """Refuse."""
        raise RefusedError(
            ReasonCode.RECEIVER_REFUSED, f"{url} is gone, so {event.event_id} is not sent.", of=secret
        )


def test_what_can_never_succeed_is_dead_at_once():
    """Nobody waits a day for what was refused for good."""
    made = waiting()

    assert 1 == deliver_due(replace(made.telling, webhooks=GoneWebhooks())).dead
    assert DeliveryState.DEAD is states(made)[Channel.WEBHOOK]


class BrokenInbox:
    """An inbox with a defect."""

    def put(self, delivery: Delivery) -> None:
        """Break on anything."""
        raise KeyError(f"the secret of {delivery.event.portfolio.uid}")

    def latest(self, portfolio: PortfolioRef, limit: int) -> tuple[InboxEntry, ...]:
        """Have nothing."""
        return ()[: limit + len(portfolio.uid)]


def test_a_defect_is_counted_and_keeps_no_other_back():
    """The machines have the event; what the defect said is kept nowhere, for it may hold anything."""
    made = waiting()
    drained = deliver_due(replace(made.telling, inbox=BrokenInbox()))
    (broken,) = (each for each in made.deliveries.kept.values() if each.channel is Channel.INBOX)

    assert Drained(delivered=2, put_off=1, dead=0) == drained
    assert (1, "defect: KeyError") == (broken.attempts, broken.error)


class Beside:
    """Deliveries that do what the fake does, but for one thing."""

    def __init__(self, made: Post) -> None:
        self._kept = made.deliveries
        self.due, self.add, self.dead = self._kept.due, self._kept.add, self._kept.dead
        self.revive = self._kept.revive
        self.reads = self.losses = 0

    def update(self, delivery: Delivery) -> None:
        """Mark."""
        self._kept.update(delivery)

    def of_digest(self, digest_id: str, limit: int) -> tuple[Delivery, ...]:
        """Count the looks."""
        self.reads += 1
        return self._kept.of_digest(digest_id, limit)


class Forgetful(Beside):
    """Deliveries whose first mark is lost with the process that would have made it."""

    def update(self, delivery: Delivery) -> None:
        """Die before the mark."""
        self.losses += 1
        raise KeyboardInterrupt(delivery.delivery_id)


def test_who_dies_after_sending_sends_again_under_the_same_id():
    """The webhook has it twice, and can tell; letters and the inbox have it once (F-150)."""
    made = post(replace(REACHABLE, rules=(ChannelRule(channels=(Channel.MAIL,)),)))
    tell(run_ended(), made.telling)
    for each in tuple(made.deliveries.kept.values()):
        made.deliveries.kept = {each.delivery_id: each}
        with pytest.raises(KeyboardInterrupt):
            deliver_due(replace(made.telling, deliveries=Forgetful(made)))
        deliver_due(made.telling)

    assert [run_ended().event_id] * 2 == [event.event_id for event, _, _ in made.receivers.called]
    assert (1, 1) == (len(made.mailbox.letters), len(made.inbox.entries))


def test_a_safety_alert_of_a_dead_channel_is_not_critical():
    """That a webhook is dead wakes nobody at night."""
    made = waiting()
    made.receivers.is_down = True
    drain_until_quiet(made)
    levels: Sequence[AlertLevel] = [each.level for each in made.alerts.alerts.values()]

    assert [AlertLevel.WARNING] == levels
    assert made.clock.now() - NOON < WHOLE_TIME


def test_every_attempt_is_counted_by_channel_and_how_it_ended():
    """One that was put off is PENDING."""
    made = waiting()
    made.receivers.is_down = True
    deliver_due(made.telling)

    counted = sorted((each.labels["channel"], each.labels["state"]) for each in made.metrics.samples)
    assert [("INBOX", "DELIVERED"), ("PUBSUB", "PENDING"), ("WEBHOOK", "PENDING")] == counted
