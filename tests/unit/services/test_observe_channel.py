"""The alert over a channel."""

from __future__ import annotations

from datetime import timedelta

from builders import OWNER
from telling_builders import Post, post
from trimtab.domain.alert import AlertKind
from trimtab.domain.preferences import Channel
from trimtab.services.observe_channel import observe_channel


def history(made: Post) -> list[tuple[str, bool]]:
    return [(each.key, each.is_open) for each in made.alerts.alerts.values()]


def looked(made: Post, *errors: str | None, channel: Channel = Channel.WEBHOOK) -> None:
    for error in errors:
        observe_channel(OWNER.uid, channel, error, made.clock.now(), made.telling)
        made.clock.advance(timedelta(minutes=1))


def test_a_channel_in_trouble_has_one_alert():
    """However often it fails, it is told once (F-154)."""
    made = post()
    looked(made, "404", "404", "500")

    assert [("WEBHOOK", True)] == history(made)
    assert 1 == len({each.event.event_id for each in made.deliveries.kept.values()})


def test_a_delivery_resolves_it():
    """The next failure opens another one."""
    made = post()
    looked(made, "404", None, "404")

    assert [("WEBHOOK", False), ("WEBHOOK", True)] == history(made)


def test_channels_have_alerts_of_their_own():
    """Mail that arrives says nothing of the webhook."""
    made = post()
    looked(made, "404")
    looked(made, None, channel=Channel.MAIL)

    assert [("WEBHOOK", True)] == history(made)
    assert {AlertKind.DELIVERY} == {each.kind for each in made.alerts.alerts.values()}


def test_an_alert_over_a_channel_is_with_the_owners_first_portfolio():
    """A channel is a person's, whichever portfolio the message was about."""
    made = post()
    looked(made, "404")

    assert [OWNER] == [each.portfolio for each in made.alerts.alerts.values()]
