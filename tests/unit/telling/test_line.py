"""In which order deliveries leave."""

from __future__ import annotations

from telling_builders import alert_turn, delivery
from trimtab.domain.delivery import Delivery
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel
from trimtab.telling.line import line_up


def call(uid: str, number: int = 0, channel: Channel = Channel.WEBHOOK) -> Delivery:
    return delivery(channel, alert_turn(alert_id=f"{uid}{number}", portfolio=PortfolioRef(uid)))


def letter(number: int, digest_id: str | None) -> Delivery:
    return delivery(Channel.MAIL, alert_turn(alert_id=f"al_{number}"), digest_id)


def test_webhooks_come_last():
    """All else goes its way before a stranger's receiver can take its time."""
    hook, push, inbox = (call("ada", channel=each) for each in (Channel.WEBHOOK, Channel.PUSH, Channel.INBOX))

    assert ((push,), (inbox,), (hook,)) == line_up((hook, push, inbox), 3).groups


def test_nobodys_second_call_comes_before_anybodys_first():
    """Whoever has many events waiting keeps no other from their turn."""
    many = [call("ada", number) for number in range(3)]
    other = call("ben")

    assert ((many[0],), (other,), (many[1],), (many[2],)) == line_up((*many, other), 3).groups


def test_a_webhook_is_called_so_often_at_most():
    """What is over has no turn."""
    many = tuple(call("ada", number) for number in range(3))
    line = line_up((*many, call("ben")), 1)

    assert (((many[0],), (call("ben"),)), many[1:]) == (line.groups, line.surplus)


def test_a_digest_leaves_together():
    """At the place of its first delivery; other letters stay alone."""
    first, second, single = letter(1, "dg"), letter(2, "dg"), letter(3, None)

    assert ((first, second), (single,)) == line_up((first, single, second), 3).groups
