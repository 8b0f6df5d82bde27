"""Events on their whole way to real receivers on this machine, which are away for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern

import pytest
from aiosmtpd.smtp import Envelope
from google.cloud.firestore import Client

from _stack.ports import pick_ports
from builders import OWNER
from contract.telling.conftest import on_firestore
from contract.telling.receivers import LOOPBACK, Hook, MailServer, TriggerEmail, serving, taking_mail
from telling_builders import MAIL, REDELIVERY, Post, alert_turn, run_ended
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.webhooks import HttpWebhooks
from trimtab.contracts.events import event_bytes
from trimtab.domain.alert import AlertKind, AlertLevel
from trimtab.domain.delivery import MOST_ATTEMPTS
from trimtab.domain.preferences import ChannelRule, Preferences
from trimtab.domain.run import RunState
from trimtab.ports.telling import Telling
from trimtab.services.deliver import Drained, deliver_due, redeliver
from trimtab.services.tell import tell
from trimtab.services.watch_mail import watch_mail

pytestmark = pytest.mark.emulator

MINUTE = timedelta(minutes=1)
PARKED = run_ended(RunState.NEEDS_OPERATOR)


@dataclass(frozen=True, slots=True)
class Line:
    """A deployment with its stores in Firestore, and the ports its owner's receivers will listen at."""

    post: Post
    telling: Telling
    hook_port: int
    mail_port: int
    extension: TriggerEmail

    def hook(self) -> Hook:
        """A receiver that holds the owner's secret."""
        return Hook(self.telling.secrets.of(OWNER.uid), self.post.clock)

    def drain(self, times: int = 1) -> list[Drained]:
        """Drain so many times, each when the next delivery is due."""
        drained = []
        for _ in range(times):
            drained.append(deliver_due(self.telling))
            self._wait()
        return drained

    def _wait(self) -> None:
        far = self.post.clock.now() + timedelta(days=3)
        due = self.telling.deliveries.due(far, 1)
        if due and due[0].due_at:
            self.post.clock.advance(max(due[0].due_at - self.post.clock.now(), timedelta()))


def content_of(envelope: Envelope) -> bytes:
    """Return a letter as it came."""
    assert isinstance(envelope.content, bytes)
    return envelope.content


@pytest.fixture
def line(client: Client, documents: Documents) -> Line:
    """Set everything up but the receivers."""
    ports = pick_ports({"hook": 0, "mail": 0})
    kept, post = on_firestore(documents), Post()
    telling = replace(
        post.telling,
        alerts=kept.alerts,
        deliveries=kept.deliveries,
        preferences=kept.preferences,
        inbox=kept.inbox,
        mailbox=kept.mailbox,
        secrets=kept.secrets,
        webhooks=HttpWebhooks(post.clock, is_local=True),
        publisher=None,
    )
    url = f"http://{LOOPBACK}:{ports['hook']}/trimtab"
    wishes = Preferences(address=MAIL, webhook_url=url, rules=(ChannelRule(channels=()),))
    telling.preferences.save(OWNER.uid, wishes)
    extension = TriggerEmail(client, post.clock, ports["mail"])
    return Line(post, telling, ports["hook"], ports["mail"], extension)


def test_a_webhook_that_is_away_gets_the_event_after_its_return(line: Line):
    """Refused connections, then 503, then it takes the event: once, signed, whole; pauses double (F-151)."""
    tell(alert_turn(), line.telling)
    began = line.post.clock.now()
    line.drain(3)
    hook = line.hook()
    hook.status = 503
    with serving(hook, line.hook_port):
        line.drain(2)
        hook.status = 204
        drained = line.drain()

    assert [event_bytes(alert_turn())] == hook.bodies
    assert ([Drained(delivered=1, put_off=0, dead=0)], 31 * MINUTE) == (
        drained,
        line.post.clock.now() - began,
    )


def test_a_webhook_that_never_returns_is_a_dead_letter_in_sight(line: Line):
    """After the last attempt there is a dead delivery, an alert and an entry of the inbox."""
    tell(alert_turn(), line.telling)
    line.drain(MOST_ATTEMPTS)
    (dead,) = line.telling.deliveries.dead(OWNER.uid, 10)
    (open_one,) = line.telling.alerts.current(OWNER, ())
    line.drain()
    titles = [entry.title for entry in line.telling.inbox.latest(OWNER, 10)]
    hook = line.hook()
    with serving(hook, line.hook_port):
        redeliver(REDELIVERY, line.telling)
        line.drain(2)

    assert (MOST_ATTEMPTS, "WEBHOOK") == (dead.attempts, open_one.key)
    assert "ConnectionRefusedError" in dead.error
    assert "Messages do not arrive: WEBHOOK" in titles
    assert event_bytes(alert_turn()) in hook.bodies
    assert () == line.telling.deliveries.dead(OWNER.uid, 10)


def test_a_receiver_tells_repeats_by_the_events_id(line: Line):
    """Its answer was lost, the event comes again, and it is known (F-150)."""
    hook = line.hook()
    with serving(hook, line.hook_port):
        for _ in range(2):
            line.telling.webhooks.post(alert_turn(), f"http://{LOOPBACK}:{line.hook_port}/", hook.secret)

    assert (2, 1) == (len(hook.requests), len(hook.bodies))


def test_a_mail_arrives(line: Line):
    """From the event through the extension's document to the mail server: both parts, to the address."""
    server = MailServer()
    tell(PARKED, line.telling)
    with taking_mail(server, line.mail_port):
        line.drain()
        line.extension.look()

    (envelope,) = server.letters
    mail = message_from_bytes(content_of(envelope), policy=modern)
    assert ([MAIL], "Trimtab: Rebalancing needs an operator") == (envelope.rcpt_tos, mail["Subject"])
    assert {"text/plain", "text/html"} == {part.get_content_type() for part in mail.iter_parts()}


def test_a_mail_server_that_is_away_gets_the_letter_once_after_its_return(line: Line):
    """The extension fails and stops; the watch has it try again, at doubling pauses (F-151)."""
    server = MailServer()
    tell(PARKED, line.telling)
    line.drain()
    minutes = [_minutes_until_retry(line) for _ in range(4)]
    with taking_mail(server, line.mail_port):
        for _ in range(2):
            line.extension.look()
            watch_mail(line.telling)

    assert [1, 2, 4, 8] == minutes
    assert 1 == len(server.letters)


def _minutes_until_retry(line: Line) -> int:
    """Let the extension fail once, and count the minutes until the watch has it try again."""
    line.extension.look()
    began = line.post.clock.now()
    watch_mail(line.telling)
    while line.extension.states() == ["ERROR"]:
        line.post.clock.advance(MINUTE)
        watch_mail(line.telling)
    return (line.post.clock.now() - began) // MINUTE


def test_a_letter_nobody_takes_is_given_up_in_sight(line: Line):
    """After the last attempt it leaves the list, and an alert over mail says so."""
    tell(PARKED, line.telling)
    line.drain()
    for _ in range(MOST_ATTEMPTS):
        _minutes_until_retry(line)

    (found,) = line.telling.alerts.current(OWNER, ())
    assert ("MAIL", ["GIVEN_UP"]) == (found.key, line.extension.states())


def test_mail_arrives_again_once_the_extension_says_so(line: Line):
    """A letter that is handed over resolves nothing; one that the mail server takes does."""
    tell(PARKED, line.telling)
    line.drain()
    for _ in range(MOST_ATTEMPTS):
        _minutes_until_retry(line)
    tell(alert_turn(kind=AlertKind.KILL_SWITCH, level=AlertLevel.CRITICAL), line.telling)
    line.drain()
    handed_over = len(line.telling.alerts.current(OWNER, ()))
    with taking_mail(MailServer(), line.mail_port):
        line.extension.look()
    line.post.clock.advance(MINUTE)
    watch_mail(line.telling)

    assert (1, ()) == (handed_over, line.telling.alerts.current(OWNER, ()))


def test_a_digest_is_one_mail(line: Line):
    """Two small events of a night, one letter in the morning."""
    rule = ChannelRule(channels=Preferences().rules[0].channels, is_digested=True)
    line.telling.preferences.save(OWNER.uid, Preferences(address=MAIL, rules=(rule,)))
    server = MailServer()
    for event in (alert_turn(), run_ended()):
        tell(event, line.telling)
    with taking_mail(server, line.mail_port):
        line.drain(2)
        line.extension.look()

    (envelope,) = server.letters
    text = content_of(envelope).decode()
    assert [True, True] == [event.event_id in text for event in (alert_turn(), run_ended())]
    assert 1 == text.count("Subject: ")
